"""Reading a node: its kind, its wrappers, and what is said when it is malformed."""

from typing import TYPE_CHECKING

import pytest

from hogql.insights.errors import InsightError
from hogql.insights.kinds import INSIGHTS, Insight
from hogql.insights.registry import FIRST_EVENT, asks_all_time, read_node
from hogql.insights.trends.models import TrendsQuery
from hogql.parser import parse_select

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import JsonValue

TRENDS: dict[str, "JsonValue"] = {
    "kind": "TrendsQuery",
    "series": [{"kind": "EventsNode", "event": "$pageview"}],
}
SQL: dict[str, "JsonValue"] = {"kind": "HogQLQuery", "query": "select 1"}


def test_a_node_is_read_by_its_kind() -> None:
    node = read_node(TRENDS)
    assert node.kind == "TrendsQuery"
    assert isinstance(node.request, TrendsQuery)
    assert node.insight is INSIGHTS["TrendsQuery"]


@pytest.mark.parametrize(
    ("wrapper", "inner"),
    [
        ({"kind": "InsightVizNode", "showTable": True}, TRENDS),
        ({"kind": "DataVisualizationNode", "display": "ActionsLineGraph"}, SQL),
        ({"kind": "DataTableNode", "columns": ["*"]}, SQL),
    ],
)
def test_a_wrapper_is_answered_as_the_node_in_it(
    wrapper: "Mapping[str, JsonValue]", inner: dict[str, "JsonValue"]
) -> None:
    assert read_node({**wrapper, "source": inner}) == read_node(inner)


@pytest.mark.parametrize(
    ("body", "attr"),
    [
        ({"kind": "NopeQuery"}, "kind"),
        ({}, "kind"),
        ({"kind": 3}, "kind"),
        ({"kind": ["TrendsQuery"]}, "kind"),
        ({"kind": "TrendsQuery"}, "series"),
        ({"kind": "HogQLQuery", "query": 3}, "query"),
        ({"kind": "HogQLQuery", "query": "select 1", "limit": 3}, "limit"),
        ({"kind": "InsightVizNode"}, "source"),
        ({"kind": "InsightVizNode", "source": {"kind": "NopeQuery"}}, "kind"),
    ],
)
def test_a_malformed_node_is_refused_by_field(body: "Mapping[str, JsonValue]", attr: str) -> None:
    with pytest.raises(InsightError) as caught:
        read_node(body)
    assert caught.value.attr == attr


def test_endless_wrappers_are_refused() -> None:
    body: dict[str, JsonValue] = TRENDS
    for _ in range(20):
        body = {"kind": "InsightVizNode", "source": body}
    with pytest.raises(InsightError, match="wrapped"):
        read_node(body)


@pytest.mark.parametrize("insight", INSIGHTS.values(), ids=INSIGHTS.keys())
def test_response_models_have_no_defaults(insight: Insight) -> None:
    schema = insight.response.model_json_schema(by_alias=True, mode="serialization")
    models = [schema, *schema.get("$defs", {}).values()]
    for model in (model for model in models if "properties" in model):
        assert set(model["properties"]) == set(model["required"])


def test_only_a_date_range_of_all_time_needs_the_first_event() -> None:
    assert asks_all_time(read_node({**TRENDS, "dateRange": {"date_from": "all"}}).request)
    assert not asks_all_time(read_node({**TRENDS, "dateRange": {"date_from": "-7d"}}).request)
    assert not asks_all_time(read_node(SQL).request)


def test_the_funnel_that_paths_are_about_may_ask_for_all_time() -> None:
    steps = [{"kind": "EventsNode", "event": name} for name in ("one", "two")]
    funnel = {"kind": "FunnelsQuery", "series": steps, "dateRange": {"date_from": "all"}}
    around = {
        "funnelPathType": "funnel_path_after_step",
        "funnelStep": 1,
        "funnelSource": funnel,
    }
    paths = {"kind": "PathsQuery", "pathsFilter": {}, "funnelPathsFilter": around}
    assert asks_all_time(read_node(paths).request)


def test_the_first_event_is_one_row_of_one_value() -> None:
    assert FIRST_EVENT.tree == parse_select(
        """
        SELECT minOrNull(timestamp) AS first FROM events
        WHERE timestamp >= toDateTime('2015-01-01T00:00:00.000Z') LIMIT 1
        """
    )
