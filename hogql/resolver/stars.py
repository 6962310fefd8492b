"""``*`` and its relatives as lists of columns (hogql 4.16).

*  ·  events.*  ·  * EXCLUDE (a)  ·  (* REPLACE (e AS a))  ·  COLUMNS(a, b)  ·  COLUMNS('re')
"""

import re
from typing import TYPE_CHECKING

from hogql import ast
from hogql.plan.queries import Column
from hogql.plan.sources import QuerySource, TableSource
from hogql.resolver.names import read_from
from hogql.resolver.scope import at

if TYPE_CHECKING:
    from hogql.plan.sources import Source
    from hogql.resolver.scope import Scope


def expand_star(node: ast.Field, scope: "Scope") -> list[Column]:
    """The columns of ``*`` or of ``table.*``."""
    return _columns(node.chain[:-1], node, scope)


def _columns(qualifier: tuple[str, ...], node: ast.Node, scope: "Scope") -> list[Column]:
    if len(qualifier) > 1:
        raise at(node, "A star needs the name of a table")
    if qualifier and qualifier[0] not in scope.sources:
        raise at(node, f"Unknown table `{qualifier[0]}`.")
    if not scope.sources:
        raise at(node, "A star needs a table to select from")
    sources = [scope.sources[qualifier[0]]] if qualifier else list(scope.sources.values())
    return [
        Column(name=name, expr=read_from(source, (name,), scope, ast.Field(chain=(name,))))
        for source in sources
        for name in names_of(source)
    ]


def names_of(source: "Source") -> tuple[str, ...]:
    """The columns that a star gives for a source."""
    if isinstance(source, TableSource):
        return source.table.star
    if isinstance(source, QuerySource):
        return tuple(source.columns)
    return ("number",)


def expand_columns(node: ast.ColumnsExpr, scope: "Scope") -> list[Column]:
    """The columns of a ``COLUMNS(...)`` or of a star with exceptions."""
    if node.columns is not None:
        return [column for item in node.columns for column in _item(item, scope)]
    found = _columns(node.qualifier or (), node, scope)
    if node.regex is not None:
        pattern = _pattern(node.regex, node)
        return [column for column in found if pattern.search(column.name)]
    for name in node.exclude or ():
        if all(column.name != name for column in found):
            raise at(node, f"Field not found: {name}")
    excluded = frozenset(node.exclude or ())
    found = [column for column in found if column.name not in excluded]
    replaced = {name: scope.resolve(expr) for name, expr in node.replace or ()}
    for column in found:
        column.expr = replaced.get(column.name, column.expr)
    return found


def _pattern(regex: str, node: ast.Node) -> re.Pattern[str]:
    # Python's engine backtracks: no groups under a quantifier, and few quantifiers.
    if len(regex) > 200 or len(re.findall(r"[*+?{]", regex)) > 2 or re.search(r"\\)[*+?{]", regex):
        raise at(node, "The pattern of COLUMNS is too complex")
    try:
        return re.compile(regex)
    except re.error as error:
        raise at(node, "COLUMNS needs a regular expression") from error


def _item(node: ast.Node, scope: "Scope") -> list[Column]:
    if isinstance(node, ast.ColumnsExpr):
        return expand_columns(node, scope)
    if isinstance(node, ast.Field):
        if node.chain[-1] == "*":
            return expand_star(node, scope)
        return [Column(name=node.chain[-1], expr=scope.resolve(node))]
    raise at(node, "COLUMNS takes names of columns")
