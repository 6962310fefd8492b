"""Which words of a text are keywords: those that leave no trace in its tree.

Nearly every keyword of HogQL may be a name, and only the grammar knows which one it is. So each
such word is given a mark for its value, the tokens are parsed, and every mark that is in the tree
was read as a name.
"""

import re
from typing import TYPE_CHECKING, Final

from hogql.ast import field_names, walk
from hogql.parser import grammar
from hogql.parser.cursor import Cursor
from hogql.tokens import KEYWORDS, TAG_OPEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hogql.ast import Node

_WORDS: Final = frozenset(KEYWORDS.values())
_MARK: Final = re.compile("\x01(\\d+)\x02")


def keyword_places(text: str, kind: str) -> frozenset[int]:
    """The places, in the tokens of a text that parses as ``kind``, of words that are syntax."""
    cursor = Cursor(text, {})
    words = [place for place, found in enumerate(cursor.kinds) if found in _WORDS]
    for place in words:
        cursor.values[place] = f"\x01{place}\x02"
    names = {int(mark) for value in _texts(_parse(cursor, kind)) for mark in _MARK.findall(value)}
    return frozenset(words) - names


def _parse(cursor: Cursor, kind: str) -> "Node":
    if kind == "expr":
        return grammar.parse_expression(cursor)
    if kind == "order":
        return grammar.order_item(cursor)
    is_tag = cursor.kinds[0] == TAG_OPEN
    return grammar.tag(cursor) if is_tag else grammar.query(cursor)


def _texts(tree: "Node") -> "Iterator[str]":
    """Every text in the fields of every node."""
    for node in walk(tree):
        values: list[object] = [getattr(node, name) for name in field_names(type(node))]
        while values:
            value = values.pop()
            if isinstance(value, str):
                yield value
            elif isinstance(value, tuple):
                values.extend(value)
