"""``SAMPLE``: whole persons, not rows, so that funnels and retention of a sample hold (hogql 5.10).

events AS e SAMPLE 1/10 OFFSET 1/2  ->  key of the person % 1,000,000 in [500,000, 600,000)

The key is a hash, so that its remainder is as good as chance, and the same in every query.
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.errors import UnsupportedSyntaxError
from hogql.plan.making import all_of, call
from hogql.plan.nodes import Infix, Node, PersonKey, Value
from hogql.plan.sources import TableSource
from hogql.resolver.scope import at
from hogql.schema.columns import PersonColumn
from hogql.types import BOOL, INT

if TYPE_CHECKING:
    from hogql.plan.sources import Source

_PARTS: Final = 1_000_000


def sample(node: ast.SampleExpr, source: "Source") -> "Source":
    """The source with only the persons of the sample."""
    if node.method is not None:
        message = "SAMPLE takes no method"
        raise UnsupportedSyntaxError(message, start=node.start, end=node.end)
    share = _ratio(node.sample_value) / (100 if node.is_percent else 1)
    offset = _ratio(node.offset_value) if node.offset_value is not None else 0.0
    if not 0 < share <= 1 or not 0 <= offset < 1:
        raise at(node, "SAMPLE takes a share of the persons: above 0, at most 1")
    first, last = round(offset * _PARTS), round((offset + share) * _PARTS)
    if first == 0 and last >= _PARTS:
        return source
    place = _part_of(node, source)
    tests: list[Node] = [Infix(BOOL, "<", place, Value(INT, last))] if last < _PARTS else []
    if first:
        tests.append(Infix(BOOL, ">=", place, Value(INT, first)))
    if isinstance(source, TableSource):
        source.sample = all_of(tuple(tests))
    return source


def _part_of(node: ast.SampleExpr, source: "Source") -> Node:
    """Which of the parts of all persons a row belongs to."""
    fields = source.table.fields.values() if isinstance(source, TableSource) else ()
    person = next((item for item in fields if isinstance(item, PersonColumn)), None)
    if person is None or not isinstance(source, TableSource):
        message = "SAMPLE is for tables whose rows belong to a person, as events"
        fix = "Filter on a hash: cityHash64(id) % 10 = 0"
        raise UnsupportedSyntaxError(message, start=node.start, end=node.end, fix=fix)
    key = PersonKey(INT, source, person.physical, person.key)
    return call("modulo", INT, key, Value(INT, _PARTS))


def _ratio(node: ast.Node) -> float:
    if isinstance(node, ast.Placeholder):
        name = ".".join(node.chain) if node.chain else "..."
        raise at(node, f"Unresolved placeholder: {{{name}}}")
    parts = (node.left, node.right) if isinstance(node, ast.RatioExpr) else (node, None)
    left = _number(parts[0])
    right = _number(parts[1]) if parts[1] is not None else 1.0
    if right == 0:
        raise at(node, "SAMPLE can not divide by zero")
    return left / right


def _number(node: ast.Node) -> float:
    value = node.value if isinstance(node, ast.Constant) else None
    if isinstance(value, bool) or not isinstance(value, int | float) or value - value != 0:
        raise at(node, "SAMPLE takes numbers")
    return float(value)
