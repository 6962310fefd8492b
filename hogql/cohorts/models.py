"""One condition of a cohort as PostHog's clients write it; what they add for showing is ignored.

Source: PostHog's ``Property`` of type ``behavioral``; application-api 5.5.
"""

from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue

from hogql.property_filters.models import PropertyFilters

Operator: TypeAlias = Literal["gte", "lte", "gt", "lt", "eq", "exact"]
Kind: TypeAlias = Literal["events", "actions"]
Count: TypeAlias = Annotated[int, Field(ge=1, le=100_000)]


def _text(value: object) -> object:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else value


Key: TypeAlias = Annotated[str, BeforeValidator(_text)]
"""The name of an event, or the id of an action."""


class Behavior(StrEnum):
    """What somebody did, or when."""

    DID = "performed_event"
    DID_TIMES = "performed_event_multiple"
    DID_FIRST = "performed_event_first_time"
    DID_IN_ORDER = "performed_event_sequence"
    DID_REGULARLY = "performed_event_regularly"
    STOPPED = "stopped_performing_event"
    RESTARTED = "restarted_performing_event"


class Interval(StrEnum):
    """A unit of time; its letter is that of relative dates."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    @property
    def letter(self) -> str:
        """Return the letter: months are ``m``, minutes ``M``."""
        return "M" if self is Interval.MINUTE else self.value[0]


class Behavioral(BaseModel):
    """What somebody did: of which event or action, when, how often."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    key: Key
    value: Behavior
    event_type: Kind = "events"
    event_filters: PropertyFilters | None = None
    negation: bool | None = None

    time_value: Count | None = None
    time_interval: Interval | None = None
    explicit_datetime: str | None = None
    explicit_datetime_to: str | None = None

    operator: Operator | None = None
    operator_value: Count | None = None

    seq_event: Key | None = None
    seq_event_type: Kind = "events"
    seq_time_value: Count | None = None
    seq_time_interval: Interval | None = None

    total_periods: Annotated[int, Field(ge=1, le=366)] | None = None
    min_periods: Count | None = None


class InCohort(BaseModel):
    """Whether somebody is in another cohort."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    value: Annotated[int, Field(ge=1, le=2**31 - 1)]
    negation: bool | None = None
    operator: Literal["in", "not_in", "exact", "is_not"] | None = None


class OfPerson(BaseModel):
    """Whether a property of somebody is as the filter says; the filter itself is read elsewhere."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    key: str
    value: JsonValue = None
    operator: str | None = None
    type: str = "person"
    negation: bool | None = None
