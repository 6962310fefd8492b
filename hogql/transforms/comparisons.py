"""Null-aware comparisons, in the form that indexes and the bucketed map serve (hogql 6.7, 6.9).

properties.plan = 'pro'    ->  properties['plan'] = 'pro'      missing reads '': false, as wanted
properties.plan != 'pro'   ->  properties['plan'] != 'pro'     missing reads '': true, as wanted
nullable > 5               ->  ifNull(nullable > 5, 0)         bare where null counts as false
person_id = '018f...'      ->  key = cityHash64({..:UUID})
"""

from typing import TYPE_CHECKING, Final

from hogql.plan.making import all_of, call, text
from hogql.plan.nodes import (
    AliasRef,
    Compare,
    Function,
    Infix,
    IsNull,
    Items,
    Logic,
    Node,
    Not,
    Property,
    SubQuery,
    Value,
)
from hogql.transforms.properties import bare_text, is_present, known_text
from hogql.types import BOOL, INT, with_null

if TYPE_CHECKING:
    from hogql.transforms.lower import Frame

TRUE_FOR_NULL: Final = frozenset({"!=", "NOT LIKE", "NOT ILIKE", "NOT IN", "not match"})
BARE_OPERATORS: Final = frozenset({"=", "!=", "IN", "NOT IN"})
LIKES: Final = frozenset({"LIKE", "NOT LIKE", "ILIKE", "NOT ILIKE"})


def lower_compare(node: Compare, frame: "Frame", *, is_filter: bool) -> Node:
    """A comparison in ClickHouse's own operators; ``is_filter`` where null counts as false."""
    subject = node.left.target if isinstance(node.left, AliasRef) else node.left
    if isinstance(subject, Property) and _is_flag(node):
        word = text("true" if getattr(node.right, "value", None) else "false")
        return Infix(BOOL, node.op, bare_text(subject), word)
    if isinstance(subject, Property) and _misses_empty_text(node):
        return Infix(BOOL, node.op, bare_text(subject), frame.lower(node.right))
    if node.left.type.kind == "person":
        return _compare_persons(node, frame)
    left, right = frame.lower(node.left), frame.lower(node.right)
    if node.op in {"IN", "NOT IN"} and not isinstance(node.right, Items | SubQuery):
        return _in_array(node, left, right)
    return _with_nulls(node, left, right, is_filter=is_filter)


def _is_flag(node: Compare) -> bool:
    return (
        node.op in {"=", "!="}
        and node.left.type.kind == "bool"
        and isinstance(node.right, Value)
        and isinstance(node.right.value, bool)
    )


def _misses_empty_text(node: Compare) -> bool:
    """Whether the constant can never equal, or match, the empty text of a missing property."""
    if node.left.type.kind != "string":
        return False
    if node.op in BARE_OPERATORS:
        items = node.right.items if isinstance(node.right, Items) else (node.right,)
        return bool(items) and all(known_text(item) not in {None, ""} for item in items)
    if node.op in LIKES:
        pattern = known_text(node.right)
        return pattern is not None and pattern.strip("%") != ""
    return False


def _compare_persons(node: Compare, frame: "Frame") -> Node:
    right = node.right
    if isinstance(right, Items):
        right = Items(right.type, right.shape, tuple(_key_of(item) for item in right.items))
    return Infix(BOOL, node.op, frame.lower(node.left), frame.lower(_key_of(right)))


def _key_of(node: Node) -> Node:
    if isinstance(node, Value) and node.type.kind == "uuid":
        return call("cityHash64", INT, node)
    return node


def _in_array(node: Compare, left: Node, right: Node) -> Node:
    found = call("has", BOOL, right, left)
    return found if node.op == "IN" else Not(BOOL, found)


def _with_nulls(node: Compare, left: Node, right: Node, *, is_filter: bool) -> Node:
    test = _test(node, left, right)
    nulls = node.left.type.nullable, node.right.type.nullable
    if node.op in {"IN", "NOT IN"}:
        nulls = node.left.type.nullable, False
    if nulls == (False, False):
        return test
    if nulls == (True, True) and node.op in {"=", "!="}:
        return _both_nullable(node.op, test, left, right)
    default = node.op in TRUE_FOR_NULL
    if is_filter and not default:
        return test
    return Function(BOOL, "ifNull", (test, Value(INT, int(default))))


def _both_nullable(op: str, test: Node, left: Node, right: Node) -> Node:
    is_equal = op == "="
    tests = (IsNull(BOOL, left, not is_equal), IsNull(BOOL, right, not is_equal))
    either: Node = all_of(tests) if is_equal else Logic(BOOL, "OR", tests)
    return Function(BOOL, "ifNull", (test, either))


def _test(node: Compare, left: Node, right: Node) -> Node:
    of = with_null(BOOL, node.left.type.nullable or node.right.type.nullable)
    if node.op == "match":
        return Function(of, "match", (left, right))
    if node.op == "not match":
        return Not(of, Function(of, "match", (left, right)))
    return Infix(of, node.op, left, right)


def lower_is_null(node: IsNull, frame: "Frame") -> Node:
    """``IS NULL``; of a property: whether the event has it."""
    subject = node.expr.target if isinstance(node.expr, AliasRef) else node.expr
    if isinstance(subject, Property) and not subject.path:
        found = is_present(subject)
        return found if node.negated else Not(BOOL, found)
    if node.expr.type.kind == "person":
        return Value(INT, int(node.negated))
    return IsNull(BOOL, frame.lower(node.expr), node.negated)
