"""Lambdas: the names before an arrow and the expression or block behind it.

Source: hogql 4.12. As in the published parser a lambda takes every bare name before its arrow:
``f(a, x -> x)`` has one argument, a lambda of ``a`` and ``x``.
"""

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from hogql import ast
from hogql.parser.pratt import parse_expression
from hogql.tokens import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.parser.cursor import Cursor


def lambda_names(cursor: "Cursor", position: int) -> tuple[str, ...] | None:
    """The names from ``position`` to an arrow, and the cursor behind it; ``None`` without one."""
    kinds, values = cursor.kinds, cursor.values
    names: list[str] = []
    while kinds[position] in NAMES:
        names.append(values[position])
        position += 1
        if kinds[position] != ",":
            break
        position += 1
    if not names or kinds[position] != "->":
        return None
    cursor.position = position + 1
    return tuple(names)


def lambda_body(cursor: "Cursor", names: tuple[str, ...], start: int) -> ast.Expr:
    """The expression or block behind an arrow."""
    is_block = cursor.kinds[cursor.position] == "{" and BLOCKS[0].is_block(cursor)
    body = BLOCKS[0].block(cursor) if is_block else parse_expression(cursor)
    return ast.Lambda(args=names, expr=body, start=start, end=cursor.ends[cursor.position - 1])


class Blocks(Struct, frozen=True, kw_only=True):
    """The two rules of Hog programs that a lambda needs; ``grammar`` fills them in."""

    is_block: "Callable[[Cursor], bool]"
    block: "Callable[[Cursor], ast.Block]"


BLOCKS: Final[list[Blocks]] = []
