"""All properties of an event as one JSON object: the map, the hot columns and the ids.

    properties  ->  concat('{', '"plan":"pro"', ',', '"$browser":"Chrome"', ..., '}')

Text that is JSON itself (a number, an object) is not quoted again: it was stored as its JSON text.
"""

from typing import TYPE_CHECKING, Final

from hogql.plan.making import call, lambda_of, text, word
from hogql.plan.nodes import Column, Function, Infix, Local, Logic, Node, Value, WholeProperties
from hogql.transforms.access import without_masked
from hogql.transforms.properties import ZERO
from hogql.types import ARRAY, BOOL, INT, MAP, STRING, TUPLE, UUID

if TYPE_CHECKING:
    from hogql.context import Context
    from hogql.plan.sources import TableSource

JSON_TEXT: Final = r"^(-?(0|[1-9][0-9]*)([.][0-9]+)?|true|false|[\[{].*)$"
PAIRS: Final = "Array(Tuple(String, String))"


def lower_whole(node: WholeProperties, context: "Context") -> Node:
    """The JSON text of all properties that the caller may read, or their names and texts."""
    everything: Node = Column(MAP, node.source, node.column)
    if node.column == "properties" and node.source.table.hot:
        everything = call("mapConcat", MAP, everything, _columns_as_map(node.source))
    everything = without_masked(everything, node.source.table.kinds.get(node.column), context)
    listed = call("CAST", ARRAY, everything, word(PAIRS))
    if node.as_pairs:
        return listed
    pairs = call("arrayMap", ARRAY, _ENTRY, listed)
    joined = call("arrayStringConcat", STRING, pairs, text(","))
    return call("concat", STRING, text("{"), joined, text("}"))


def _columns_as_map(source: "TableSource") -> Node:
    parts: list[Node] = []
    for key in sorted(source.table.hot):
        parts.extend((word(key), call("toString", STRING, Column(STRING, source, key))))
    for key, name in source.table.ids.items():
        identity = Column(UUID, source, name)
        is_missing = Infix(BOOL, "=", identity, ZERO)
        shown = call("toString", STRING, identity)
        parts.extend((word(key), call("if", STRING, is_missing, text(""), shown)))
    is_there = lambda_of(("k", "v"), Infix(BOOL, "!=", Local(STRING, "v"), text("")))
    return call("mapFilter", MAP, is_there, Function(MAP, "map", tuple(parts)))


def _entry() -> Node:
    pair = Local(TUPLE, "e")
    key = call("tupleElement", STRING, pair, Value(INT, 1))
    written = call("tupleElement", STRING, pair, Value(INT, 2))
    looks_like_json = call("match", BOOL, written, text(JSON_TEXT))
    is_json = Logic(BOOL, "AND", (looks_like_json, call("isValidJSON", BOOL, written)))
    shown = call("if", STRING, is_json, written, call("toJSONString", STRING, written))
    name = call("toJSONString", STRING, key)
    return lambda_of(("e",), call("concat", STRING, name, text(":"), shown))


_ENTRY: Final = _entry()
