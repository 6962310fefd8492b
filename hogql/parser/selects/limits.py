"""``LIMIT`` in its forms, ``LIMIT ... BY`` and ``OFFSET``.

``LIMIT a, b`` reads as PostHog reads it: ``a`` rows after skipping ``b``; only in front of ``BY``
it is the other way round.

Source: hogql 5.1.
"""

from typing import TYPE_CHECKING

from hogql import ast
from hogql.parser.lists import parse_open_list
from hogql.parser.pratt import parse_expression
from hogql.parser.selects.draft import Limits

if TYPE_CHECKING:
    from hogql.parser.cursor import Cursor
    from hogql.parser.selects.draft import Draft


def _read(cursor: "Cursor") -> tuple[ast.Expr, Limits]:
    """The first expression, and the whole."""
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
    return first, Limits(
        first=first,
        second=second,
        has_comma=has_comma,
        percent=percent or None,
        ties=ties or None,
    )


def limit_by_or_limit(cursor: "Cursor", draft: "Draft") -> None:
    """The first LIMIT of a SELECT, which may be a ``LIMIT ... BY``."""
    start = cursor.starts[cursor.position]
    first, found = _read(cursor)
    if not cursor.take("BY"):
        draft.limits = found
        return
    exprs = parse_open_list(cursor)
    rows, skipped = first, found.second
    if found.has_comma and found.second is not None:
        rows, skipped = found.second, first
    end = cursor.ends[cursor.position - 1]
    draft.limit_by = ast.LimitByExpr(
        n=rows, exprs=exprs, offset_value=skipped, start=start, end=end
    )


def limit(cursor: "Cursor", draft: "Draft") -> None:
    """The LIMIT after a ``LIMIT ... BY``; a second plain one belongs to the outer query."""
    if draft.limits is None:
        _, draft.limits = _read(cursor)


def offset(cursor: "Cursor", draft: "Draft") -> None:
    """``OFFSET`` without a LIMIT."""
    if draft.limits is None:
        cursor.position += 1
        draft.limits = Limits(second=parse_expression(cursor))


def outer_limits(cursor: "Cursor") -> Limits:
    """LIMIT or OFFSET behind a whole query; empty when there is none."""
    if cursor.kinds[cursor.position] == "LIMIT":
        return _read(cursor)[1]
    return Limits(second=parse_expression(cursor) if cursor.take("OFFSET") else None)
