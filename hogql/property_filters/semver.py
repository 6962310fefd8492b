"""Versions: ``1.10.0`` is after ``1.9.3``; ranges as package managers write them.

    semver_gte 1.2        ->  p =~ '[0-9]+[.][0-9]+' and sortableSemVer(p) >= [1, 2, 0, 0]
    semver_tilde 1.2.3    ->  >= 1.2.3 and < 1.3.0        semver_caret 0.2.3  ->  < 0.3.0
    semver_wildcard 1.2.* ->  >= 1.2.0 and < 1.3.0

What follows a hyphen (a pre-release) does not count, and ``1.2`` is ``1.2.0``. A property that is
missing, or holds no version, is in no range and differs from every version.

Source: PostHog ``posthog/hogql/property.py``; sdk-protocol 5.5.
"""

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from hogql import ast
from hogql.insights.errors import InsightError
from hogql.property_filters.conditions import all_of, any_of
from hogql.property_filters.models import PropertyOperator

if TYPE_CHECKING:
    from collections.abc import Callable

Op: TypeAlias = ast.CompareOperationOp
Parts: TypeAlias = tuple[int, ...]

_VERSION: Final = re.compile(r"v?([0-9]{1,9}(?:\.[0-9]{1,9}){0,3})(?:[-+].*)?", re.ASCII)
_IN_TEXT: Final = r"[0-9]+[.][0-9]+"
_PARTS: Final = 4
_WILDCARD: Final = re.compile(r"v?([0-9]{1,9}(?:\.[0-9]{1,9}){0,2})\.\*", re.ASCII)

_COMPARISONS: Final[dict[PropertyOperator, Op]] = {
    PropertyOperator.SEMVER_EQ: Op.Eq,
    PropertyOperator.SEMVER_GT: Op.Gt,
    PropertyOperator.SEMVER_GTE: Op.GtEq,
    PropertyOperator.SEMVER_LT: Op.Lt,
    PropertyOperator.SEMVER_LTE: Op.LtEq,
}


def compare_version(
    operator: PropertyOperator, subject: ast.Expr, text: str, attr: str
) -> ast.Expr:
    """The condition that ``subject`` holds a version in that relation to the one in ``text``."""
    if operator is PropertyOperator.SEMVER_NEQ:
        version = _read(_VERSION, text, attr)
        return any_of(_looks(subject, Op.NotRegex), _compare(subject, Op.NotEq, version))
    found = _COMPARISONS.get(operator)
    if found is not None:
        version = _read(_VERSION, text, attr)
        return all_of(_looks(subject, Op.Regex), _compare(subject, found, version))
    low, high = _RANGES[operator](text, attr)
    bounds = (_compare(subject, Op.GtEq, low), _compare(subject, Op.Lt, high))
    return all_of(_looks(subject, Op.Regex), *bounds)


def _looks(subject: ast.Expr, op: Op) -> ast.Expr:
    return ast.CompareOperation(left=subject, op=op, right=ast.Constant(value=_IN_TEXT))


def _compare(subject: ast.Expr, op: Op, version: Parts) -> ast.Expr:
    numbers = (*version, *(0,) * (_PARTS - len(version)))
    sortable = ast.Call(name="sortableSemVer", args=(subject,))
    padded = ast.Call(name="arrayResize", args=(sortable, ast.Constant(value=_PARTS)))
    right = ast.Array(exprs=tuple(ast.Constant(value=number) for number in numbers))
    return ast.CompareOperation(left=padded, op=op, right=right)


def _read(form: re.Pattern[str], text: str, attr: str) -> Parts:
    """The numbers of a version, at least three; of a wildcard as many as are written."""
    found = form.fullmatch(text.strip())
    if found is None:
        example = "1.2.*" if form is _WILDCARD else "1.2.3"
        raise InsightError(f"This operator compares versions such as {example}.", attr=attr)
    parts = tuple(int(part) for part in found[1].split("."))
    return parts if form is _WILDCARD else parts + (0,) * (3 - len(parts))


def _tilde(text: str, attr: str) -> tuple[Parts, Parts]:
    low = _read(_VERSION, text, attr)
    is_major_only = text.strip().lstrip("v").partition("-")[0].isdigit()
    return low, (low[0] + 1, 0, 0) if is_major_only else (low[0], low[1] + 1, 0)


def _caret(text: str, attr: str) -> tuple[Parts, Parts]:
    low = _read(_VERSION, text, attr)
    place = next((place for place in range(3) if low[place]), 2)
    return low, (*low[:place], low[place] + 1, *(0,) * (2 - place))


def _wildcard(text: str, attr: str) -> tuple[Parts, Parts]:
    written = _read(_WILDCARD, text, attr)
    zeros = (0,) * (3 - len(written))
    return written + zeros, (*written[:-1], written[-1] + 1, *zeros)


_RANGES: Final["dict[PropertyOperator, Callable[[str, str], tuple[Parts, Parts]]]"] = {
    PropertyOperator.SEMVER_TILDE: _tilde,
    PropertyOperator.SEMVER_CARET: _caret,
    PropertyOperator.SEMVER_WILDCARD: _wildcard,
}
OPERATORS: Final = frozenset({*_COMPARISONS, *_RANGES, PropertyOperator.SEMVER_NEQ})
