"""What follows an expression without a space: ``.name``, ``[index]``, ``(arguments)``, ``::type``.

Source: hogql 4.9 to 4.15.
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.parser.operators import sugar
from hogql.parser.pratt import (
    continue_query,
    parse_expression,
    parse_list,
    parse_query,
    starts_query,
)
from hogql.tokens import CAST_TYPES, DECIMAL, NAMES

if TYPE_CHECKING:
    from hogql.parser.cursor import Cursor


def dot(cursor: "Cursor", left: ast.Expr, start: int) -> ast.Expr | None:
    """``left.name`` and ``left.1``."""
    cursor.position += 1
    return _member(cursor, left, start, nullish=False)


def nullish_dot(cursor: "Cursor", left: ast.Expr, start: int) -> ast.Expr | None:
    """``left?.name``, ``left?.1`` and ``left?.[index]``."""
    cursor.position += 1
    if not cursor.take("["):
        return _member(cursor, left, start, nullish=True)
    index = parse_expression(cursor)
    cursor.expect("]")
    end = cursor.ends[cursor.position - 1]
    return ast.ArrayAccess(array=left, property=index, nullish=True, start=start, end=end)


_LARGEST: Final = 2**63 - 1


def _member(cursor: "Cursor", left: ast.Expr, start: int, *, nullish: bool) -> ast.Expr:
    position = cursor.position
    kind, value, end = cursor.kinds[position], cursor.values[position], cursor.ends[position]
    if kind == DECIMAL:
        if int(value) > _LARGEST:
            raise cursor.error("No tuple has so many items.")
        cursor.position = position + 1
        return ast.TupleAccess(tuple=left, index=int(value), nullish=nullish, start=start, end=end)
    if kind not in NAMES:
        raise cursor.fail("a property name or a position")
    cursor.position = position + 1
    name = ast.Constant(value=value, start=cursor.starts[position], end=end)
    return ast.ArrayAccess(array=left, property=name, nullish=nullish, start=start, end=end)


def bracket(cursor: "Cursor", left: ast.Expr, start: int) -> ast.Expr | None:
    """``left[index]`` and ``left[from:to]``."""
    cursor.position += 1
    first = None if cursor.kinds[cursor.position] == ":" else parse_expression(cursor)
    if first is not None and cursor.take("]"):
        end = cursor.ends[cursor.position - 1]
        return ast.ArrayAccess(array=left, property=first, start=start, end=end)
    cursor.expect(":", "']'")
    last = None if cursor.kinds[cursor.position] == "]" else parse_expression(cursor)
    cursor.expect("]")
    end = cursor.ends[cursor.position - 1]
    return ast.ArraySlice(array=left, start_expr=first, end_expr=last, start=start, end=end)


def call(cursor: "Cursor", left: ast.Expr, start: int) -> ast.Expr | None:
    """``(left)(arguments)``: parsed so that the compiler can say why it is not possible."""
    cursor.position += 1
    first, is_query = argument_query(cursor)
    args: tuple[ast.Expr, ...] = (first,) if first is not None else ()
    if is_query and isinstance(left, ast.Field) and len(left.chain) == 1:
        return sugar(cursor, left.chain[0], args, start)
    if not is_query and (first is None or cursor.take(",")):
        args += parse_list(cursor, ")")
    elif not is_query:
        cursor.expect(")", "',' or ')'")
    return ast.ExprCall(expr=left, args=args, start=start, end=cursor.ends[cursor.position - 1])


def argument_query(cursor: "Cursor") -> tuple[ast.Expr | None, bool]:
    """The query of ``f(SELECT ...)`` with its closing bracket, and true.

    Or the first argument, when it stands in brackets and is none, and false; or nothing.
    """
    start = cursor.starts[cursor.position]
    if cursor.kinds[cursor.position] in _MAY_BE_QUERY:
        first = parse_expression(cursor)
        if cursor.kinds[cursor.position] not in _GOES_ON or not isinstance(first, _QUERIES):
            return first, False
        query = continue_query(cursor, first, start)
    elif starts_query(cursor, cursor.position):
        query = parse_query(cursor)
    else:
        return None, False
    cursor.expect(")")
    return query, True


_MAY_BE_QUERY: Final = frozenset({"(", "{"})
_GOES_ON: Final = frozenset({"UNION", "INTERSECT", "EXCEPT", "LIMIT", "OFFSET"})
_QUERIES: Final = (ast.SelectQuery, ast.SelectSetQuery, ast.Placeholder)


def cast(cursor: "Cursor", left: ast.Expr, start: int) -> ast.Expr | None:
    """``left::type``; only simple type names, brackets after one would be a call."""
    cursor.position += 1
    position = cursor.position
    if cursor.kinds[position] not in CAST_TYPES:
        raise cursor.fail("a type name", fix="Use CAST(x AS type) for a type with brackets.")
    cursor.position = position + 1
    name = cursor.values[position].lower()
    for words in _TIME_ZONES:
        if cursor.take_words(*words):
            name = " ".join([name, *words]).lower()
            break
    end = cursor.ends[cursor.position - 1]
    return ast.TypeCast(expr=left, type_name=name, start=start, end=end)


_TIME_ZONES: Final = (("WITH", "TIME", "ZONE"), ("WITH", "LOCAL", "TIME", "ZONE"))
