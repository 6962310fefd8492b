"""``PIVOT`` and ``UNPIVOT`` behind a table.

Source: hogql 5.10 and the trees the published HogQL parser answers.
"""

from typing import TYPE_CHECKING

from hogql import ast
from hogql.parser import pratt
from hogql.parser.lists import parse_open_list
from hogql.parser.pratt import PREFIX, parse_expression, parse_list, starts_query

if TYPE_CHECKING:
    from hogql.parser.cursor import Cursor


def pivot(cursor: "Cursor", table: ast.Expr, start: int) -> ast.PivotExpr:
    """``PIVOT (aggregates FOR column IN (values) ... GROUP BY exprs)``."""
    cursor.position += 1
    cursor.expect("(")
    aggregates = [parse_expression(cursor)]
    while cursor.take(",") and not _at_for(cursor):
        aggregates.append(parse_expression(cursor))
    cursor.expect("FOR")
    columns = [_pivot_column(cursor)]
    while cursor.kinds[cursor.position] in PREFIX and cursor.kinds[cursor.position] != "GROUP":
        columns.append(_pivot_column(cursor))
    group_by = parse_open_list(cursor) if cursor.take_words("GROUP", "BY") else None
    cursor.expect(")")
    return ast.PivotExpr(
        table=table,
        aggregates=tuple(aggregates),
        columns=tuple(columns),
        group_by=group_by,
        start=start,
        end=cursor.ends[cursor.position - 1],
    )


def _at_for(cursor: "Cursor") -> bool:
    position = cursor.position
    return cursor.kinds[position] == "FOR" and cursor.kinds[position + 1] in PREFIX


def _columns(cursor: "Cursor", following: str) -> ast.Expr:
    """Columns in brackets, or one column; ``following`` comes behind them."""
    position = cursor.position
    start = cursor.starts[position]
    is_list = cursor.kinds[position] == "(" and not starts_query(cursor, position + 1)
    if not is_list or cursor.kinds[cursor.matching(position)] != following:
        return parse_expression(cursor, pratt.COMPARE + 1)
    cursor.position += 1
    columns = parse_list(cursor, ")")
    return ast.Tuple(exprs=columns, start=start, end=cursor.ends[cursor.position - 1])


def _pivot_column(cursor: "Cursor") -> ast.PivotColumn:
    start = cursor.starts[cursor.position]
    column = _columns(cursor, "IN")
    values = _values(cursor)
    end = cursor.ends[cursor.position - 1]
    return ast.PivotColumn(column=column, values=values, start=start, end=end)


def _values(cursor: "Cursor") -> tuple[ast.Expr, ...]:
    cursor.expect("IN")
    cursor.expect("(")
    values = parse_list(cursor, ")")
    if not values:
        raise cursor.fail("a value between the brackets")
    return values


def unpivot(cursor: "Cursor", table: ast.Expr, start: int) -> ast.UnpivotExpr:
    """``UNPIVOT [INCLUDE NULLS] (values FOR names IN (columns), ...)``."""
    cursor.position += 1
    include_nulls = cursor.take_words("INCLUDE", "NULLS")
    cursor.expect("(")
    columns = [_unpivot_column(cursor)]
    while cursor.take(",") and cursor.kinds[cursor.position] != ")":
        columns.append(_unpivot_column(cursor))
    cursor.expect(")")
    return ast.UnpivotExpr(
        table=table,
        columns=tuple(columns),
        include_nulls=include_nulls,
        start=start,
        end=cursor.ends[cursor.position - 1],
    )


def _unpivot_column(cursor: "Cursor") -> ast.UnpivotColumn:
    start = cursor.starts[cursor.position]
    value_columns = _columns(cursor, "FOR")
    cursor.expect("FOR")
    name_columns = _columns(cursor, "IN")
    values = _values(cursor)
    while cursor.kinds[cursor.position] in PREFIX:
        _pivot_column(cursor)
    return ast.UnpivotColumn(
        value_columns=value_columns,
        name_columns=name_columns,
        unpivot_values=values,
        start=start,
        end=cursor.ends[cursor.position - 1],
    )
