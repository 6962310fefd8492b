"""The JSON form of a ``Context``: what ``--schema file.json`` of the tool holds.

    {"timezone": "Europe/Lisbon", "property_types": {"amount": "Numeric"}}  ->  Context

Every field may be left out. Names that are not listed here are refused, so that a slip of the pen
is not a setting that has no effect. The reference page is made from the descriptions below.
"""

from typing import Annotated, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from hogql.context import (
    Action,
    Cohort,
    Context,
    LimitContext,
    PropertyType,
    Restrictions,
    SystemRows,
)
from hogql.errors import QueryError

_GROUP_TYPES: Final = 5


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is not a time zone of the tz database") from error
    return name


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class CohortEntry(_Part):
    """One cohort."""

    id: int
    name: str
    is_static: bool = False
    version: int = 0


class ActionEntry(_Part):
    """One action; ``condition`` is HogQL over ``events``."""

    id: int
    name: str
    condition: str


class RestrictionsEntry(_Part):
    """What the caller may not read; ``properties`` by kind: event, person or group."""

    tables: tuple[str, ...] = ()
    properties: dict[str, tuple[str, ...]] = {}


class ContextFile(_Part):
    """The whole file."""

    timezone: Annotated[str, AfterValidator(_known_zone)] = Field(
        "UTC", description="The project's time zone.", examples=["Europe/Lisbon"]
    )
    week_start_day: int = Field(
        0, ge=0, le=1, description="First day of the week: 0 is Sunday, 1 is Monday.", examples=[1]
    )
    limit_context: LimitContext = Field(
        "query",
        description="What the query is for: `query`, `query_async`, `export` or `cohort`. It "
        "decides the default and the highest LIMIT and the settings.",
        examples=["export"],
    )
    group_types: tuple[str, ...] = Field(
        (),
        max_length=_GROUP_TYPES,
        description="The group types in the order of `$group_0`, `$group_1`, ...",
        examples=[["company", "project"]],
    )
    property_types: dict[str, PropertyType] = Field(
        {},
        description="Types of event properties: `String`, `Numeric`, `Boolean` or `DateTime`. One "
        "that is not listed is text.",
        examples=[{"amount": "Numeric"}],
    )
    person_property_types: dict[str, PropertyType] = Field(
        {}, description="The same for properties of persons.", examples=[{"age": "Numeric"}]
    )
    group_property_types: dict[int, dict[str, PropertyType]] = Field(
        {},
        description="The same for properties of groups, by the place of the group type.",
        examples=[{"0": {"seats": "Numeric"}}],
    )
    cohorts: tuple[CohortEntry, ...] = Field(
        (),
        description="The cohorts that `IN COHORT` may name. `is_static` and `version` may be left "
        "out.",
        examples=[[{"id": 3, "name": "Payers", "is_static": True}]],
    )
    actions: tuple[ActionEntry, ...] = Field(
        (),
        description="The actions that `matchesAction` may name, each with its condition in HogQL.",
        examples=[[{"id": 5, "name": "Paid", "condition": "event = 'paid'"}]],
    )
    views: dict[str, str] = Field(
        {},
        description="Saved queries by the name they are read under.",
        examples=[{"payments": "SELECT * FROM events WHERE event = 'paid'"}],
    )
    system: dict[str, tuple[tuple[str | int | float | bool | None, ...], ...]] = Field(
        {},
        description="Rows of the `system` tables by their name, each row in the order of the "
        "table's columns.",
        examples=[{"teams": [[7, "My project"]]}],
    )
    restrictions: RestrictionsEntry = Field(
        RestrictionsEntry(),
        description="Tables that are refused, and properties that read as null, by kind: `event`, "
        "`person` or `group`.",
        examples=[{"tables": ["persons"], "properties": {"person": ["email"]}}],
    )
    events_since: AwareDatetime | None = Field(
        None,
        description="The time before which events are not read, with its offset.",
        examples=["2026-01-01T00:00:00Z"],
    )
    user_id: int | None = Field(
        None, description="The user whose lines of `query_log` may be read.", examples=[12]
    )


def read_context(content: str | bytes, team_id: int) -> Context:
    """The context that the file describes; QueryError that names the field at fault."""
    try:
        found = ContextFile.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole file"
        raise QueryError(f"The schema file is not valid at {place}: {first['msg']}.") from error
    return Context(
        team_id=team_id,
        timezone=found.timezone,
        week_start_day=found.week_start_day,
        limit_context=found.limit_context,
        group_types=found.group_types,
        property_types=found.property_types,
        person_property_types=found.person_property_types,
        group_property_types=_by_place_and_key(found.group_property_types),
        cohorts=tuple(Cohort(**item.model_dump()) for item in found.cohorts),
        actions=tuple(Action(**item.model_dump()) for item in found.actions),
        views=found.views,
        system={name: SystemRows(rows=rows) for name, rows in found.system.items()},
        restrictions=Restrictions(
            tables=frozenset(found.restrictions.tables),
            properties=frozenset(
                (kind, key) for kind, keys in found.restrictions.properties.items() for key in keys
            ),
        ),
        events_since=found.events_since,
        user_id=found.user_id,
    )


def _by_place_and_key(
    types: dict[int, dict[str, PropertyType]],
) -> dict[tuple[int, str], PropertyType]:
    return {(place, key): kind for place, keys in types.items() for key, kind in keys.items()}
