"""Values as moments and dates, null where they are none (hogql 6.8).

'2026-03-01' -> a UTC constant     text -> parseDateTime64BestEffortOrNull(text, 6, zone)
1767225600   -> toDateTime(n)      a moment as a date -> toDate(moment, zone)
"""

from typing import TYPE_CHECKING, Final

from hogql.plan.making import call, word
from hogql.plan.nodes import Function, Node, Value
from hogql.resolver.coerce import as_integer, as_text
from hogql.resolver.scope import at
from hogql.resolver.times import constant_datetime, read_date
from hogql.types import DATE, INT, ZONED, with_null

if TYPE_CHECKING:
    from hogql import ast

SIX: Final = Value(INT, 6)


def to_datetime(node: Node, timezone: str, place: "ast.Node | None") -> Node:
    """The value as a moment; text is read in ``timezone``, null when it is none.

    Constant text that is no time is an error at ``place``, or is tried as any usual format when no
    place is given.
    """
    constant = constant_datetime(node, timezone, place)
    if constant is not None:
        return constant
    kind = node.type.kind
    if kind == "datetime":
        return node
    if kind == "date" or node.type.is_number:
        whole = node if kind == "date" else as_integer(node)
        return call("toDateTime", with_null(ZONED, whole.type.nullable), whole, word(timezone))
    return parse("parseDateTime64BestEffortOrNull", node, timezone)


def parse(function: str, node: Node, timezone: str) -> Function:
    """The text as a moment by one of ClickHouse's functions that never throw."""
    written = as_text(node) if node.type.kind != "unknown" else call("toString", node.type, node)
    return call(function, with_null(ZONED), written, SIX, word(timezone))


def to_date(node: Node, timezone: str, place: "ast.Node") -> Node:
    """The value as a date of ``timezone``, null when it is none."""
    if isinstance(node, Value) and node.type.kind == "string":
        found = read_date(str(node.value))
        if found is None:
            raise at(place, f"Could not read '{node.value}' as a date")
        return found
    if node.type.kind == "date":
        return node
    moment = to_datetime(node, timezone, place)
    of = with_null(DATE, moment.type.nullable)
    if moment.type.zoned or timezone == "UTC":
        return call("toDate", of, moment)
    return call("toDate", of, moment, word(timezone))
