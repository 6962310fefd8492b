"""Operators: comparisons, logic, arithmetic (hogql 3, 6.9).

a = NULL        -> IS NULL            x BETWEEN a AND b -> x >= a AND x <= b
a ~ 'p'         -> match(a, 'p')      a % b             -> moduloOrNull(a, b)
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.ast import CompareOperationOp as Op
from hogql.plan.making import all_of, call, text, truth, tuple_of, word
from hogql.plan.nodes import CompareOp, Infix, IsNull, Logic, Node, Not, SubQuery, Value
from hogql.plan.queries import CommonTable, columns_of
from hogql.resolver.calls.arguments import same_lengths
from hogql.resolver.calls.cohorts import resolve_in_cohort
from hogql.resolver.coerce import (
    as_condition,
    as_number,
    as_text,
    as_value,
    harmonise,
    limit_amount,
)
from hogql.resolver.person_sets import are_person_and_id, as_key, keys_of
from hogql.resolver.scope import at
from hogql.resolver.sizes import check_pattern
from hogql.types import BOOL, FLOAT, INT, INTERVAL, UNKNOWN, ZONED, Type, with_null

if TYPE_CHECKING:
    from hogql.plan.queries import Query
    from hogql.resolver.scope import Scope

OPEN_ESCAPE: Final = r"(?s)(^|[^\\])(\\\\)*\\$"
_ORDERED: Final[dict[Op, CompareOp]] = {
    Op.Eq: "=",
    Op.NotEq: "!=",
    Op.Lt: "<",
    Op.LtEq: "<=",
    Op.Gt: ">",
    Op.GtEq: ">=",
}
_PATTERNS: Final[dict[Op, CompareOp]] = {
    Op.Like: "LIKE",
    Op.NotLike: "NOT LIKE",
    Op.ILike: "ILIKE",
    Op.NotILike: "NOT ILIKE",
}
_REGEXES: Final[dict[Op, tuple[CompareOp, str]]] = {
    Op.Regex: ("match", ""),
    Op.IRegex: ("match", "(?i)"),
    Op.NotRegex: ("not match", ""),
    Op.NotIRegex: ("not match", "(?i)"),
}


def resolve_compare(node: ast.CompareOperation, scope: "Scope") -> Node:
    """A comparison, which is true or false and never null."""
    if node.op in {Op.InCohort, Op.NotInCohort}:
        return resolve_in_cohort(node, scope)
    left = scope.resolve(node.left)
    if node.op in {Op.In, Op.NotIn}:
        return compare_in("IN" if node.op is Op.In else "NOT IN", left, node.right, scope)
    return compare(node.op, left, scope.resolve(node.right), scope, node)


def compare(op: Op, left: Node, right: Node, scope: "Scope", place: ast.Node) -> Node:
    """A comparison of two resolved values."""
    if op in _PATTERNS:
        return truth(_PATTERNS[op], as_text(left), _pattern(as_text(right), place))
    if op in _REGEXES:
        return _compare_regex(op, left, right, place)
    if op in {Op.Eq, Op.NotEq}:
        if is_null(right):
            return IsNull(BOOL, left, op is Op.NotEq)
        if is_null(left):
            return IsNull(BOOL, right, op is Op.NotEq)
    return truth(_ORDERED[op], *harmonise(left, right, scope.state.context))


def _pattern(node: Node, place: ast.Node) -> Node:
    """A pattern of LIKE; ClickHouse throws where one ends in the middle of an escape."""
    if isinstance(node, Value):
        written = str(node.value)
        if (len(written) - len(written.rstrip("\\"))) % 2:
            raise at(place, "The pattern ends with a single backslash", "Write it twice")
        return node
    is_open = call("match", BOOL, node, text(OPEN_ESCAPE))
    return call("if", node.type, is_open, call("concat", node.type, node, text("\\")), node)


def _compare_regex(op: Op, left: Node, right: Node, place: ast.Node) -> Node:
    name, prefix = _REGEXES[op]
    if not isinstance(right, Value):
        raise at(place, "A regular expression must be a constant")
    check_pattern(right, place)
    return truth(name, as_text(left), text(prefix + str(right.value)))


def is_null(node: Node) -> bool:
    """Whether a node is the constant null."""
    return isinstance(node, Value) and node.value is None


def compare_in(op: CompareOp, left: Node, right: ast.Node, scope: "Scope") -> Node:
    """``IN`` a list, an array, a sub-query or a common table; nulls in a list are looked for."""
    if isinstance(right, ast.SelectQuery | ast.SelectSetQuery):
        return _in_query(op, left, scope.state.resolve_query(right, scope))
    if isinstance(right, ast.Field) and len(right.chain) == 1:
        common = scope.find_common(right.chain[0])
        if isinstance(common, CommonTable):
            common.is_recursive = common.is_recursive or common.is_open
            return _in_query(op, left, common.query, common)
    if isinstance(right, ast.Tuple | ast.Array):
        return _in_list(op, left, tuple(scope.resolve(item) for item in right.exprs), scope)
    found = scope.resolve(right)
    if isinstance(found, Value):
        return _in_list(op, left, (found,), scope)
    if found.type.kind not in {"array", "unknown"}:
        raise at(right, "IN needs a list, an array or a sub-query")
    return truth(op, as_value(left), found)


def _in_query(op: CompareOp, left: Node, query: "Query", common: CommonTable | None = None) -> Node:
    inner = columns_of(query)[0].expr.type
    if are_person_and_id(left.type, inner):
        if left.type.kind == "person":
            return truth(op, left, SubQuery(INT, keys_of(query, common)))
        left = as_key(left)
    elif left.type.kind == "person" and inner.kind != "person":
        left = as_text(left) if inner.kind == "string" else as_value(left)
    elif left.type.kind == "string" and inner.kind == "uuid":
        left = call("toUUIDOrNull", with_null(inner), left)
    return truth(op, left, SubQuery(inner, query, common))


def _in_list(op: CompareOp, left: Node, items: tuple[Node, ...], scope: "Scope") -> Node:
    context = scope.state.context
    present = [item for item in items if not is_null(item)]
    pairs = [harmonise(left, item, context) for item in present]
    turned = left if not pairs else pairs[0][0]
    if any(pair[0].type.kind != turned.type.kind for pair in pairs):
        turned, present = as_text(left), [as_text(item) for item in present]
        pairs = [(turned, _constant_text(item)) for item in present]
    test: Node = truth(op, turned, tuple_of(tuple(pair[1] for pair in pairs)))
    if not pairs:
        test = Value(BOOL, op == "NOT IN")
    if len(present) == len(items):
        return test
    if op == "IN":
        return Logic(BOOL, "OR", (test, IsNull(BOOL, left)))
    return all_of((test, IsNull(BOOL, left, negated=True)))


def _constant_text(node: Node) -> Node:
    return text(str(node.value)) if isinstance(node, Value) else node


def resolve_between(node: ast.BetweenExpr, scope: "Scope") -> Node:
    """``BETWEEN`` as two comparisons, so that each bound may reach the guard."""
    middle = scope.resolve(node.expr)
    low, high = scope.resolve(node.low), scope.resolve(node.high)
    below, above = (Op.Lt, Op.Gt) if node.negated else (Op.GtEq, Op.LtEq)
    tests = (compare(below, middle, low, scope, node), compare(above, middle, high, scope, node))
    return Logic(BOOL, "OR" if node.negated else "AND", tests)


def resolve_distinct_from(node: ast.IsDistinctFrom, scope: "Scope") -> Node:
    """``IS [NOT] DISTINCT FROM``: a comparison in which null equals null."""
    pair = harmonise(scope.resolve(node.left), scope.resolve(node.right), scope.state.context)
    op = "IS NOT DISTINCT FROM" if node.negated else "IS DISTINCT FROM"
    return Infix(BOOL, op, as_value(pair[0]), as_value(pair[1]))


def resolve_and(node: ast.And, scope: "Scope") -> Node:
    """A chain of ``AND``."""
    return Logic(BOOL, "AND", tuple(as_condition(scope.resolve(item)) for item in node.exprs))


def resolve_or(node: ast.Or, scope: "Scope") -> Node:
    """A chain of ``OR``."""
    return Logic(BOOL, "OR", tuple(as_condition(scope.resolve(item)) for item in node.exprs))


def resolve_not(node: ast.Not, scope: "Scope") -> Node:
    """``NOT expr``."""
    return Not(BOOL, as_condition(scope.resolve(node.expr)))


def resolve_arithmetic(node: ast.ArithmeticOperation, scope: "Scope") -> Node:
    """Arithmetic on numbers, and adding spans of time to times."""
    left, right = as_number(scope.resolve(node.left)), as_number(scope.resolve(node.right))
    return add_time(node.op.value, left, right, scope)


def add_time(op: str, left: Node, right: Node, scope: "Scope") -> Node:
    """``left op right``; a number added to a time counts its seconds, to a date its days."""
    if scope.expanding and isinstance(left, Value) and isinstance(right, Value):
        folded = _fold(op, left.value, right.value)
        if folded is not None:
            return folded
    left, right = _as_span(left, right), _as_span(right, left)
    left, right = same_lengths((left, right))
    left, right = _in_zone(left, right, scope), _in_zone(right, left, scope)
    of = _type_of(op, left.type, right.type)
    if op == "%":
        if isinstance(right, Value) and right.value:
            return call("modulo", of, left, right)
        return call("moduloOrNull", with_null(of), left, right)
    return Infix(of, op, left, right)


def _fold(op: str, left: object, right: object) -> Value | None:
    """The result for two whole constants, so that a template may pass it as a constant on."""
    if op not in {"+", "-"} or not isinstance(left, int) or not isinstance(right, int):
        return None
    return Value(INT, left + right if op == "+" else left - right)


def _as_span(node: Node, other: Node) -> Node:
    """A number beside a time as a span: ClickHouse throws where it leads out of the calendar."""
    unit = {"datetime": "second", "date": "day"}.get(other.type.kind)
    if unit is None or not node.type.is_number:
        return node
    amount = limit_amount(node, unit)
    of = with_null(INTERVAL, amount.type.nullable)
    return call(f"toInterval{unit.capitalize()}", of, amount)


def _in_zone(node: Node, other: Node, scope: "Scope") -> Node:
    zone = scope.state.context.timezone
    kind = node.type
    if other.type.kind != "interval" or kind.kind != "datetime" or kind.zoned or zone == "UTC":
        return node
    return call("toTimeZone", with_null(ZONED, kind.nullable), node, word(zone))


def _type_of(op: str, left: Type, right: Type) -> Type:
    nullable = left.nullable or right.nullable
    for one, other in ((left, right), (right, left)):
        if one.kind in {"datetime", "date", "interval"}:
            return with_null(one if other.kind != one.kind else INT, nullable)
    if not (left.is_number and right.is_number):
        return with_null(UNKNOWN, nullable)
    is_whole = left.kind == right.kind == "int" and op != "/"
    return with_null(INT if is_whole else FLOAT, nullable)
