"""The kinds of text and the rule each one starts with. All raise ``HogQLError`` only."""

from typing import TYPE_CHECKING, TypeVar, cast

from hogql.errors import TooComplexError
from hogql.parser import grammar
from hogql.parser.cursor import Cursor
from hogql.tokens import EOF, FULL_TEMPLATE, TAG_OPEN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hogql import ast

_Tree = TypeVar("_Tree")


def parse_select(text: str, **placeholders: "ast.Expr") -> "ast.Query":
    """A whole statement. A lone open ``{placeholder}`` and a tag are answered as such."""
    return _parse(text, placeholders, _statement)


def parse_expr(text: str, **placeholders: "ast.Expr") -> "ast.Expr":
    """One expression."""
    return _parse(text, placeholders, grammar.parse_expression)


def parse_order_expr(text: str, **placeholders: "ast.Expr") -> "ast.OrderExpr":
    """One item of an ``ORDER BY``."""
    return _parse(text, placeholders, grammar.order_item)


def parse_first_order_expr(text: str) -> "ast.OrderExpr":
    """The first item of an ``ORDER BY``; what follows is left unread, as PostHog's parser does."""
    return _read(Cursor(text, {}), grammar.order_item)


def parse_program(text: str) -> "ast.Program":
    """A Hog program."""
    return _parse(text, {}, grammar.program)


def parse_template(text: str) -> "ast.Expr":
    """Free text with ``{expressions}`` in it, ``F'`` in front."""
    return _parse(text, {}, _template)


def _parse(
    text: str, placeholders: "Mapping[str, ast.Expr]", rule: "Callable[[Cursor], _Tree]"
) -> _Tree:
    cursor = Cursor(text, placeholders)
    tree = _read(cursor, rule)
    if cursor.kinds[cursor.position] != EOF:
        raise cursor.fail("the end of the query")
    return tree


def _read(cursor: Cursor, rule: "Callable[[Cursor], _Tree]") -> _Tree:
    try:
        return rule(cursor)
    except RecursionError as error:
        raise TooComplexError(
            "This query is nested too deeply.", fix="Name parts of it with WITH."
        ) from error


def _statement(cursor: Cursor) -> "ast.Query":
    if cursor.kinds[cursor.position] == TAG_OPEN:
        found: ast.Expr = grammar.tag(cursor)
    else:
        found = grammar.query(cursor)
    cursor.take(";")
    return cast("ast.Query", found)


def _template(cursor: Cursor) -> "ast.Expr":
    if cursor.kinds[cursor.position] != FULL_TEMPLATE:
        raise cursor.fail("F' before the text")
    return grammar.template(cursor)
