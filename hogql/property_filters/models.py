"""The property filters of the wire: flat lists and AND/OR groups, nested to any sensible depth.

Source: PostHog's typed client (``AnyPropertyFilter``, ``PropertyGroupFilter``); insights 1.5.
"""

from enum import StrEnum
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

WIRE: Final = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)

FilterScalar: TypeAlias = bool | int | float | str
FilterValue: TypeAlias = FilterScalar | tuple[FilterScalar, ...] | None


class PropertyFilterType(StrEnum):
    """Whose property a filter reads."""

    EVENT = "event"
    PERSON = "person"
    PERSON_METADATA = "person_metadata"
    ELEMENT = "element"
    EVENT_METADATA = "event_metadata"
    SESSION = "session"
    COHORT = "cohort"
    STATIC_COHORT = "static-cohort"
    RECORDING = "recording"
    LOG_ENTRY = "log_entry"
    GROUP = "group"
    FEATURE = "feature"
    FLAG = "flag"
    HOGQL = "hogql"
    EMPTY = "empty"
    DATA_WAREHOUSE = "data_warehouse"
    DATA_WAREHOUSE_PERSON_PROPERTY = "data_warehouse_person_property"
    ERROR_TRACKING_ISSUE = "error_tracking_issue"
    LOG = "log"
    REVENUE_ANALYTICS = "revenue_analytics"


class PropertyOperator(StrEnum):
    """How a filter compares; what each one means is in ``operators.py``."""

    EXACT = "exact"
    IS_NOT = "is_not"
    ICONTAINS = "icontains"
    NOT_ICONTAINS = "not_icontains"
    ICONTAINS_MULTI = "icontains_multi"
    NOT_ICONTAINS_MULTI = "not_icontains_multi"
    REGEX = "regex"
    NOT_REGEX = "not_regex"
    GT = "gt"
    GTE = "gte"
    LT = "lt"
    LTE = "lte"
    IS_SET = "is_set"
    IS_NOT_SET = "is_not_set"
    IS_DATE_EXACT = "is_date_exact"
    IS_DATE_BEFORE = "is_date_before"
    IS_DATE_AFTER = "is_date_after"
    BETWEEN = "between"
    NOT_BETWEEN = "not_between"
    MIN = "min"
    MAX = "max"
    IN = "in"
    NOT_IN = "not_in"
    IS_CLEANED_PATH_EXACT = "is_cleaned_path_exact"
    SEMVER_EQ = "semver_eq"
    SEMVER_NEQ = "semver_neq"
    SEMVER_GT = "semver_gt"
    SEMVER_GTE = "semver_gte"
    SEMVER_LT = "semver_lt"
    SEMVER_LTE = "semver_lte"
    SEMVER_TILDE = "semver_tilde"
    SEMVER_CARET = "semver_caret"
    SEMVER_WILDCARD = "semver_wildcard"
    FLAG_EVALUATES_TO = "flag_evaluates_to"


class PropertyFilter(BaseModel):
    """One condition; no ``operator`` means ``exact``, type ``hogql`` has its text in ``key``.

    ``negation`` is how older filters say ``not_in`` of a cohort. Names and labels are for showing.
    """

    model_config = WIRE

    key: str
    value: FilterValue = None
    operator: PropertyOperator | None = None
    type: PropertyFilterType = PropertyFilterType.EVENT
    label: str | None = None
    group_type_index: int | None = None
    group_key_names: dict[str, str] | None = None
    cohort_name: str | None = None
    negation: bool | None = None


def _form(value: object) -> str:
    """Tell a group from a filter or a list by the one field that only a group has.

    The tags stand in brackets so that they can be told from field names in an error's place.
    """
    if isinstance(value, dict):
        return "(group)" if "values" in value else "(filter)"
    return "(group)" if isinstance(value, PropertyGroupFilter) else "(filter)"


def _form_of_all(value: object) -> str:
    return "(list)" if isinstance(value, list | tuple) else "(group)"


class PropertyGroupFilter(BaseModel):
    """Filters and further groups, joined by AND or OR."""

    model_config = WIRE

    type: Literal["AND", "OR"]
    values: "tuple[GroupMember, ...]" = Field(max_length=200)


GroupMember: TypeAlias = Annotated[
    Annotated[PropertyGroupFilter, Tag("(group)")] | Annotated[PropertyFilter, Tag("(filter)")],
    Discriminator(_form),
]
FilterList: TypeAlias = Annotated[tuple[PropertyFilter, ...], Field(max_length=200)]
PropertyFilters: TypeAlias = Annotated[
    Annotated[FilterList, Tag("(list)")] | Annotated[PropertyGroupFilter, Tag("(group)")],
    Discriminator(_form_of_all),
]
