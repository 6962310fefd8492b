"""A project as a case of tests/golden/insights tells it, written as ingestion and jobs write it.

    events, persons, cohorts, team  ->  rows of ClickHouse  ->  World(context, known)

Every distinct id is a person of its own; the ids of one entry of ``persons`` are one person, merged
after the events were written. A person is created by its first event. ``$groupidentify`` makes
groups. A property is Numeric or Boolean where all of its values are.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, JsonValue, TypeAdapter

from hogql.context import Cohort, Context
from hogql.insights.context import InsightContext
from hogql.property_filters.models import PropertyFilter
from shared.ids import person_id
from tests.integration.hogql.insights.events import GivenEvent, insert_events, stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clickhouse_connect.driver.client import Client

    from hogql.context import PropertyType

GROUP_EVENT = "$groupidentify"
_STATE = ("is_deleted", "version")
_PERSON = ("team_id", "id", "created_at", "properties", "is_identified", *_STATE, "last_seen")
_IDS = ("team_id", "distinct_id", "person_id", *_STATE)
_GROUP = ("team_id", "group_type", "group_key", "created_at", "properties", *_STATE)
_STATIC_MEMBER = ("team_id", "cohort_id", "person_id")
_MEMBER = ("team_id", "cohort_id", "version", "person_id")
_FILTERS = TypeAdapter(tuple[PropertyFilter, ...])


class Told(BaseModel):
    """One event of a case."""

    model_config = ConfigDict(extra="forbid")

    distinct_id: str
    event: str
    timestamp: datetime
    properties: dict[str, JsonValue] = {}


class ToldPerson(BaseModel):
    """Ids of one person, and what it has."""

    model_config = ConfigDict(extra="forbid")

    distinct_ids: list[str]
    properties: dict[str, JsonValue] = {}


class ToldCohort(BaseModel):
    """Everybody with these properties."""

    model_config = ConfigDict(extra="forbid")

    name: str
    person_properties: dict[str, JsonValue]
    is_static: bool


class ToldTeam(BaseModel):
    """What is not as in every project."""

    model_config = ConfigDict(extra="forbid")

    timezone: str = "UTC"
    week_start_day: int = 0
    test_account_filters: list[JsonValue] = []


@dataclass(frozen=True, kw_only=True, slots=True)
class World:
    """What an insight and the compiler know of the project; cohorts by the names of the case."""

    team_id: int
    context: InsightContext
    known: Context
    cohort_ids: dict[str, int]


def make_world(
    client: "Client",
    team_id: int,
    events: "Sequence[Told]",
    *,
    persons: "Sequence[ToldPerson]" = (),
    cohorts: dict[str, ToldCohort] | None = None,
    team: ToldTeam | None = None,
    now: datetime = datetime(2022, 1, 1, tzinfo=UTC),
) -> World:
    """Write a project and return what is known of it."""
    told, about = cohorts or {}, team or ToldTeam()
    types = _group_types(events)
    insert_events(client, team_id, [_given(event) for event in events])
    _insert_sessions(client, team_id)
    people = _people(events, persons)
    _insert_people(client, team_id, people, events)
    _insert_groups(client, team_id, events)
    ids = {name: place for place, name in enumerate(told, start=1)}
    for name, cohort in told.items():
        _insert_members(client, team_id, ids[name], cohort, people)
    client.command("SYSTEM RELOAD DICTIONARY person_overrides_dict")
    return World(
        team_id=team_id,
        cohort_ids=ids,
        context=InsightContext(
            timezone=about.timezone,
            week_start_day=about.week_start_day,
            now=now,
            test_account_filters=_FILTERS.validate_python(about.test_account_filters),
            cohorts={ids[name]: cohort.name for name, cohort in told.items()},
        ),
        known=Context(
            team_id=team_id,
            timezone=about.timezone,
            week_start_day=about.week_start_day,
            group_types=tuple(types),
            property_types=_property_types(events),
            cohorts=tuple(
                Cohort(id=ids[name], name=cohort.name, is_static=cohort.is_static, version=1)
                for name, cohort in told.items()
            ),
        ),
    )


def _given(event: Told) -> GivenEvent:
    groups = event.properties.get("$groups")
    return GivenEvent(
        at=event.timestamp.astimezone(UTC),
        distinct_id=event.distinct_id,
        name=event.event,
        properties={key: value for key, value in event.properties.items() if key != "$groups"},
        groups={key: str(value) for key, value in groups.items()}
        if isinstance(groups, dict)
        else {},
    )


def _group_types(events: "Iterable[Told]") -> dict[str, None]:
    found: dict[str, None] = {}
    for event in events:
        groups = event.properties.get("$groups")
        found.update(dict.fromkeys(groups if isinstance(groups, dict) else ()))
        if event.event == GROUP_EVENT:
            found[str(event.properties["$group_type"])] = None
    return found


def _property_types(events: "Iterable[Told]") -> "dict[str, PropertyType]":
    values: defaultdict[str, list[JsonValue]] = defaultdict(list)
    for event in events:
        for key, value in event.properties.items():
            values[key].append(value)
    found: dict[str, PropertyType] = {}
    for key, seen in values.items():
        if all(isinstance(value, bool) for value in seen):
            found[key] = "Boolean"
        elif all(isinstance(value, int | float) for value in seen):
            found[key] = "Numeric"
    return found


def _people(events: "Iterable[Told]", persons: "Iterable[ToldPerson]") -> list[ToldPerson]:
    known = {distinct_id for person in persons for distinct_id in person.distinct_ids}
    others = dict.fromkeys(event.distinct_id for event in events)
    return [
        *persons,
        *(ToldPerson(distinct_ids=[one]) for one in others if one not in known),
    ]


def _insert_people(
    client: "Client", team_id: int, people: "Iterable[ToldPerson]", events: "Iterable[Told]"
) -> None:
    first: dict[str, datetime] = {}
    for event in events:
        at = event.timestamp.astimezone(UTC)
        first[event.distinct_id] = min(at, first.get(event.distinct_id, at))
    persons: list[list[object]] = []
    ids: list[list[object]] = []
    for person in people:
        owner = person_id(team_id, person.distinct_ids[0])
        times = [first[one] for one in person.distinct_ids if one in first]
        if not times:
            continue
        properties = {key: stored(value) for key, value in person.properties.items()}
        persons.append([team_id, owner, min(times), properties, 1, 0, 1, max(times)])
        for distinct_id in person.distinct_ids:
            ids.append([team_id, distinct_id, owner, 0, 1])
            if distinct_id != person.distinct_ids[0]:
                merge(client, team_id, old=distinct_id, new=person.distinct_ids[0])
    if persons:
        client.insert("person", persons, column_names=_PERSON)
        client.insert("person_distinct_id", ids, column_names=_IDS)


def merge(client: "Client", team_id: int, *, old: str, new: str) -> None:
    """Make ``old`` the person of ``new``; it shows once the dictionary was loaded again."""
    client.command(
        """
        INSERT INTO person_overrides
            (team_id, old_key, new_key, old_person_id, person_id, is_deleted, version)
        SELECT {team:UInt32}, cityHash64(toUUID({old:String})), cityHash64(toUUID({new:String})),
            toUUID({old:String}), toUUID({new:String}), 0, 1
        """,
        parameters={
            "team": team_id,
            "old": str(person_id(team_id, old)),
            "new": str(person_id(team_id, new)),
        },
    )


def _insert_groups(client: "Client", team_id: int, events: "Iterable[Told]") -> None:
    rows: list[list[object]] = []
    for version, event in enumerate(events, start=1):
        if event.event == GROUP_EVENT:
            found = event.properties
            given = found.get("$group_set")
            properties = given if isinstance(given, dict) else {}
            texts = {key: stored(value) for key, value in properties.items()}
            at = event.timestamp.astimezone(UTC)
            rows.append([team_id, found["$group_type"], found["$group_key"], at, texts, 0, version])
    if rows:
        client.insert("groups", rows, column_names=_GROUP)


def _insert_members(
    client: "Client", team_id: int, cohort_id: int, cohort: ToldCohort, people: list[ToldPerson]
) -> None:
    owners = [
        person_id(team_id, person.distinct_ids[0])
        for person in people
        if cohort.person_properties.items() <= person.properties.items()
    ]
    if owners and cohort.is_static:
        rows = [[team_id, cohort_id, owner] for owner in owners]
        client.insert("person_static_cohort", rows, column_names=_STATIC_MEMBER)
    elif owners:
        rows = [[team_id, cohort_id, 1, owner] for owner in owners]
        client.insert("cohort_people", rows, column_names=_MEMBER)


def _insert_sessions(client: "Client", team_id: int) -> None:
    client.command(
        """
        INSERT INTO sessions (team_id, session_start, session_id, person_id, distinct_id,
            min_timestamp, max_timestamp, pageviews, screens, autocaptures, urls)
        SELECT team_id, UUIDv7ToDateTime(session_id), session_id, any(person_id), any(distinct_id),
            min(timestamp), max(timestamp), uniqExactStateIf(uuid, event = '$pageview'),
            uniqExactStateIf(uuid, event = '$screen'),
            uniqExactStateIf(uuid, event = '$autocapture'), groupUniqArray(`$current_url`)
        FROM events
        WHERE team_id = {team:UInt32} AND toUInt128(session_id) != 0
        GROUP BY team_id, session_id
        """,
        parameters={"team": team_id},
    )
