"""Actors in parts: which queries are asked, and whose rows belong together."""

from dataclasses import replace
from typing import TYPE_CHECKING

from hogql import ast
from hogql.canonical import to_hogql
from hogql.insights.context import Answer
from hogql.insights.funnels.shards import conditions, together
from hogql.insights.registry import read_node
from hogql.property_filters.conditions import TRUE
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from hogql.insights.context import Query

KEY = ast.Field(chain=("person_id",))
FUNNEL = {
    "kind": "FunnelsQuery",
    "series": [{"kind": "EventsNode", "event": name} for name in ("one", "two")],
}


def queries(shards: int) -> tuple["Query", ...]:
    node = read_node(FUNNEL)
    return node.insight.build(node.request, replace(make_context(), shards=shards))


def answer(*rows: tuple[int, ...]) -> Answer:
    return Answer(columns=("n",), types=("UInt64",), rows=rows, hogql="", limit=None)


def test_a_whole_is_one_part_without_a_condition() -> None:
    assert list(conditions(KEY, 1)) == [TRUE]


def test_every_actor_is_in_one_part() -> None:
    texts = [to_hogql(one) for one in conditions(KEY, 3)]
    assert texts == [f"modulo(cityHash64(person_id), 3) = {part}" for part in range(3)]


def test_a_funnel_asks_for_each_part_by_a_name_of_its_own() -> None:
    assert [query.name for query in queries(1)] == ["funnel"]
    assert [query.name for query in queries(2)] == ["funnel, shard 0", "funnel, shard 1"]


def test_the_rows_of_the_parts_of_a_query_are_those_of_one_answer() -> None:
    parts = [answer((1,)), answer(), answer((2,), (3,)), answer((4,))]
    assert [list(one.rows) for one in together(parts, 2)] == [[(1,)], [(2,), (3,), (4,)]]
