"""The schema's HogQL texts, parsed when a query first needs them and then kept."""

from functools import lru_cache
from typing import TYPE_CHECKING

from hogql.parser import parse_expr

if TYPE_CHECKING:
    from hogql import ast


@lru_cache(maxsize=512)
def parsed(text: str) -> "ast.Node":
    """The tree of a text of ours; trees are never changed, so all queries may share it."""
    return parse_expr(text)
