"""Random people, events and conditions: the queries find whom plain Python finds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hogql.cohorts.build import members_query
from hogql.compile import compile_query
from shared.clickhouse.select import run
from shared.ids import person_id
from tests.integration.hogql.cohorts.oracle import Clock, Done, Somebody, is_member
from tests.integration.hogql.insights.conftest import insights_url, shared_clickhouse
from tests.integration.hogql.insights.world import (
    Told,
    ToldCohort,
    ToldPerson,
    ToldTeam,
    World,
    make_world,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clickhouse_connect.driver.client import Client

__all__ = ["insights_url", "shared_clickhouse"]

TEAMS: Final = count(50_000)
# The clocks of Berlin went forward the day before, those of New York three weeks before.
NOW: Final = datetime(2026, 3, 30, 10, 30, tzinfo=UTC)
PEOPLE: Final = (("ann", "visitor"), ("ben",), ("cat",))
PLANS: Final = ("free", "pro")
EVENTS: Final = ("a", "b")
ZONES: Final = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata")
UNITS: Final = ("hour", "day", "week")
OPERATORS: Final = ("gte", "lte", "gt", "lt", "eq", None)

amounts = st.integers(1, 4)
units = st.sampled_from(UNITS)
names = st.sampled_from(EVENTS)
filters = st.lists(
    st.fixed_dictionaries({"key": st.just("plan"), "value": st.sampled_from(PLANS)}), max_size=1
)
# Many moments lie on, just before or just after the edge of a time that a condition may ask for.
moments = st.builds(
    lambda days, hours, edge: NOW - timedelta(days=days, hours=hours, milliseconds=edge),
    st.sampled_from([-1, 0, 0, 1, 2, 3, 7, 8, 14, 21, 28, 29]),
    st.sampled_from([0, 0, 0, 1, 2, 23]),
    st.sampled_from([-1, 0, 0, 1]),
)


def behavior(value: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "type": st.just("behavioral"),
            "event_type": st.just("events"),
            "value": st.just(value),
            "key": names,
            "time_value": amounts,
            "time_interval": units,
            "event_filters": filters,
            "negation": st.booleans(),
            **fields,
        }
    )


recent = {"seq_time_value": amounts, "seq_time_interval": units}
times = {"operator": st.sampled_from(OPERATORS), "operator_value": amounts}
periods = st.sampled_from([(1, 1), (1, 3), (2, 3), (3, 4)])


def is_shorter(leaf: dict[str, Any]) -> bool:
    hours = {"hour": 1, "day": 24, "week": 168}
    whole = leaf["time_value"] * hours[leaf["time_interval"]]
    # An hour apart at least: a day may have 23.
    return bool(leaf["seq_time_value"] * hours[leaf["seq_time_interval"]] < whole - 1)


regularly = st.builds(
    lambda leaf, pair: {**leaf, "min_periods": pair[0], "total_periods": pair[1]},
    behavior("performed_event_regularly", **times),
    periods,
)
leaves = st.one_of(
    behavior("performed_event"),
    behavior("performed_event_multiple", **times),
    behavior("performed_event_first_time"),
    behavior("stopped_performing_event", **recent).filter(is_shorter),
    behavior("restarted_performing_event", **recent).filter(is_shorter),
    behavior("performed_event_sequence", seq_event=names, **recent),
    regularly,
    st.fixed_dictionaries(
        {
            "type": st.just("person"),
            "key": st.just("plan"),
            "value": st.sampled_from(PLANS),
            "operator": st.just("exact"),
            "negation": st.booleans(),
        }
    ),
    st.fixed_dictionaries(
        {
            "type": st.just("cohort"),
            "key": st.just("id"),
            "value": st.just(1),
            "negation": st.booleans(),
        }
    ),
)
words = st.sampled_from(["AND", "OR"])


def grouped(members: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"type": words, "values": st.lists(members, min_size=1, max_size=3)}
    )


groups = grouped(st.one_of(leaves, leaves, grouped(leaves)))
happened = st.tuples(
    st.sampled_from([name for ids in PEOPLE for name in ids]),
    names,
    moments,
    st.sampled_from(PLANS),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Project:
    """What is drawn: events, the plan of each person, where the project is, its cohort's form."""

    events: list[tuple[str, str, datetime, str]]
    plans: tuple[str | None, ...]
    zone: str
    is_static: bool

    @property
    def people(self) -> Iterator[tuple[tuple[str, ...], str | None]]:
        """The ids and the plan of each person."""
        return zip(PEOPLE, self.plans, strict=True)


projects = st.builds(
    Project,
    events=st.lists(happened, max_size=40),
    plans=st.tuples(*[st.sampled_from([None, *PLANS]) for _ in PEOPLE]),
    zone=st.sampled_from(ZONES),
    is_static=st.booleans(),
)


LATER: Final = NOW - timedelta(days=-1)
TWICE: Final = Project(
    events=[
        *[("ann", "a", LATER, "free")] * 4,
        ("ann", "b", NOW, "free"),
        ("ann", "b", NOW - timedelta(days=1, milliseconds=-1), "free"),
    ],
    plans=(None, None, None),
    zone="UTC",
    is_static=False,
)
B_AND_B: Final = {
    "type": "OR",
    "values": [
        {
            "type": "behavioral",
            "event_type": "events",
            "value": "performed_event_sequence",
            "key": "b",
            "time_value": 1,
            "time_interval": "day",
            "event_filters": [],
            "negation": False,
            "seq_event": "b",
            "seq_time_value": 1,
            "seq_time_interval": "day",
        }
    ],
}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(project=projects, asked=st.lists(groups, min_size=6, max_size=6))
@example(project=TWICE, asked=[B_AND_B])
def test_queries_find_whom_plain_python_finds(
    shared_clickhouse: Client, project: Project, asked: list[dict[str, Any]]
) -> None:
    team_id = next(TEAMS)
    world = _make_world(shared_clickhouse, team_id, project)
    clock = Clock(now=NOW, zone=ZoneInfo(project.zone))
    for group in asked:
        query = members_query({"properties": group}, world.context.facts)
        found = {row[0] for row in run(compile_query(query, world.known)).rows}
        expected = {
            person_id(team_id, ids[0])
            for ids, plan in project.people
            if is_member(group, _somebody(ids, plan, project.events), clock)
        }
        assert found == expected, group


def _make_world(client: Client, team_id: int, project: Project) -> World:
    friends = ToldCohort(
        name="Friends", person_properties={"plan": "pro"}, is_static=project.is_static
    )
    return make_world(
        client,
        team_id,
        _told(project.events),
        persons=[
            ToldPerson(distinct_ids=list(ids), properties={} if plan is None else {"plan": plan})
            for ids, plan in project.people
        ],
        cohorts={"friends": friends},
        team=ToldTeam(timezone=project.zone),
        now=NOW,
    )


def _told(events: list[tuple[str, str, datetime, str]]) -> list[Told]:
    """The events, and one of every id that no condition asks for, so that all are known."""
    early = NOW - timedelta(days=90)
    seen = [Told(distinct_id=name, event="seen", timestamp=early) for ids in PEOPLE for name in ids]
    return seen + [
        Told(distinct_id=who, event=name, timestamp=at, properties={"plan": plan})
        for who, name, at, plan in events
    ]


def _somebody(
    ids: tuple[str, ...], plan: str | None, events: list[tuple[str, str, datetime, str]]
) -> Somebody:
    done = [Done(name=name, at=at, plan=own) for who, name, at, own in events if who in ids]
    return Somebody(plan=plan, is_friend=plan == "pro", done=done)
