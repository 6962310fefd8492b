"""The one function, with the rules of every family of nodes loaded."""

from typing import TYPE_CHECKING

from hogql.canonical import calls, expressions, programs, queries, tables, tags
from hogql.canonical.text import render

if TYPE_CHECKING:
    from hogql.ast import Node

FAMILIES = (calls, expressions, programs, queries, tables, tags)
"""The modules whose rules ``render`` knows; importing one registers its rules."""


def to_hogql(node: "Node") -> str:
    """The text of a tree: a statement, an expression, an ORDER BY item or a program."""
    return queries.statement_text(node) or render(node).text
