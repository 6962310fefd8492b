r"""What each operator asks of a value.

    exact ["a", "b"]   ->  v IN ('a', 'b')            is_not "a"      ->  v != 'a', or missing
    icontains "50%"    ->  v ILIKE '%50\%%'           gt 5            ->  toFloat(v) > 5
    is_date_after -7d  ->  toDateTime(v) > now - 7d   between [1, 2]  ->  toFloat(v) >= 1 AND ...

HogQL's comparisons are never null, so what happens to a missing value is decided here, by the
operator alone: only the negated ones are true. An operator that is not here is refused by name.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from hogql import ast
from hogql.insights.errors import InsightError
from hogql.property_filters import semver
from hogql.property_filters.conditions import all_of, any_of
from hogql.property_filters.models import FilterValue, PropertyOperator
from hogql.property_filters.values import (
    read_instant,
    read_number,
    read_numbers,
    read_single,
    read_texts,
)

if TYPE_CHECKING:
    from hogql.property_filters.facts import FilterFacts

Op: TypeAlias = ast.CompareOperationOp
_Asked: TypeAlias = "tuple[FilterValue, FilterFacts, str]"
"""The filter's value, the project's facts, and the path of the value for errors."""

_Condition: TypeAlias = Callable[[ast.Expr, _Asked], ast.Expr]

POSITIVE: Final = {
    PropertyOperator.IS_NOT: PropertyOperator.EXACT,
    PropertyOperator.NOT_IN: PropertyOperator.IN,
    PropertyOperator.NOT_ICONTAINS: PropertyOperator.ICONTAINS,
    PropertyOperator.NOT_ICONTAINS_MULTI: PropertyOperator.ICONTAINS_MULTI,
    PropertyOperator.NOT_REGEX: PropertyOperator.REGEX,
    PropertyOperator.SEMVER_NEQ: PropertyOperator.SEMVER_EQ,
}
"""Operators that are the negation of another one, a missing value included."""


def compare(
    operator: PropertyOperator,
    subject: ast.Expr,
    value: FilterValue,
    facts: "FilterFacts",
    attr: str,
) -> ast.Expr:
    """The condition on ``subject``; ``attr`` is where the filter stands."""
    condition = _OPERATORS.get(operator)
    if condition is None:
        message = f"The operator '{operator}' can not be used in a query."
        raise InsightError(message, attr=f"{attr}.operator")
    return condition(subject, (value, facts, f"{attr}.value"))


def has_no_value(operator: PropertyOperator | None, value: FilterValue) -> bool:
    """Whether the filter asks nothing: an empty list, as in PostHog."""
    return value == () and operator not in _ASK_WITHOUT_VALUE


def _is_one_of(op: Op, op_of_many: Op) -> _Condition:
    """``=`` or ``in``, and their negations."""

    def build(subject: ast.Expr, asked: _Asked) -> ast.Expr:
        constants = tuple(ast.Constant(value=text) for text in read_texts(asked[0], asked[2]))
        if len(constants) == 1:
            return ast.CompareOperation(left=subject, op=op, right=constants[0])
        return ast.CompareOperation(left=subject, op=op_of_many, right=ast.Tuple(exprs=constants))

    return build


def _matches(op: Op, join: Callable[..., ast.Expr], pattern: Callable[[str], str]) -> _Condition:
    """One comparison for each value: any of them for the plain operator, all for the negated."""

    def build(subject: ast.Expr, asked: _Asked) -> ast.Expr:
        constants = (ast.Constant(value=pattern(text)) for text in read_texts(asked[0], asked[2]))
        return join(*(ast.CompareOperation(left=subject, op=op, right=each) for each in constants))

    return build


def containing(text: str) -> str:
    """A LIKE pattern for texts that contain ``text`` as it stands."""
    for special in ("\\", "%", "_"):
        text = text.replace(special, f"\\{special}")
    return f"%{text}%"


def _compares(op: Op) -> _Condition:
    """A comparison of numbers; a value that is not a number is never in the answer."""

    def build(subject: ast.Expr, asked: _Asked) -> ast.Expr:
        return _number(subject, op, read_number(read_single(asked[0], asked[2]), asked[2]))

    return build


def _number(subject: ast.Expr, op: Op, number: ast.Constant) -> ast.Expr:
    as_number = ast.Call(name="toFloat", args=(subject,))
    return ast.CompareOperation(left=as_number, op=op, right=number)


def _lies(op_low: Op, op_high: Op, join: Callable[..., ast.Expr]) -> _Condition:
    """Between two numbers, both included, or outside of them."""

    def build(subject: ast.Expr, asked: _Asked) -> ast.Expr:
        low, high = read_numbers(asked[0], asked[2])
        return join(_number(subject, op_low, low), _number(subject, op_high, high))

    return build


def _is_date(op: Op) -> _Condition:
    """A comparison of instants; of several dates any will do."""

    def build(subject: ast.Expr, asked: _Asked) -> ast.Expr:
        value, facts, attr = asked
        instant = ast.Call(name="toDateTime", args=(subject,))
        return any_of(
            *(
                ast.CompareOperation(left=instant, op=op, right=read_instant(text, facts, attr))
                for text in read_texts(value, attr)
            )
        )

    return build


def _is_null(op: Op) -> _Condition:
    def build(subject: ast.Expr, _asked: _Asked) -> ast.Expr:
        null = ast.Constant(value=None)
        return ast.CompareOperation(left=subject, op=op, right=null, is_null_comparison_style=True)

    return build


def _is_cleaned_path(subject: ast.Expr, asked: _Asked) -> ast.Expr:
    """Equal after the project's path cleaning, which is done to both sides."""
    value, facts, attr = asked
    written = (ast.Constant(value=text) for text in read_texts(value, attr))
    left = _cleaned(subject, facts)
    return any_of(
        *(
            ast.CompareOperation(left=left, op=Op.Eq, right=_cleaned(constant, facts))
            for constant in written
        )
    )


