"""Filters of cohorts and the queries for their members: pairs, and what is refused."""

import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from hogql.canonical import to_hogql
from hogql.cohorts.build import behaviors_of, cohort_mentions, members_query
from hogql.cohorts.models import Behavior
from hogql.cohorts.read import convert_groups
from hogql.compile import compile_query
from hogql.context import Action, Cohort, Context
from hogql.insights.errors import InsightError
from hogql.property_filters.facts import FilterFacts

GOLDEN: Final = Path(__file__).parents[3] / "golden" / "cohorts" / "pairs.toml"
PAIRS: Final = tomllib.loads(GOLDEN.read_text())["pair"]
NOW: Final = datetime(2026, 3, 30, 10, 30, tzinfo=UTC)
FACTS: Final = FilterFacts(timezone="UTC", now=NOW)
KNOWN: Final = Context(
    team_id=1,
    limit_context="cohort",
    cohorts=tuple(Cohort(id=each, name=str(each), is_static=False) for each in (5, 6, 7)),
    actions=(Action(id=3, name="Paid", condition="event = 'paid'"),),
)
DAY: Final = {"time_value": 1, "time_interval": "day"}
HOUR: Final = {"seq_time_value": 1, "seq_time_interval": "hour"}


def behavior(value: str, **more: Any) -> dict[str, Any]:
    return {"type": "behavioral", "key": "paid", "event_type": "events", "value": value, **more}


def filters_of(*leaves: Any) -> dict[str, Any]:
    return {"properties": {"type": "AND", "values": list(leaves)}}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["says"])
def test_filters_are_the_query_that_they_mean_and_it_compiles(pair: dict[str, str]) -> None:
    facts = FilterFacts(timezone=pair["timezone"], now=NOW)
    query = members_query(json.loads(pair["filters"]), facts)
    assert to_hogql(query) == pair["hogql"].strip()
    assert compile_query(query, KNOWN).columns == ("id",)


@pytest.mark.parametrize(
    ("leaf", "attr"),
    [
        ({"type": "event", "key": "a"}, "type"),
        ({"type": "person", "key": "a", "value": "x", "operator": "near"}, "operator"),
        ({"type": "person", "key": "a", "value": "x", "operator": "gt"}, "value"),
        ({"type": "person", "value": "x"}, "key"),
        ({"type": "cohort", "key": "id", "value": "x"}, "value"),
        (behavior("performed"), "value"),
        (behavior("performed_event"), "time_value"),
        (behavior("performed_event", time_value=1), "time_interval"),
        (behavior("performed_event", time_value=0, time_interval="day"), "time_value"),
        (behavior("performed_event", time_value=1, time_interval="fortnight"), "time_interval"),
        (behavior("performed_event", time_value=9999, time_interval="year"), "time_value"),
        (behavior("performed_event", explicit_datetime="soon"), "explicit_datetime"),
        (
            behavior("performed_event", explicit_datetime="-1d", explicit_datetime_to="-2d"),
            "explicit_datetime_to",
        ),
        (behavior("performed_event", **DAY) | {"event_type": "actions"}, "key"),
        (behavior("performed_event", **DAY, event_filters=[{"key": "a", "type": "moon"}]), None),
        (behavior("performed_event_multiple", **DAY), "operator_value"),
        (behavior("performed_event_multiple", **DAY, operator_value=0), "operator_value"),
        (behavior("performed_event_multiple", **DAY, operator="near"), "operator"),
        (behavior("stopped_performing_event", **DAY), "seq_time_value"),
        (
            behavior("stopped_performing_event", **DAY, seq_time_value=2, seq_time_interval="day"),
            "seq_time_value",
        ),
        (behavior("performed_event_sequence", **DAY, **HOUR), "seq_event"),
        (
            behavior(
                "performed_event_regularly",
                **DAY,
                operator_value=1,
                total_periods=2,
                min_periods=3,
            ),
            "min_periods",
        ),
    ],
)
def test_what_can_not_be_asked_is_refused_with_its_field(
    leaf: dict[str, Any], attr: str | None
) -> None:
    with pytest.raises(InsightError) as caught:
        members_query(filters_of(leaf), FACTS)
    place = "filters.properties.values.0"
    expected = f"{place}.event_filters.0.type" if attr is None else f"{place}.{attr}"
    assert caught.value.attr == expected


@pytest.mark.parametrize(
    ("filters", "attr"),
    [
        ({}, "filters.properties"),
        ({"properties": {"type": "AND", "values": []}}, "filters.properties"),
        ({"properties": {"type": "XOR", "values": []}}, "filters.properties.type"),
        ({"properties": {"type": "AND"}}, "filters.properties.values"),
        (filters_of("a"), "filters.properties.values.0"),
        (filters_of(*[{"type": "cohort", "value": 1}] * 201), "filters.properties"),
    ],
)
def test_filters_without_conditions_are_refused(filters: dict[str, Any], attr: str) -> None:
    with pytest.raises(InsightError) as caught:
        members_query(filters, FACTS)
    assert caught.value.attr == attr


def test_groups_nest_only_so_deep() -> None:
    nested: dict[str, Any] = {"type": "cohort", "value": 1}
    for _ in range(9):
        nested = {"type": "AND", "values": [nested]}
    with pytest.raises(InsightError, match="8 deep"):
        members_query({"properties": nested}, FACTS)


def test_what_filters_name_is_found_wherever_it_stands() -> None:
    in_cohort = {"key": "id", "value": 8, "type": "cohort"}
    found = cohort_mentions(
        filters_of(
            {"type": "cohort", "value": 5},
            behavior("performed_event", **DAY, event_filters=[in_cohort]),
            behavior("performed_event", **DAY) | {"key": 3, "event_type": "actions"},
            behavior("performed_event_sequence", seq_event="4", seq_event_type="actions"),
        )
    )
    place = "filters.properties.values"
    assert found.cohorts == {5: f"{place}.0.value", 8: f"{place}.1.event_filters.0.value"}
    assert found.actions == {3: f"{place}.2.key", 4: f"{place}.3.seq_event"}


def test_behaviors_are_told_apart_from_properties() -> None:
    assert behaviors_of(filters_of({"type": "person", "key": "a"})) == frozenset()
    assert behaviors_of(filters_of(behavior("performed_event"))) == {Behavior.DID}


def test_groups_of_older_clients_are_filters() -> None:
    old: list[Any] = [
        {"properties": [{"key": "plan", "value": "pro"}]},
        {"properties": {"city": "Ghent"}},
        {"event_id": "paid", "days": 7, "count": 2, "count_operator": "gte"},
        {"action_id": 3, "days": "1"},
    ]
    text = to_hogql(members_query(convert_groups(old), FACTS))
    assert "properties.plan = 'pro' OR properties.city = 'Ghent' OR id IN" in text
    assert "event = 'paid'" in text
    assert "count() >= 2" in text
    assert "matchesAction(3)" in text
