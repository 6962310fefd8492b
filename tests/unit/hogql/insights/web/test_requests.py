"""What web analytics refuses, and where it says the fault is."""

from typing import TYPE_CHECKING

import pytest

from hogql.compile import compile_query
from hogql.context import Context
from hogql.insights.errors import InsightError
from hogql.insights.mentions import mentions_of
from hogql.insights.registry import read_node
from hogql.insights.web.breakdowns import WebStatsBreakdown
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from pydantic import JsonValue

    from hogql.insights.context import Query

KINDS = (
    "WebOverviewQuery",
    "WebStatsTableQuery",
    "WebGoalsQuery",
    "WebExternalClicksTableQuery",
    "WebPageURLSearchQuery",
)
TABLE: dict[str, "JsonValue"] = {"kind": "WebStatsTableQuery", "breakdownBy": "Page"}


def built(body: dict[str, "JsonValue"]) -> "tuple[Query, ...]":
    node = read_node(body)
    return node.insight.build(node.request, make_context())


def refused(body: dict[str, "JsonValue"]) -> str | None:
    with pytest.raises(InsightError) as refusal:
        built(body)
    return refusal.value.attr


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("fields", "attr"),
    [
        ({"nonsense": 1}, "nonsense"),
        ({"dateRange": {"date_from": "soon"}}, "dateRange.date_from"),
        (
            {"dateRange": {"date_from": "2020-02-01", "date_to": "2020-01-01"}},
            "dateRange.date_from",
        ),
        ({"includeRevenue": True}, "includeRevenue"),
        ({"orderBy": ["Nonsense", "ASC"]}, "orderBy.0"),
        ({"conversionGoal": {"actionId": 9}}, "conversionGoal.actionId"),
        ({"conversionGoal": {"customEventName": ""}}, "conversionGoal.customEventName"),
        ({"modifiers": {"bounceRatePageViewMode": "x"}}, "modifiers.bounceRatePageViewMode"),
    ],
)
def test_a_bad_field_is_named(kind: str, fields: dict[str, "JsonValue"], attr: str) -> None:
    body = TABLE if kind == TABLE["kind"] else {"kind": kind}
    assert refused({**body, **fields}) == attr


@pytest.mark.parametrize(
    ("fields", "attr"),
    [
        ({"breakdownBy": "Nonsense"}, "breakdownBy"),
        ({"limit": 0}, "limit"),
        ({"limit": 10_001}, "limit"),
        ({"offset": -1}, "offset"),
        ({"includeAvgTimeOnPage": True}, "includeAvgTimeOnPage"),
        (
            {"compareFilter": {"compare": True, "compare_to": "yesterday"}},
            "compareFilter.compare_to",
        ),
        ({"properties": [{"key": "a", "operator": "no"}]}, "properties.0.operator"),
    ],
)
def test_a_bad_table_is_refused(fields: dict[str, "JsonValue"], attr: str) -> None:
    assert refused({**TABLE, **fields}) == attr


def test_a_table_needs_to_know_its_rows() -> None:
    assert refused({"kind": "WebStatsTableQuery"}) == "breakdownBy"


def test_the_action_of_a_goal_is_loaded() -> None:
    node = read_node({**TABLE, "conversionGoal": {"actionId": 9}})
    assert mentions_of(node.request).actions == {9: "conversionGoal.actionId"}


def test_goals_want_the_actions_of_the_project() -> None:
    assert mentions_of(read_node({"kind": "WebGoalsQuery"}).request).wants_goals
    assert not mentions_of(read_node(TABLE).request).wants_goals


@pytest.mark.parametrize("breakdown", list(WebStatsBreakdown))
@pytest.mark.parametrize("scrolls", [False, True], ids=["plain", "scrolling"])
def test_every_table_reads_the_rows_of_one_team(
    breakdown: WebStatsBreakdown, *, scrolls: bool
) -> None:
    body = {**TABLE, "breakdownBy": breakdown.value, "includeScrollDepth": scrolls}
    (query,) = built({**body, "compareFilter": {"compare": True}})
    sql = compile_query(query.tree, Context(team_id=7)).sql
    assert sql.count("PREWHERE team_id = 7") == sql.count("PREWHERE") > 1
