"""``LIMIT`` in its forms, ``LIMIT ... BY`` and ``OFFSET``.

``LIMIT a, b`` reads as PostHog reads it: ``a`` rows after skipping ``b``; only in front of ``BY`` it
is the other way round.

Source: hogql 5.1.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hogql import ast
from hogql.parser.lists import parse_open_list
from hogql.parser.pratt import parse_expression

if TYPE_CHECKING:
    from hogql.parser.cursor import Cursor


@dataclass(frozen=True, kw_only=True, slots=True)
class _Limit:
    """One LIMIT as written: ``LIMIT first [%] [, second | OFFSET second] [WITH TIES]``."""

    first: ast.Expr
    second: ast.Expr | None
    has_comma: bool
    percent: bool
    ties: bool


def _read(cursor: "Cursor") -> _Limit:
    cursor.position += 1
    cursor.in_limit = True
    first = parse_expression(cursor)
    cursor.in_limit = False
    percent = cursor.take("%")
    has_comma = cursor.take(",")
    second = parse_expression(cursor) if has_comma else None
    ties = cursor.take_words("WITH", "TIES")
    if not has_comma and cursor.take("OFFSET"):
        second = parse_expression(cursor)
    return _Limit(first=first, second=second, has_comma=has_comma, percent=percent, ties=ties)


def _fields(found: _Limit) -> dict[str, object]:
    return {
        "limit": found.first,
        "offset": found.second,
        "limit_percent": found.percent or None,
        "limit_with_ties": found.ties or None,
    }


def limit_by_or_limit(cursor: "Cursor", values: dict[str, object]) -> None:
    """The first LIMIT of a SELECT, which may be a ``LIMIT ... BY``."""
    start = cursor.starts[cursor.position]
    found = _read(cursor)
    if not cursor.take("BY"):
        values.update(_fields(found))
        return
    exprs = parse_open_list(cursor)
    rows, skipped = found.first, found.second
    if found.has_comma and found.second is not None:
        rows, skipped = found.second, found.first
    end = cursor.ends[cursor.position - 1]
    values["limit_by"] = ast.LimitByExpr(
        n=rows, exprs=exprs, offset_value=skipped, start=start, end=end
    )


def limit(cursor: "Cursor", values: dict[str, object]) -> None:
    """The LIMIT after a ``LIMIT ... BY``; a second plain one belongs to the outer query."""
    if "limit" not in values:
        values.update(_fields(_read(cursor)))


def offset(cursor: "Cursor", values: dict[str, object]) -> None:
    """``OFFSET`` without a LIMIT."""
    if "limit" not in values:
        cursor.position += 1
        values["offset"] = parse_expression(cursor)


def outer_limits(cursor: "Cursor") -> dict[str, object]:
    """LIMIT or OFFSET behind a whole query; empty when there is none."""
    if cursor.kinds[cursor.position] == "LIMIT":
        return _fields(_read(cursor))
    if cursor.take("OFFSET"):
        return {"offset": parse_expression(cursor)}
    return {}
