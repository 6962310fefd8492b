"""``ORDER BY`` items: direction, nulls, collation, ``WITH FILL``, ``INTERPOLATE``."""

from typing import TYPE_CHECKING, Literal

from hogql import ast
from hogql.parser import pratt
from hogql.parser.pratt import parse_expression
from hogql.tokens import STRING

if TYPE_CHECKING:
    from hogql.parser.cursor import Cursor


def order_items(cursor: "Cursor") -> tuple[ast.OrderExpr, ...]:
    """One item or more, separated by commas."""
    items = [order_item(cursor)]
    while cursor.take(","):
        items.append(order_item(cursor))
    return tuple(items)


def order_item(cursor: "Cursor") -> ast.OrderExpr:
    """One item. Ascending where nothing is said."""
    start = cursor.starts[cursor.position]
    expr = parse_expression(cursor)
    direction: Literal["ASC", "DESC"] = "ASC"
    if cursor.take("DESC") or cursor.take("DESCENDING"):
        direction = "DESC"
    else:
        cursor.take("ASCENDING")
    nulls = _nulls(cursor)
    collate = cursor.expect_value(STRING, "a collation") if cursor.take("COLLATE") else None
    with_fill = _with_fill(cursor)
    return ast.OrderExpr(
        expr=expr,
        order=direction,
        with_fill=with_fill,
        nulls=nulls,
        collate=collate,
        start=start,
        end=cursor.ends[cursor.position - 1],
    )


def _nulls(cursor: "Cursor") -> Literal["FIRST", "LAST"] | None:
    if not cursor.take("NULLS"):
        return None
    if cursor.take("FIRST"):
        return "FIRST"
    cursor.expect("LAST", "FIRST or LAST")
    return "LAST"


def _with_fill(cursor: "Cursor") -> ast.WithFillExpr | None:
    start = cursor.starts[cursor.position]
    if not cursor.take_words("WITH", "FILL"):
        return None
    from_value = parse_expression(cursor) if cursor.take("FROM") else None
    to_value = parse_expression(cursor) if cursor.take("TO") else None
    step_value = parse_expression(cursor) if cursor.take("STEP") else None
    end = cursor.ends[cursor.position - 1]
    return ast.WithFillExpr(
        from_value=from_value, to_value=to_value, step_value=step_value, start=start, end=end
    )


def interpolate(cursor: "Cursor") -> tuple[ast.InterpolateExpr, ...] | None:
    """``INTERPOLATE (a AS b, c)``; empty without brackets, ``None`` without the word."""
    if not cursor.take("INTERPOLATE"):
        return None
    if not cursor.take("("):
        return ()
    items: list[ast.InterpolateExpr] = []
    while not cursor.take(")"):
        start = cursor.starts[cursor.position]
        expr = parse_expression(cursor, pratt.ALIAS + 1)
        value = parse_expression(cursor) if cursor.take("AS") else None
        end = cursor.ends[cursor.position - 1]
        items.append(ast.InterpolateExpr(expr=expr, value=value, start=start, end=end))
        if not cursor.take(",") and cursor.kinds[cursor.position] != ")":
            raise cursor.fail("',' or ')'")
    return tuple(items)
