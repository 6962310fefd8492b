"""FROM: tables, sub-queries, common tables and how they join (hogql 5.9, 7.1.8).

events AS e  -> TableSource (guarded later)     (SELECT ...) AS q    -> QuerySource
a JOIN (b JOIN c ON ..) ON ..  -> the brackets become a sub-select; b and c are read through it
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.errors import UnsupportedSyntaxError
from hogql.plan.queries import CommonTable, Join, Select
from hogql.plan.sources import InnerSource, QuerySource
from hogql.resolver.joins.constraints import Added, resolve_constraint
from hogql.resolver.joins.samples import sample
from hogql.resolver.joins.turns import turned
from hogql.resolver.joins.values import values_query
from hogql.resolver.outputs import name_outputs
from hogql.resolver.reach.names import read_through
from hogql.resolver.reach.paths import joins_through
from hogql.resolver.scope import Scope, at, free_name
from hogql.resolver.tables.named import named_source, query_source

if TYPE_CHECKING:
    from hogql.plan.queries import Query
    from hogql.plan.sources import Source

MAX_JOINS: Final = 32
_KINDS: Final = frozenset({"INNER", "LEFT", "RIGHT", "FULL", "CROSS"})
_STRICT: Final = frozenset({"ANY", "ALL", "ASOF", "SEMI", "ANTI"})
_IMPOSSIBLE: Final = frozenset(
    {("FULL", "ANY"), ("RIGHT", "ASOF"), ("FULL", "ASOF"), ("FULL", "SEMI"), ("FULL", "ANTI")}
)
"""Joins that ClickHouse has no form for."""


def resolve_from(node: ast.JoinExpr, scope: Scope) -> list[Join]:
    """The sources of a FROM, each with the condition that joins it to those before."""
    links = _links(node)
    if len(links) > MAX_JOINS:
        raise at(links[MAX_JOINS], f"A query may join at most {MAX_JOINS} tables")
    return _chain(links, scope)


def _links(node: ast.JoinExpr) -> list[ast.JoinExpr]:
    found: list[ast.JoinExpr] = []
    current: ast.JoinExpr | None = node
    while current is not None:
        found.append(current)
        current = current.next_join
    return found


def _chain(links: list[ast.JoinExpr], scope: Scope) -> list[Join]:
    joins = [_first(links[0], scope)]
    place = 1
    while place < len(links):
        inside = links[place].nested
        if inside or joins_through(links[place], _name_of(links[place]), scope.state.context):
            joins.append(_brackets(links[place : place + inside + 1], scope))
        else:
            joins.append(_join(links[place], scope))
        place += inside + 1
    return joins


def _first(node: ast.JoinExpr, scope: Scope) -> Join:
    name = _name_of(node)
    scope.sources[name] = source = _source(node, name, scope)
    return Join(source=source)


def _join(node: ast.JoinExpr, scope: Scope) -> Join:
    name = _name_of(node)
    kind = _kind(node)
    source = _source(node, name, scope)
    return _joined(node, kind, source, Added({name: source}, {}), scope)


def _joined(
    node: ast.JoinExpr,
    kind: str,
    source: "Source",
    added: Added,
    scope: Scope,
) -> Join:
    """``source`` joined to what the scope has already; ``added`` is what it brings to the scope."""
    on = None
    if node.constraint is not None:
        on = resolve_constraint(node.constraint, kind, source, added, scope)
    elif kind != "CROSS JOIN":
        raise at(node, "A join needs ON or USING", "Write CROSS JOIN for all pairs")
    scope.sources.update(added.named)
    scope.merged.update({n: v for n, v in added.merged.items() if n not in scope.merged})
    return Join(source=source, kind=kind, on=on)


def _brackets(links: list[ast.JoinExpr], scope: Scope) -> Join:
    """A chain of joins in brackets as one source, whose columns are added as they are read."""
    first = links[0]
    inner = Scope(state=scope.state, parent=scope)
    select = Select()
    scope.state.selects.append(select)
    select.joins = _chain(links, inner)
    group = QuerySource(alias=_own_alias(first, scope), query=select)
    named: dict[str, InnerSource] = {}
    for name, source in inner.sources.items():
        if name in scope.sources:
            scope.table_alias(name, first)
        named[name] = InnerSource(group=group, source=source)
    merged = {name: read_through(node, group) for name, node in inner.merged.items()}
    return _joined(first, _kind(first), group, Added(named, merged), scope)


def _kind(node: ast.JoinExpr) -> str:
    if node.is_natural:
        raise _refuse("NATURAL JOIN is not supported", node, "Write USING (a, b)")
    words = [word for word in (node.join_type or "").upper().split() if word not in _FILLING]
    kinds = [word for word in words if word in _KINDS]
    strict = [word for word in words if word in _STRICT]
    if len(kinds) + len(strict) != len(words) or len(kinds) > 1 or len(strict) > 1:
        raise _refuse(f"Unsupported join: {node.join_type}", node)
    how = strict[0] if strict else ""
    kind = kinds[0] if kinds else "LEFT" if how in {"SEMI", "ANTI"} else "INNER"
    if (kind, how) in _IMPOSSIBLE:
        raise _refuse(f"Unsupported join: {node.join_type}", node, "Use LEFT or INNER")
    return f"{kind} {how} JOIN" if how else f"{kind} JOIN"


_FILLING: Final = frozenset({"JOIN", "OUTER"})


def _refuse(message: str, node: ast.Node, fix: str | None = None) -> UnsupportedSyntaxError:
    return UnsupportedSyntaxError(message, start=node.start, end=node.end, fix=fix)


def _name_of(node: ast.JoinExpr) -> str:
    if node.alias is not None:
        return node.alias
    if isinstance(node.table, ast.Field):
        return node.table.chain[-1]
    return f"{id(node)}"


def _source(node: ast.JoinExpr, name: str, scope: Scope) -> "Source":
    if node.table_final:
        message = "The FINAL keyword is not supported in HogQL as it causes slow queries"
        raise _refuse(message, node)
    if node.lost_alias is not None:
        is_format = node.lost_alias.upper() == "FORMAT"
        message = "FORMAT is not supported" if is_format else "A table takes one alias"
        raise _refuse(message, node)
    alias = _alias(node, name, scope)
    source = _opened(node, alias, scope)
    return source if node.sample is None else sample(node.sample, source)


def _opened(node: ast.JoinExpr, alias: str, scope: Scope) -> "Source":
    if isinstance(node.table, ast.Field):
        if node.column_aliases and not isinstance(_common(node.table, scope), CommonTable):
            return _opened(_with_star(node, node.table), alias, scope)
        return named_source(node, node.table, alias, scope)
    query = _query(node, scope)
    name_outputs(query)
    return query_source(node, QuerySource(alias=alias, query=query))


def _common(table: ast.Field, scope: Scope) -> object:
    return scope.find_common(table.chain[0]) if len(table.chain) == 1 else None


def _with_star(node: ast.JoinExpr, table: ast.Field) -> ast.JoinExpr:
    """``t AS a (x, y)`` as ``(SELECT * FROM t) AS a (x, y)``: the star's columns get the names."""
    inner = ast.JoinExpr(table=table, table_args=node.table_args, start=node.start, end=node.end)
    star = ast.Field(chain=("*",), start=node.start, end=node.end)
    query = ast.SelectQuery(select=(star,), select_from=inner, start=node.start, end=node.end)
    return replace(node, table=query, table_args=None)


def _query(node: ast.JoinExpr, scope: Scope) -> "Query":
    match node.table:
        case ast.SelectQuery() | ast.SelectSetQuery():
            return scope.state.resolve_query(node.table, scope)
        case ast.ValuesQuery():
            return values_query(node.table, scope)
        case ast.PivotExpr() | ast.UnpivotExpr():
            return turned(node.table, scope, resolve_from)
        case ast.HogQLXTag():
            raise _refuse("A tag can not be a table", node.table)
        case None:
            raise at(node, "FROM needs a table")
        case _:
            scope.resolve(node.table)
            raise at(node, "FROM needs a table")


def _alias(node: ast.JoinExpr, name: str, scope: Scope) -> str:
    if node.alias is None and not isinstance(node.table, ast.Field):
        return _own_alias(node, scope)
    return scope.table_alias(name, node)


def _own_alias(node: ast.JoinExpr, scope: Scope) -> str:
    """A name for a source that the author gave none, which stands nowhere in the text."""
    taken = {*scope.sources, *scope.state.named}
    return scope.table_alias(free_name(f"q{len(scope.sources)}", taken), node)
