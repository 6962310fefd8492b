"""The one function of the formatter. Its promise: the tokens are those of the text it was given.

text  ->  parse (errors)  ->  pieces  ->  nested blocks  ->  document  ->  lines
"""

from typing import TYPE_CHECKING, Final

from hogql.errors import QueryError
from hogql.format.expressions import lay_list
from hogql.format.layout import concat, lay_out
from hogql.format.nesting import nest_pieces
from hogql.format.pieces import read_pieces
from hogql.format.queries import is_query, lay_query
from hogql.lexer import tokenize
from hogql.parser import parse_expr, parse_order_expr, parse_select
from hogql.tokens import KEYWORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hogql.ast import Node
    from hogql.lexer import Tokens

_WORDS: Final = frozenset(KEYWORDS.values())
_PARSERS: Final["Mapping[str, Callable[[str], Node]]"] = {
    "select": parse_select,
    "expr": parse_expr,
    "order": parse_order_expr,
}


def format_hogql(text: str, *, kind: str = "select") -> str:
    """The text laid out; HogQLError when it is not HogQL of this ``kind``."""
    parse = _PARSERS.get(kind)
    if parse is None:
        raise QueryError(f"A text of kind {kind} can not be formatted.")
    parse(text)
    tokens = tokenize(text)
    *pieces, end = read_pieces(text, tokens, kind)
    items = nest_pieces(pieces)
    doc = lay_query(items) if is_query(items) else lay_list(items)
    formatted = lay_out(concat([doc, end]))
    if _essence(tokenize(formatted)) != _essence(tokens):
        message = "This text can not be laid out without changing what it says."
        raise QueryError(message, fix="Leave it as it is.")
    return formatted


def _essence(tokens: "Tokens") -> list[tuple[str, str]]:
    """What a text says: its tokens, in capitals where they may be keywords."""
    pairs = zip(tokens.kinds, tokens.values, strict=True)
    return [(kind, value.upper() if kind in _WORDS else value) for kind, value in pairs]
