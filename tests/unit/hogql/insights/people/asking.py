"""Questions for people as clients send them, and what becomes of them."""

from typing import TYPE_CHECKING, Any, Final

import pytest

from hogql.canonical import to_hogql
from hogql.insights.errors import InsightError
from hogql.insights.registry import read_node
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from hogql.insights.context import InsightContext

Node = dict[str, Any]

DATES: Final = {"date_from": "2020-01-01", "date_to": "2020-01-10"}
SERIES: Final = [{"kind": "EventsNode", "event": "paid"}]
TRENDS: Final[Node] = {"kind": "TrendsQuery", "series": SERIES, "dateRange": DATES}
LIFECYCLE: Final[Node] = {**TRENDS, "kind": "LifecycleQuery"}
STICKINESS: Final[Node] = {**TRENDS, "kind": "StickinessQuery"}
RETENTION: Final[Node] = {
    "kind": "RetentionQuery",
    "retentionFilter": {"period": "Day", "totalIntervals": 3},
    "dateRange": {"date_to": "2020-01-10"},
}


def behind(insight: Node, **named: Any) -> Node:
    return {"kind": "InsightActorsQuery", "source": insight, **named}


def listed(source: Node | None = None, **named: Any) -> Node:
    return {"kind": "ActorsQuery", **({"source": source} if source else {}), **named}


def built(node: Node, context: "InsightContext | None" = None) -> tuple[str, ...]:
    """The queries of a question, as canonical text."""
    read = read_node(node)
    queries = read.insight.build(read.request, context or make_context())
    return tuple(to_hogql(query.tree) for query in queries)


def refused(node: Node, context: "InsightContext | None" = None) -> str | None:
    """The field that a refusal names."""
    with pytest.raises(InsightError) as caught:
        built(node, context)
    return caught.value.attr
