"""What the fields of a question for people can be, of each insight."""

from typing import Any

import pytest

from hogql.insights.context import Answer
from hogql.insights.people.options import build, shape
from hogql.insights.people.options_models import InsightActorsQueryOptions
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
    refused,
)

FUNNEL: Node = {**TRENDS, "kind": "FunnelsQuery", "series": [*TRENDS["series"], *TRENDS["series"]]}
OF_COHORTS = {"breakdown_type": "cohort", "breakdown": [3, "all"]}
CONTEXT = make_context(cohorts={3: "Buyers"})


def options(source: Node) -> Node:
    return {"kind": "InsightActorsQueryOptions", "source": source}


def choices(source: Node, rows: list[tuple[object, ...]] | None = None) -> dict[str, Any]:
    request = InsightActorsQueryOptions.model_validate(options(source))
    answers = [
        Answer(columns=(), types=(), rows=rows or [], hogql="", limit=None)
        for _ in build(request, CONTEXT)
    ]
    return shape(answers, request, CONTEXT).model_dump(mode="json")


def values(listed: list[dict[str, Any]]) -> list[object]:
    return [one["value"] for one in listed]


def test_trends_have_days_and_series() -> None:
    found = choices(behind(TRENDS))
    assert found["day"][0] == {"label": "1-Jan-2020", "value": "2020-01-01"}
    assert len(found["day"]) == 10
    assert found["series"] == [{"label": "paid", "value": 0}]
    assert {name for name, listed in found.items() if listed is None} == {
        *("breakdown", "breakdowns", "status", "interval", "compare")
    }


def test_an_insight_may_be_asked_about_by_itself() -> None:
    assert choices(TRENDS) == choices(behind(TRENDS))


def test_the_days_are_those_of_the_period_that_is_asked_about() -> None:
    compared = {**TRENDS, "compareFilter": {"compare": True}}
    now, before = choices(compared), choices(behind(compared, compare="previous"))
    assert values(now["compare"]) == ["current", "previous"]
    assert (now["day"][0]["value"], before["day"][0]["value"]) == ("2020-01-01", "2019-12-22")
    assert built(behind(compared, compare="previous", day=before["day"][0]["value"]))


def test_a_number_of_the_whole_range_has_no_days() -> None:
    assert choices({**TRENDS, "trendsFilter": {"display": "BoldNumber"}})["day"] is None


def test_the_values_are_those_that_the_chart_shows() -> None:
    split = {**TRENDS, "breakdownFilter": {"breakdown": "$browser"}}
    found = choices(split, [("Safari", [], []), ("", [], []), (None, [], [])])
    assert [one["label"] for one in found["breakdown"]] == [
        *("None (i.e. no value)", "Safari", "Other (i.e. all remaining values)")
    ]
    assert all(built(behind(split, breakdown=value)) for value in values(found["breakdown"]))


def test_several_properties_have_values_of_their_own() -> None:
    several = [{"property": "$browser"}, {"property": "$os"}]
    split = {**TRENDS, "breakdownFilter": {"breakdowns": several}}
    found = choices(split, [(["Safari", "Mac"], [], []), (["Safari", "iOS"], [], [])])
    assert found["breakdown"] is None
    assert [values(one["values"]) for one in found["breakdowns"]] == [["Safari"], ["Mac", "iOS"]]


@pytest.mark.parametrize("insight", [TRENDS, RETENTION, FUNNEL])
def test_cohorts_are_named_and_need_nothing_looked_up(insight: Node) -> None:
    found = choices({**insight, "breakdownFilter": OF_COHORTS})
    assert found["breakdown"] == [
        {"label": "Buyers", "value": 3},
        {"label": "all users", "value": "all"},
    ]
    assert built(options({**insight, "breakdownFilter": OF_COHORTS}), CONTEXT) == ()


def test_a_lifecycle_has_days_and_statuses() -> None:
    found = choices(LIFECYCLE)
    assert values(found["status"]) == ["new", "returning", "resurrecting", "dormant"]
    assert len(found["day"]) == 10
    for status in values(found["status"]):
        assert built(behind(LIFECYCLE, day="2020-01-02", status=status))


def test_stickiness_has_numbers_of_intervals() -> None:
    found = choices({**STICKINESS, "intervalCount": 4})
    assert found["day"] == [
        {"label": "1 day", "value": 1},
        {"label": "2 days", "value": 2},
        {"label": "3 days", "value": 3},
    ]


def test_retention_has_cohorts_and_columns() -> None:
    found = choices(RETENTION)
    assert values(found["interval"]) == [0, 1, 2]
    assert found["day"][2] == {"label": "Day 2", "value": 2}
    for interval in values(found["interval"]):
        assert built(behind(RETENTION, interval=interval, day=2))


def test_a_funnel_has_values_alone() -> None:
    assert set(choices(FUNNEL).values()) == {None}
    split = options({**FUNNEL, "breakdownFilter": {"breakdown": "$browser"}})
    assert len(built(split)) == 1


def test_a_source_at_fault_is_named() -> None:
    series = [{"kind": "ActionsNode", "id": 7}]
    assert refused(options({**TRENDS, "series": series})) == "source.series.0.id"
    assert refused(options({"kind": "ActorsQuery"})) == "source"
    dates = {"date_from": "soon"}
    assert refused(options({**TRENDS, "dateRange": dates})) == "source.dateRange.date_from"
    asked = options(behind({**TRENDS, "dateRange": dates}))
    assert refused(asked) == "source.source.dateRange.date_from"


def test_the_kind_is_in_the_table() -> None:
    assert read_node(options(TRENDS)).kind == "InsightActorsQueryOptions"
