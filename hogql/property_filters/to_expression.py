"""Property filters as HogQL conditions.

    {"key": "$browser", "value": ["Chrome", "Edge"]}  ->  properties.$browser in ('Chrome', 'Edge')
    {"key": "plan", "value": "pro", "operator": "is_not"}  ->  properties.plan != 'pro'
    {"type": "OR", "values": [a, b]}  ->  a or b

The rules that are easy to get wrong (insights 1.5): ``is_not``, ``not_icontains`` and ``not_regex``
keep events without the property; a list is any of its values, and for the negated operators none of
them; booleans are the texts ``true`` and ``false``; a text to look for may hold ``%`` and ``_``.
HogQL's comparisons are never null, so a missing property is decided here by the operator alone.

Source: PostHog ``posthog/hogql/property.py``.
"""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from hogql import ast
from hogql.insights.errors import InsightError
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE, all_of, any_of
from hogql.property_filters.models import (
    FilterScalar,
    PropertyFilter,
    PropertyFilters,
    PropertyFilterType,
    PropertyGroupFilter,
    PropertyOperator,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_DEPTH: Final = 8

Op: TypeAlias = ast.CompareOperationOp
_Condition: TypeAlias = Callable[[ast.Expr, PropertyFilter, str], ast.Expr]


def to_expression(filters: PropertyFilters | None, *, attr: str) -> ast.Expr:
    """Return one condition for all the filters, ``true`` for none; ``attr`` is where they stand."""
    if filters is None:
        return TRUE
    if isinstance(filters, PropertyGroupFilter):
        return _group(filters, attr, depth=1)
    return list_to_expression(filters, attr=attr)


def list_to_expression(filters: "Iterable[PropertyFilter]", *, attr: str) -> ast.Expr:
    """Return the condition that all filters of a flat list hold."""
    return all_of(*(_filter(item, f"{attr}.{index}") for index, item in enumerate(filters)))


def _group(group: PropertyGroupFilter, attr: str, depth: int) -> ast.Expr:
    if depth > MAX_DEPTH:
        raise InsightError(f"Filters may be nested {MAX_DEPTH} deep.", attr=attr)
    parts: list[ast.Expr] = []
    for index, member in enumerate(group.values):
        place = f"{attr}.values.{index}"
        if isinstance(member, PropertyGroupFilter):
            parts.append(_group(member, place, depth + 1))
        else:
            parts.append(_filter(member, place))
    return all_of(*parts) if group.type == "AND" else any_of(*parts)


def _filter(item: PropertyFilter, attr: str) -> ast.Expr:
    if item.type is PropertyFilterType.EMPTY:
        return TRUE
    if item.type is PropertyFilterType.HOGQL:
        return parse_expr(item.key)
    scope = _SCOPES.get(item.type)
    if scope is None:
        raise InsightError(
            f"Filters of type '{item.type}' are not supported yet.", attr=f"{attr}.type"
        )
    operator = item.operator or PropertyOperator.EXACT
    condition = _OPERATORS.get(operator)
    if condition is None:
        raise InsightError(
            f"The operator '{operator}' is not supported yet.", attr=f"{attr}.operator"
        )
    return condition(ast.Field(chain=(*scope, item.key)), item, f"{attr}.value")


def _texts(item: PropertyFilter, attr: str) -> tuple[str, ...]:
    """The values as the texts that properties are stored as."""
    value = item.value
    if value is None:
        raise InsightError("This filter needs a value.", attr=attr)
    values = value if isinstance(value, tuple) else (value,)
    return tuple(dict.fromkeys(_text(each) for each in values))


def _text(value: FilterScalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _number(value: FilterScalar | None, attr: str) -> ast.Constant:
    try:
        number = math.nan if value is None or isinstance(value, bool) else float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise InsightError("This operator compares numbers; the value is not one.", attr=attr)
    return ast.Constant(value=int(number) if number.is_integer() else number)


def _single(item: PropertyFilter, attr: str) -> FilterScalar | None:
    if not isinstance(item.value, tuple):
        return item.value
    if len(item.value) != 1:
        raise InsightError("This operator takes one value.", attr=attr)
    return item.value[0]


def _is_one_of(op: Op, op_of_many: Op) -> _Condition:
    """``=`` or ``in``, and their negations; no value at all asks nothing, as in PostHog."""

    def build(field: ast.Expr, item: PropertyFilter, attr: str) -> ast.Expr:
        texts = _texts(item, attr)
        if not texts:
            return TRUE
        constants = tuple(ast.Constant(value=text) for text in texts)
        if len(constants) == 1:
            return ast.CompareOperation(left=field, op=op, right=constants[0])
        return ast.CompareOperation(left=field, op=op_of_many, right=ast.Tuple(exprs=constants))

    return build


def _matches(op: Op, join: Callable[..., ast.Expr], pattern: Callable[[str], str]) -> _Condition:
    """One comparison for each value: any of them for the plain operator, all for the negated."""

    def build(field: ast.Expr, item: PropertyFilter, attr: str) -> ast.Expr:
        constants = (ast.Constant(value=pattern(text)) for text in _texts(item, attr))
        return join(*(ast.CompareOperation(left=field, op=op, right=each) for each in constants))

    return build


def _containing(text: str) -> str:
    """A LIKE pattern for texts that contain ``text`` as it stands."""
    for special in ("\\", "%", "_"):
        text = text.replace(special, f"\\{special}")
    return f"%{text}%"


def _compares(op: Op) -> _Condition:
    """A comparison of numbers; a value that is not a number is never in the answer."""

    def build(field: ast.Expr, item: PropertyFilter, attr: str) -> ast.Expr:
        return _compare(field, op, _number(_single(item, attr), attr))

    return build


def _compare(field: ast.Expr, op: Op, number: ast.Constant) -> ast.Expr:
    as_number = ast.Call(name="toFloat", args=(field,))
    return ast.CompareOperation(left=as_number, op=op, right=number)


def _lies(op_low: Op, op_high: Op, join: Callable[..., ast.Expr]) -> _Condition:
    """Between two numbers, both included, or outside of them."""

    def build(field: ast.Expr, item: PropertyFilter, attr: str) -> ast.Expr:
        if not isinstance(item.value, tuple) or len(item.value) != 2:
            raise InsightError("This operator takes two values, low and high.", attr=attr)
        low, high = (_number(each, attr) for each in item.value)
        return join(_compare(field, op_low, low), _compare(field, op_high, high))

    return build


def _is_null(op: Op) -> _Condition:
    def build(field: ast.Expr, _item: PropertyFilter, _attr: str) -> ast.Expr:
        null = ast.Constant(value=None)
        return ast.CompareOperation(left=field, op=op, right=null, is_null_comparison_style=True)

    return build


_SCOPES: Final = {PropertyFilterType.EVENT: ("properties",)}

_OPERATORS: Final[dict[PropertyOperator, _Condition]] = {
    PropertyOperator.EXACT: _is_one_of(Op.Eq, Op.In),
    PropertyOperator.IN: _is_one_of(Op.Eq, Op.In),
    PropertyOperator.IS_NOT: _is_one_of(Op.NotEq, Op.NotIn),
    PropertyOperator.NOT_IN: _is_one_of(Op.NotEq, Op.NotIn),
    PropertyOperator.ICONTAINS: _matches(Op.ILike, any_of, _containing),
    PropertyOperator.NOT_ICONTAINS: _matches(Op.NotILike, all_of, _containing),
    PropertyOperator.REGEX: _matches(Op.Regex, any_of, str),
    PropertyOperator.NOT_REGEX: _matches(Op.NotRegex, all_of, str),
    PropertyOperator.GT: _compares(Op.Gt),
    PropertyOperator.GTE: _compares(Op.GtEq),
    PropertyOperator.MIN: _compares(Op.GtEq),
    PropertyOperator.LT: _compares(Op.Lt),
    PropertyOperator.LTE: _compares(Op.LtEq),
    PropertyOperator.MAX: _compares(Op.LtEq),
    PropertyOperator.BETWEEN: _lies(Op.GtEq, Op.LtEq, all_of),
    PropertyOperator.NOT_BETWEEN: _lies(Op.Lt, Op.Gt, any_of),
    PropertyOperator.IS_SET: _is_null(Op.NotEq),
    PropertyOperator.IS_NOT_SET: _is_null(Op.Eq),
}
"""What each operator means. An operator that is not here is refused by name."""
