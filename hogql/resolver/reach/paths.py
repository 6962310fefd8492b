"""Chains of names that lead through tables, told apart before they are read.

person['properties']['plan']     person is a table: the same as person.properties.plan
JOIN persons p ON p.pdi.id = ..  the condition needs more than p: p is read through brackets
"""

from typing import TYPE_CHECKING

from hogql import ast
from hogql.plan.sources import InnerSource, NumbersSource
from hogql.resolver.reach.fields import group_field, has_field
from hogql.schema.columns import Expression, LazyJoin, Nested, Traverser
from hogql.schema.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hogql.context import Context
    from hogql.plan.sources import Named
    from hogql.resolver.scope import Scope
    from hogql.schema.columns import Field, VirtualTable


def ends_at_table(chain: tuple[str, ...], scope: "Scope") -> bool:
    """Whether a chain of names stands for a table and not for a value."""
    return star_of(chain, scope) is not None


def star_of(chain: tuple[str, ...], scope: "Scope") -> tuple[str, ...] | None:
    """The columns that a star gives for the table at the end of a chain; None when it is none."""
    head, *rest = chain
    if head in scope.locals or head in scope.aliases:
        return None
    source = scope.sources.get(head)
    if source is None:
        rest = [head, *rest]
        context = scope.state.context
        source = next((s for s in scope.sources.values() if has_field(s, head, context)), None)
    table = None if source is None else _table_of(source)
    return None if table is None else _follow(table, rest, scope.state.context)


def _table_of(source: "Named") -> "VirtualTable | None":
    if isinstance(source, InnerSource):
        return _table_of(source.source)
    return None if isinstance(source, NumbersSource) else source.table


def _follow(
    table: "VirtualTable", chain: "Iterable[str]", context: "Context"
) -> tuple[str, ...] | None:
    fields, star = table.fields, table.star
    steps = [*chain]
    while steps:
        name = steps.pop(0)
        found = fields.get(name) or fields.get(group_field(name, fields, context) or "")
        if isinstance(found, Traverser):
            fields, steps = table.fields, [*found.chain, *steps]
        elif isinstance(found, LazyJoin):
            table = TABLES[found.table]
            fields, star = {**table.fields, **found.own}, table.star
        elif isinstance(found, Nested):
            fields, star = found.fields, tuple(found.fields)
        else:
            return None
    return star


def joins_through(node: "ast.JoinExpr", name: str, context: "Context") -> bool:
    """Whether the condition of a join reads through the joined table into further ones."""
    table = node.table
    if node.constraint is None or not isinstance(table, ast.Field):
        return False
    known = TABLES.get(".".join(table.chain))
    return known is not None and any(
        _is_lazy(part.chain[1], known.fields, context)
        for part in ast.walk(node.constraint.expr)
        if isinstance(part, ast.Field) and len(part.chain) > 1 and part.chain[0] == name
    )


def _is_lazy(name: str, fields: "Mapping[str, Field]", context: "Context") -> bool:
    found = fields.get(name) or fields.get(group_field(name, fields, context) or "")
    return isinstance(found, LazyJoin | Expression | Traverser)
