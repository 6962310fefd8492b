"""Lambdas: the names before an arrow and the expression or block behind it.

Source: hogql 4.12. As in the published parser a lambda takes every bare name before its arrow:
``f(a, x -> x)`` has one argument, a lambda of ``a`` and ``x``.
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.parser.either import either
from hogql.parser.pratt import parse_expression
from hogql.tokens import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.parser.cursor import Cursor


def lambda_names(cursor: "Cursor", position: int, *ending: str) -> tuple[str, ...] | None:
    """The names from ``position`` to ``ending``, and the cursor behind it; ``None`` otherwise."""
    kinds, values = cursor.kinds, cursor.values
    names: list[str] = []
    while kinds[position] in NAMES:
        names.append(values[position])
        position += 1
        if kinds[position] != ",":
            break
        position += 1
    behind = position + len(ending)
    if not names or tuple(kinds[position:behind]) != ending:
        return None
    cursor.position = behind
    return tuple(names)


def lambda_body(cursor: "Cursor", names: tuple[str, ...], start: int) -> ast.Expr:
    """The expression or block behind an arrow."""
    is_open = cursor.kinds[cursor.position] == "{"
    body = either(cursor, parse_expression, BLOCKS[0]) if is_open else parse_expression(cursor)
    return ast.Lambda(args=names, expr=body, start=start, end=cursor.ends[cursor.position - 1])


BLOCKS: Final[list["Callable[[Cursor], ast.Block]"]] = []
"""The rule of blocks in Hog programs; one element once the grammar is put together."""
