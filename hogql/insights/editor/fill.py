"""Placeholders of a text that is being written: what has a value gets it, the rest stays a hole.

tree, HogQLMetadata  ->  tree in which the compiler refuses only holes that nobody will fill
"""

from typing import TYPE_CHECKING

from hogql.insights.sql.build import VARIABLES, constant, variable_value
from hogql.insights.sql.filters import FILTERS, fill_filters
from hogql.placeholders import fill_placeholders, find_placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hogql import ast
    from hogql.insights.context import InsightContext
    from hogql.insights.editor.models import HogQLMetadata


def fill_known(tree: "ast.Node", request: "HogQLMetadata", context: "InsightContext") -> "ast.Node":
    """The tree with every placeholder filled that has a value."""
    if FILTERS in find_placeholders(tree) and FILTERS not in (request.globals or {}):
        tree = fill_filters(tree, request.filters, context)
    return fill_placeholders(tree, dict(_values(tree, request, context)))


def _values(
    tree: "ast.Node", request: "HogQLMetadata", context: "InsightContext"
) -> "Iterator[tuple[str, ast.Expr]]":
    given = request.globals or {}
    for name in find_placeholders(tree):
        code_name = name.removeprefix(VARIABLES)
        if name in given:
            yield name, constant(given[name])
        elif name != code_name:
            value = variable_value(code_name, request.variables, context.variables)
            if value is not None:
                yield name, value
