"""What correlations cannot answer is refused by the field that says so."""

from typing import TYPE_CHECKING

import pytest

from hogql.insights.errors import InsightError
from tests.integration.hogql.insights.correlation.project import (
    Node,
    ask,
    correlation,
    funnel,
    series,
)

if TYPE_CHECKING:
    from tests.integration.hogql.insights.world import World

ALL: Node = {"Names": ["$all"]}


OF_A_VALUE = correlation()
OF_A_VALUE["source"]["funnelStepBreakdown"] = "x"


@pytest.mark.parametrize(
    ("query", "attr"),
    [
        (OF_A_VALUE, "source.funnelStepBreakdown"),
        (correlation(kind="properties"), "funnelCorrelationNames"),
        (correlation(kind="properties", Names=[]), "funnelCorrelationNames"),
        (correlation(kind="event_with_properties"), "funnelCorrelationEventNames"),
        (correlation(kind="other"), "funnelCorrelationType"),
        (
            correlation(funnel(funnelsFilter={"funnelVizType": "trends"})),
            "source.source.funnelsFilter.funnelVizType",
        ),
        (
            correlation(
                funnel(funnelsFilter={"funnelAggregateByHogQL": "properties.n"}),
                "properties",
                **ALL,
            ),
            "funnelCorrelationType",
        ),
        (
            correlation(funnel([*series("view"), {"kind": "EventsNode", "math": "sum"}])),
            "source.source.series.1.math",
        ),
    ],
)
def test_what_cannot_be_answered_is_refused_by_its_field(
    world: "World", query: Node, attr: str
) -> None:
    with pytest.raises(InsightError) as refused:
        ask(world, query)
    assert refused.value.attr == attr


@pytest.mark.parametrize(
    ("query", "named", "attr"),
    [
        (correlation(), {}, "funnelCorrelationPersonEntity"),
        (correlation(kind="properties", **ALL), {}, "funnelCorrelationPropertyValues"),
        (
            correlation(kind="properties", **ALL),
            {
                "funnelCorrelationPropertyValues": [
                    {"key": "a", "value": "b", "type": "group", "group_type_index": 1}
                ]
            },
            "funnelCorrelationPropertyValues.0.group_type_index",
        ),
        (correlation(kind="properties"), {}, "source.funnelCorrelationNames"),
    ],
)
def test_people_of_nothing_are_refused_by_the_field(
    world: "World", query: Node, named: Node, attr: str
) -> None:
    node = {"kind": "FunnelCorrelationActorsQuery", "source": query, **named}
    with pytest.raises(InsightError) as bare:
        ask(world, node)
    with pytest.raises(InsightError) as listed:
        ask(world, {"kind": "ActorsQuery", "source": node})
    assert bare.value.attr == attr
    assert listed.value.attr == f"source.{attr}"
