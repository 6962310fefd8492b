"""What clients say about the drawing is kept out of the question; what we do not do is refused."""

from typing import Final

import pytest

from tests.unit.hogql.insights.people.asking import (
    LIFECYCLE,
    RETENTION,
    SERIES,
    STICKINESS,
    TRENDS,
    Node,
    built,
    refused,
)

FUNNEL: Final[Node] = {**TRENDS, "kind": "FunnelsQuery", "series": [*SERIES, *SERIES]}
DRAWN: Final[Node] = {
    "chartStyle": {"curve": "smooth"},
    "legendPosition": "bottom",
    "showLegend": True,
    "showValuesOnSeries": True,
    "showAnnotations": True,
    "showTrendLines": True,
    "goalLines": [{"label": "Goal", "value": 5}],
    "resultCustomizations": {"0": {"assignmentBy": "position", "color": "preset-1"}},
    "resultCustomizationBy": "position",
}
OWN: Final[dict[str, Node]] = {
    "trendsFilter": {
        "xAxisLabel": "Day",
        "yAxisMin": 0,
        "hideWeekends": True,
        "metricSummary": "latest",
        "stackBreakdownValues": False,
        "excludeBoxPlotOutliers": True,
        "display": "SlopeGraph",
    },
    "funnelsFilter": {
        "hideIncompleteConversionWindowPeriods": True,
        "customAggregationTarget": False,
    },
    "retentionFilter": {"cohortLabelStartIndex": 1, "selectedInterval": 2},
    "lifecycleFilter": {"showPercentagesOnSeries": True},
    "stickinessFilter": {},
}


@pytest.mark.parametrize(
    ("node", "name"),
    [
        (TRENDS, "trendsFilter"),
        (FUNNEL, "funnelsFilter"),
        (RETENTION, "retentionFilter"),
        (LIFECYCLE, "lifecycleFilter"),
        (STICKINESS, "stickinessFilter"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_drawing_changes_no_question(node: Node, name: str) -> None:
    drawn = {**node.get(name, {}), **DRAWN, **OWN[name]}
    dates = {**node["dateRange"], "excludeIncompletePeriods": True}
    assert built({**node, name: drawn, "dateRange": dates}) == built(node)


def test_a_donut_is_a_pie() -> None:
    pie, donut = (
        built({**TRENDS, "trendsFilter": {"display": display}})
        for display in ("ActionsPie", "ActionsDonut")
    )
    assert pie == donut != built(TRENDS)


@pytest.mark.parametrize(
    ("asked", "attr"),
    [
        ({**TRENDS, "dateRange": {"daysOfWeek": [1]}}, "dateRange.daysOfWeek"),
        (
            {**TRENDS, "calendarHeatmapFilter": {"bucketBySessionStart": True}},
            "calendarHeatmapFilter.bucketBySessionStart",
        ),
        ({**FUNNEL, "compareFilter": {"compare": True}}, "compareFilter.compare"),
        ({**TRENDS, "trendsFilter": {"legendPosition": "inside"}}, "trendsFilter.legendPosition"),
        ({**TRENDS, "trendsFilter": {"showLegends": True}}, "trendsFilter.showLegends"),
    ],
)
def test_what_would_change_a_number_is_refused_by_its_field(asked: Node, attr: str) -> None:
    assert refused(asked) == attr


def test_a_funnel_may_say_that_it_is_not_compared() -> None:
    assert built({**FUNNEL, "compareFilter": {"compare": False}}) == built(FUNNEL)
