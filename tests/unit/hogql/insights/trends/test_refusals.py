"""A TrendsQuery that we cannot answer is refused by field, never answered wrongly."""

from typing import TYPE_CHECKING

import pytest

from hogql.insights.errors import InsightError
from hogql.insights.registry import read_node
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from pydantic import JsonValue

    from hogql.insights.context import Query


def build(fields: dict[str, "JsonValue"]) -> tuple["Query", ...]:
    series: JsonValue = [{"kind": "EventsNode", "event": "$pageview"}]
    node = read_node({"kind": "TrendsQuery", "series": series, **fields})
    return node.insight.build(node.request, make_context(actions={3: "Buy"}, cohorts={5: "Buyers"}))


@pytest.mark.parametrize(
    ("fields", "attr"),
    [
        ({"trendsFilter": {"formula": "A+B"}}, "trendsFilter.formula"),
        ({"trendsFilter": {"formulas": ["A", "A+"]}}, "trendsFilter.formulas.1"),
        (
            {"trendsFilter": {"formulaNodes": [{"formula": "A"}, {"formula": "exit()"}]}},
            "trendsFilter.formulaNodes.1.formula",
        ),
        ({"trendsFilter": {"display": "Sparkline"}}, "trendsFilter.display"),
        ({"trendsFilter": {"smoothingIntervals": 0}}, "trendsFilter.smoothingIntervals"),
        ({"trendsFilter": {"nonsense": 1}}, "trendsFilter.nonsense"),
        ({"samplingFactor": 1.1}, "samplingFactor"),
        ({"samplingFactor": 0}, "samplingFactor"),
        ({"aggregation_group_type_index": 5}, "aggregation_group_type_index"),
        ({"conversionGoal": {"actionId": 3}}, "conversionGoal"),
        ({"interval": "quarter"}, "interval"),
        ({"series": [{"kind": "ActionsNode", "id": 4}]}, "series.0.id"),
        ({"series": [{"kind": "ActionsNode"}]}, "series.0.id"),
        ({"series": [{"kind": "DataWarehouseNode", "table_name": "t"}]}, "series.0.kind"),
        ({"series": [{"kind": "Nonsense"}]}, "series.0.kind"),
        ({"series": [{"kind": "GroupNode", "nodes": []}]}, "series.0.nodes"),
        (
            {"series": [{"kind": "GroupNode", "nodes": [{"kind": "ActionsNode", "id": 4}]}]},
            "series.0.nodes.0.id",
        ),
        ({"series": [{"kind": "EventsNode", "math": "p98"}]}, "series.0.math"),
        ({"series": [{"kind": "EventsNode", "math": "p99"}]}, "series.0.math_property"),
        ({"series": [{"kind": "EventsNode", "math": "hogql"}]}, "series.0.math_hogql"),
        (
            {"series": [{"kind": "EventsNode", "math": "hogql", "math_hogql": "event"}]},
            "series.0.math_hogql",
        ),
        (
            {"series": [{"kind": "EventsNode", "math": "hogql", "math_hogql": "sum("}]},
            "series.0.math_hogql",
        ),
        (
            {"series": [{"kind": "EventsNode", "math": "unique_group"}]},
            "series.0.math_group_type_index",
        ),
        (
            {
                "series": [
                    {"kind": "EventsNode", "math": "unique_group", "math_group_type_index": 5}
                ]
            },
            "series.0.math_group_type_index",
        ),
        (
            {
                "series": [
                    {
                        "kind": "EventsNode",
                        "math": "sum",
                        "math_property": "x",
                        "math_property_type": "data_warehouse_properties",
                    }
                ]
            },
            "series.0.math_property_type",
        ),
        ({"series": [{"kind": "EventsNode"}] * 26}, "series"),
        (
            {
                "series": [
                    {
                        "kind": "EventsNode",
                        "properties": [{"key": "a", "value": "b", "type": "flag"}],
                    }
                ]
            },
            "series.0.properties.0.type",
        ),
        ({"properties": [{"key": "a", "operator": "is_like"}]}, "properties.0.operator"),
        (
            {"properties": {"type": "AND", "values": [{"key": 1, "value": "x"}]}},
            "properties.values.0.key",
        ),
        (
            {"breakdownFilter": {"breakdown": "x", "breakdown_type": "data_warehouse"}},
            "breakdownFilter.breakdown",
        ),
        (
            {"breakdownFilter": {"breakdown": [1, "all"], "breakdown_type": "cohort"}},
            "breakdownFilter.breakdown",
        ),
        (
            {"breakdownFilter": {"breakdown": ["everyone"], "breakdown_type": "cohort"}},
            "breakdownFilter.breakdown",
        ),
        (
            {"properties": [{"type": "cohort", "key": "id", "value": 6}]},
            "properties.0.value",
        ),
        (
            {"breakdownFilter": {"breakdowns": [{"property": "a"}] * 4}},
            "breakdownFilter.breakdowns",
        ),
        (
            {"breakdownFilter": {"breakdown": "plan", "breakdown_type": "group"}},
            "breakdownFilter.breakdown_group_type_index",
        ),
        (
            {"breakdownFilter": {"breakdown": "sum(", "breakdown_type": "hogql"}},
            "breakdownFilter.breakdown",
        ),
        (
            {"breakdownFilter": {"breakdowns": [{"property": "a"}], "breakdown": "b"}},
            "breakdownFilter.breakdowns",
        ),
        (
            {"breakdownFilter": {"breakdown": "x", "breakdown_histogram_bin_count": 0}},
            "breakdownFilter.breakdown_histogram_bin_count",
        ),
        (
            {"breakdownFilter": {"breakdown": "x", "breakdown_limit": 0}},
            "breakdownFilter.breakdown_limit",
        ),
        ({"compareFilter": {"compare": True, "compare_to": "soon"}}, "compareFilter.compare_to"),
        (
            {"modifiers": {"convertToProjectTimezone": False}},
            "modifiers.convertToProjectTimezone",
        ),
        (
            {
                "interval": "minute",
                "dateRange": {"date_from": "-9d"},
                "breakdownFilter": {"breakdown": "x"},
            },
            "interval",
        ),
    ],
)
def test_what_we_cannot_answer_is_refused_by_field(
    fields: dict[str, "JsonValue"], attr: str
) -> None:
    with pytest.raises(InsightError) as caught:
        build(fields)
    assert caught.value.attr == attr


@pytest.mark.parametrize(
    "fields",
    [
        {"trendsFilter": {"formula": None, "formulas": [], "formulaNodes": [], "showLegend": True}},
        {"samplingFactor": 1, "aggregation_group_type_index": None, "filterTestAccounts": False},
        {
            "trendsFilter": {
                "goalLines": [{"label": "goal", "value": 10}],
                "yAxisScaleType": "log10",
            }
        },
        {"breakdownFilter": {"breakdown": None, "breakdown_type": "event", "breakdowns": []}},
        {"compareFilter": {"compare": False, "compare_to": None}},
        {"modifiers": {"personsOnEventsMode": "person_id_override_properties_on_events"}},
        {"tags": {"productKey": "product_analytics", "scene": "Insight"}, "version": 2},
        {"dataColorTheme": 3, "response": {"results": []}, "interval": None},
    ],
)
def test_what_changes_no_number_is_accepted(fields: dict[str, "JsonValue"]) -> None:
    assert build(fields) == build({})
