"""What is asked of each source, and what is refused of it by name."""

from typing import Any

import pytest

from hogql.insights.registry import read_node
from tests.unit.hogql.insights.contexts import make_context
from tests.unit.hogql.insights.people.asking import (
    LIFECYCLE,
    RETENTION,
    STICKINESS,
    TRENDS,
    Node,
    behind,
    built,
    listed,
    refused,
)

COMPARED = {**TRENDS, "compareFilter": {"compare": True}}
SPLIT = {**TRENDS, "breakdownFilter": {"breakdown": "$browser"}}
OF_COHORTS = {**TRENDS, "breakdownFilter": {"breakdown_type": "cohort", "breakdown": [3]}}
STICKY = {"kind": "StickinessActorsQuery", "source": STICKINESS}
RETAINED_COHORTS = {
    **RETENTION,
    "breakdownFilter": {"breakdown_type": "cohort", "breakdown": [3]},
}
FUNNEL: Node = {
    **TRENDS,
    "kind": "FunnelsQuery",
    "series": [{"kind": "EventsNode", "event": name} for name in ("one", "two")],
}
FUNNEL_ACTORS: Node = {"kind": "FunnelsActorsQuery", "source": FUNNEL}


def sql(text: str) -> Node:
    return {"kind": "HogQLQuery", "query": text}


@pytest.mark.parametrize(
    ("source", "attr"),
    [
        ({**FUNNEL_ACTORS, "funnelCustomSteps": [2, 3]}, "funnelCustomSteps.1"),
        ({**FUNNEL_ACTORS, "funnelCustomSteps": [0]}, "funnelCustomSteps.0"),
        (FUNNEL_ACTORS, "funnelStep"),
        (behind(TRENDS, day="soon"), "day"),
        (behind(TRENDS, day="2019-01-01"), "day"),
        (behind(TRENDS, series=1), "series"),
        (behind(TRENDS, series=-1), "series"),
        (behind(TRENDS, compare="previous"), "compare"),
        (behind(SPLIT, breakdown=["Safari", "Mac"]), "breakdown"),
        (behind(OF_COHORTS, breakdown=4), "breakdown"),
        (behind(OF_COHORTS), "breakdown"),
        (behind(COMPARED, day="2019-12-25"), "day"),
        (behind(LIFECYCLE, status="new"), "day"),
        (behind(LIFECYCLE, day="2020-01-02"), "status"),
        (behind(LIFECYCLE, day="2020-01-02", status="old"), "status"),
        (behind(LIFECYCLE, day="2020-02-02", status="new"), "day"),
        (behind(STICKINESS), "day"),
        (behind(STICKINESS, day="2020-01-02"), "day"),
        (behind(STICKINESS, day="\N{SUPERSCRIPT TWO}"), "day"),
        (behind(STICKINESS, day="9" * 5000), "day"),
        (behind(STICKINESS, day=2, series=3), "series"),
        (behind(STICKINESS, day=2, compare="previous"), "compare"),
        ({**STICKY, "day": -1}, "day"),
        ({**STICKY, "day": 1, "series": 2}, "series"),
        (behind(RETENTION, interval=3), "interval"),
        (behind(RETENTION, interval=-1), "interval"),
        (behind(RETENTION, day=3), "day"),
        (behind(RETENTION, day="\N{SUPERSCRIPT TWO}"), "day"),
        (behind(RETENTION, day="9" * 5000), "day"),
        (behind(RETAINED_COHORTS, breakdown=4), "breakdown"),
    ],
)
def test_what_there_is_no_point_of_is_refused_by_its_field(source: Node, attr: str) -> None:
    context = make_context(cohorts={3: "Buyers"})
    assert refused(source, context) == attr
    assert refused(listed(source), context) == f"source.{attr}"


@pytest.mark.parametrize(
    ("source", "attr"),
    [
        (behind({**TRENDS, "kind": "PathQuery"}), "source.source"),
        ({"kind": "TrendsQuery", "series": []}, "source"),
        (behind(TRENDS, compare="next"), "source.compare"),
        (behind(TRENDS, page=1), "source.page"),
        ({**STICKY, "operator": "eq"}, "source.operator"),
        (sql("SELECT 1 UNION ALL SELECT 2"), "source.query"),
    ],
)
def test_a_malformed_source_is_refused_by_its_field(source: Node, attr: str) -> None:
    assert refused(listed(source)) == attr


def test_ids_that_the_project_does_not_have_never_resolve() -> None:
    action = {**TRENDS, "series": [{"kind": "ActionsNode", "id": 7}]}
    assert refused(listed(behind(action))) == "source.source.series.0.id"
    assert refused(listed(behind(OF_COHORTS, breakdown=3))) == (
        "source.source.breakdownFilter.breakdown"
    )
    member = {"key": "id", "value": 5, "type": "cohort"}
    assert refused(listed(properties=[member])) == "properties.0.value"


def test_a_point_is_asked_for_with_the_bounds_of_its_bucket() -> None:
    day, _ = built(listed(behind(TRENDS, day="2020-01-03")))
    assert "2020-01-03T00:00:00.000Z" in day
    assert "2020-01-04T00:00:00.000Z" in day
    assert "2020-01-10" not in day


def test_a_running_total_is_asked_for_from_the_first_day() -> None:
    chart = {**TRENDS, "trendsFilter": {"display": "ActionsLineGraphCumulative"}}
    total, _ = built(listed(behind(chart, day="2020-01-03")))
    assert "2020-01-01T00:00:00.000Z" in total
    assert "2020-01-04T00:00:00.000Z" in total


def test_a_number_of_the_whole_range_needs_no_day() -> None:
    chart = {**TRENDS, "trendsFilter": {"display": "BoldNumber"}}
    assert built(listed(behind(chart))) == built(listed(behind(chart, day="2020-01-03")))


def test_the_other_period_has_its_own_days() -> None:
    shown, _ = built(listed(behind(COMPARED, day="2019-12-25", compare="previous")))
    assert "2019-12-25T00:00:00.000Z" in shown


@pytest.mark.parametrize(
    ("named", "operator"),
    [({}, "= 2"), ({"operator": "gte"}, ">= 2"), ({"operator": "lte"}, "<= 2")],
)
def test_stickiness_counts_intervals_as_its_operator_says(
    named: dict[str, Any], operator: str
) -> None:
    shown, _ = built(listed({**STICKY, "day": "2", **named}))
    assert f"HAVING count() {operator}" in shown.replace("equals(count(), 2)", "count() = 2")


def test_a_column_of_hogql_is_who_it_is_by_its_name_or_its_place() -> None:
    named, _ = built(listed(sql("SELECT event, person_id FROM events")))
    first, _ = built(listed(sql("SELECT id, created_at FROM persons")))
    assert "person_id AS actor_id, event" in named
    assert "id AS actor_id, created_at" in first


def test_groups_are_the_actors_of_a_chart_of_groups() -> None:
    of_query = {**TRENDS, "aggregation_group_type_index": 1}
    math = {**SPLIT, "series": [{"kind": "EventsNode", "math": "unique_group"}]}
    math["series"][0]["math_group_type_index"] = 2
    assert len(built(listed(behind(of_query)))) == 1
    assert "$group_1" in built(listed(behind(of_query)))[0]
    assert "$group_2" in built(listed(behind(math)))[0]


def test_a_source_by_itself_lists_ids_and_how_often() -> None:
    node = read_node(behind(TRENDS, day="2020-01-03"))
    (query,) = node.insight.build(node.request, make_context())
    assert query.name == "actors"
