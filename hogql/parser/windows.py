"""Windows: what stands in the brackets after ``OVER`` or after ``WINDOW name AS``."""

from typing import TYPE_CHECKING, Final, Literal

from hogql import ast
from hogql.parser import pratt
from hogql.parser.lists import parse_open_list
from hogql.parser.orders import order_items
from hogql.parser.pratt import parse_expression

if TYPE_CHECKING:
    from hogql.parser.cursor import Cursor


def window(cursor: "Cursor") -> ast.WindowExpr:
    """Partition, order and frame, and the closing bracket."""
    start = cursor.starts[cursor.position]
    partition_by = parse_open_list(cursor) if cursor.take_words("PARTITION", "BY") else None
    order_by = order_items(cursor) if cursor.take_words("ORDER", "BY") else None
    method = _frame_method(cursor)
    first = last = None
    if method is not None and cursor.take("BETWEEN"):
        first = _bound(cursor)
        cursor.expect("AND", "AND and the end of the frame")
        last = _bound(cursor)
    elif method is not None:
        first = _bound(cursor)
    cursor.expect(")")
    return ast.WindowExpr(
        partition_by=partition_by,
        order_by=order_by,
        frame_method=method,
        frame_start=first,
        frame_end=last,
        start=start,
        end=cursor.ends[cursor.position - 1],
    )


def _frame_method(cursor: "Cursor") -> Literal["ROWS", "RANGE"] | None:
    if cursor.take("ROWS"):
        return "ROWS"
    return "RANGE" if cursor.take("RANGE") else None


def _bound(cursor: "Cursor") -> ast.WindowFrameExpr:
    start = cursor.starts[cursor.position]
    if cursor.take_words("CURRENT", "ROW"):
        end = cursor.ends[cursor.position - 1]
        return ast.WindowFrameExpr(frame_type="CURRENT ROW", start=start, end=end)
    value = None if cursor.take("UNBOUNDED") else parse_expression(cursor, _BOUND)
    if cursor.take("PRECEDING"):
        side: Literal["PRECEDING", "FOLLOWING"] = "PRECEDING"
    else:
        cursor.expect("FOLLOWING", "PRECEDING or FOLLOWING")
        side = "FOLLOWING"
    end = cursor.ends[cursor.position - 1]
    return ast.WindowFrameExpr(frame_type=side, frame_value=_plain(value), start=start, end=end)


def _plain(value: ast.Expr | None) -> ast.Expr | int | None:
    """PostHog's tree holds a whole number as itself, everything else as a node."""
    if isinstance(value, ast.Constant) and type(value.value) is int:
        return value.value
    return value


_BOUND: Final = pratt.AND + 1
"""Tighter than the AND between two bounds."""