def _cleaned(path: ast.Expr, facts: "FilterFacts") -> ast.Expr:
    for rule in facts.path_cleaning:
        parts = (ast.Constant(value=rule.regex), ast.Constant(value=rule.alias))
        path = ast.Call(name="replaceRegexpAll", args=(path, *parts))
    return path


def _is_version(operator: PropertyOperator) -> _Condition:
    def build(subject: ast.Expr, asked: _Asked) -> ast.Expr:
        value, _, attr = asked
        join = all_of if operator is PropertyOperator.SEMVER_NEQ else any_of
        return join(
            *(
                semver.compare_version(operator, subject, text, attr)
                for text in read_texts(value, attr)
            )
        )

    return build


_ASK_WITHOUT_VALUE: Final = frozenset(
    {
        PropertyOperator.IS_SET,
        PropertyOperator.IS_NOT_SET,
        PropertyOperator.BETWEEN,
        PropertyOperator.NOT_BETWEEN,
    }
)

_OPERATORS: Final[dict[PropertyOperator, _Condition]] = {
    PropertyOperator.EXACT: _is_one_of(Op.Eq, Op.In),
    PropertyOperator.IN: _is_one_of(Op.Eq, Op.In),
    PropertyOperator.IS_NOT: _is_one_of(Op.NotEq, Op.NotIn),
    PropertyOperator.NOT_IN: _is_one_of(Op.NotEq, Op.NotIn),
    PropertyOperator.ICONTAINS: _matches(Op.ILike, any_of, containing),
    PropertyOperator.ICONTAINS_MULTI: _matches(Op.ILike, any_of, containing),
    PropertyOperator.NOT_ICONTAINS: _matches(Op.NotILike, all_of, containing),
    PropertyOperator.NOT_ICONTAINS_MULTI: _matches(Op.NotILike, all_of, containing),
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
    PropertyOperator.IS_DATE_EXACT: _is_date(Op.Eq),
    PropertyOperator.IS_DATE_BEFORE: _is_date(Op.Lt),
    PropertyOperator.IS_DATE_AFTER: _is_date(Op.Gt),
    PropertyOperator.IS_CLEANED_PATH_EXACT: _is_cleaned_path,
    **{operator: _is_version(operator) for operator in semver.OPERATORS},
}
