"""``*`` and its relatives as lists of columns (hogql 4.16).

*  ·  events.*  ·  * EXCLUDE (a)  ·  (* REPLACE (e AS a))  ·  COLUMNS(a, b)  ·  COLUMNS('re')
"""

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from hogql import ast
from hogql.plan.queries import Column
from hogql.plan.sources import InnerSource, NumbersSource
from hogql.resolver.reach.names import read_from
from hogql.resolver.reach.paths import star_of
from hogql.resolver.scope import at

if TYPE_CHECKING:
    from hogql.plan.nodes import Node
    from hogql.plan.sources import Named
    from hogql.resolver.scope import Scope


def expand_star(node: ast.Field, scope: "Scope") -> list[Column]:
    """The columns of ``*`` or of ``table.*``."""
    return _columns(node.chain[:-1], node, scope)


def _columns(qualifier: tuple[str, ...], node: ast.Node, scope: "Scope") -> list[Column]:
    if len(qualifier) > 1 or (qualifier and qualifier[0] not in scope.sources):
        return _columns_through(qualifier, node, scope)
    if not scope.sources:
        raise at(node, "A star needs a table to select from")
    if qualifier:
        return _columns_of(scope.sources[qualifier[0]], scope)
    found = [_columns_of(source, scope) for source in scope.sources.values()]
    return _merge([column for columns in found for column in columns], scope)


def _columns_through(qualifier: tuple[str, ...], node: ast.Node, scope: "Scope") -> list[Column]:
    """The columns of ``person.*``: of a table reached through another one."""
    names = star_of(qualifier, scope) if scope.sources else None
    if names is None:
        raise at(node, f"Unknown table `{'.'.join(qualifier)}`.")
    fields = [ast.Field(chain=(*qualifier, name), start=node.start, end=node.end) for name in names]
    return [Column(name=field.chain[-1], expr=scope.resolve(field)) for field in fields]


def _columns_of(source: "Named", scope: "Scope") -> list[Column]:
    return [
        Column(name=name, expr=read_from(source, (name,), scope, ast.Field(chain=(name,))))
        for name in names_of(source)
    ]


def _merge(columns: list[Column], scope: "Scope") -> list[Column]:
    """The columns with each one that a USING names only once, where it comes first."""
    found: list[Column] = []
    seen: set[str] = set()
    for column in columns:
        merged = scope.merged.get(column.name)
        if merged is None:
            found.append(column)
        elif column.name not in seen:
            seen.add(column.name)
            found.append(Column(name=column.name, expr=merged))
    return found


def names_of(source: "Named") -> tuple[str, ...]:
    """The columns that a star gives for a source."""
    if isinstance(source, InnerSource):
        return names_of(source.source)
    if isinstance(source, NumbersSource):
        return ("number",)
    return source.table.star if source.table is not None else tuple(source.columns)


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
    for name, expr in node.replace or ():
        places = [column for column in found if column.name == name]
        if not places:
            raise at(expr, f"Field not found: {name}")
        before = scope.aggregates
        for column in places:
            column.expr = scope.resolve(expr)
            column.is_aggregate = scope.aggregates > before
    return found


def expand_all(nodes: tuple[ast.Node, ...], scope: "Scope") -> list["Node"]:
    """The values of a list, in which a star or ``*COLUMNS(...)`` stands for several."""
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, ast.Field) and node.chain[-1] == "*":
            found.extend(column.expr for column in expand_star(node, scope))
        elif isinstance(node, ast.SpreadExpr) and isinstance(node.expr, ast.ColumnsExpr):
            found.extend(column.expr for column in expand_columns(node.expr, scope))
        else:
            found.append(scope.resolve(node))
    return found


def spread_arguments(node: ast.Call, scope: "Scope") -> ast.Call:
    """``f(*COLUMNS(...))`` as a call with one argument for each column."""
    if not any(isinstance(arg, ast.SpreadExpr) for arg in node.args):
        return node
    args: list[ast.Node] = []
    for arg in node.args:
        if isinstance(arg, ast.SpreadExpr) and isinstance(arg.expr, ast.ColumnsExpr):
            for column in expand_columns(arg.expr, scope):
                # No text can hold this name, so it stands for nothing but the column.
                name = f"*{len(scope.locals)}"
                scope.locals = {**scope.locals, name: column.expr}
                args.append(ast.Field(chain=(name,), start=arg.start, end=arg.end))
        else:
            args.append(arg)
    return replace(node, args=tuple(args))


def resolve_positional(node: ast.PositionalRef, scope: "Scope") -> "Node":
    """``#2``: the second column of what FROM reads, as a star would list it."""
    columns = _columns((), node, scope)
    if not 1 <= node.index <= len(columns):
        raise at(node, f"There is no column number {node.index} to select from")
    return columns[node.index - 1].expr


def _pattern(regex: str, node: ast.Node) -> re.Pattern[str]:
    # Python's engine backtracks: no groups under a quantifier, and few quantifiers.
    if len(regex) > 200 or len(re.findall(r"[*+?{]", regex)) > 2 or re.search(r"\)[*+?{]", regex):
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
