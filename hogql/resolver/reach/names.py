"""Dotted names: which source, alias, argument or common expression is meant (hogql 5.12).

argument of a lambda > table.column > alias > column of the only source that has it > WITH
"""

from typing import TYPE_CHECKING, Final

from hogql.errors import HogQLError, ResolutionError
from hogql.plan.nodes import (
    AliasRef,
    Column,
    Local,
    MapValue,
    Node,
    Output,
    PersonOutput,
    Property,
    Value,
    WindowCall,
)
from hogql.plan.queries import Select
from hogql.plan.sources import InnerSource, NumbersSource, QuerySource
from hogql.resolver.closest import perhaps
from hogql.resolver.literals import UNFOLDED
from hogql.resolver.reach.access import find_output, follow, hand_out
from hogql.resolver.reach.fields import has_field, not_found, read_field
from hogql.resolver.scope import ColumnExpression, at
from hogql.types import INT, PERSON

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hogql import ast
    from hogql.plan.sources import Named
    from hogql.resolver.scope import Scope

PLAIN: Final = (Column, MapValue, Property, Output, Local)
"""A name for one of these is replaced by it, so that bounds and bare comparisons see it."""

NOT_IN_WHERE: Final = frozenset({"WHERE", "GROUP BY"})
NO_WINDOW_IN: Final = frozenset({"WHERE", "GROUP BY", "HAVING", "ON", "ARRAY JOIN", "VALUES"})


def resolve_field(node: "ast.Field", scope: "Scope") -> Node:
    """The value that a dotted name stands for."""
    head, *rest = node.chain
    local = scope.locals.get(head)
    if local is not None:
        return follow(local, tuple(rest), scope, node)
    source = scope.sources.get(head) if rest else None
    if source is not None:
        return read_from(source, tuple(rest), scope, node)
    if head in scope.aliases:
        return follow(_alias(head, scope, node), tuple(rest), scope, node)
    if head in scope.merged:
        return follow(scope.merged[head], tuple(rest), scope, node)
    found = [item for item in scope.sources.values() if has_field(item, head, scope.state.context)]
    if len(found) > 1:
        raise at(node, f"Ambiguous query. Found multiple sources for field: {head}")
    if found:
        return read_from(found[0], node.chain, scope, node)
    common = scope.find_common(head)
    if isinstance(common, ColumnExpression):
        scope.state.count_expansion()
        return follow(scope.resolve(common.expr), tuple(rest), scope, node)
    raise unknown_field(head, scope, node)


def _alias(name: str, scope: "Scope", node: "ast.Field") -> Node:
    known = scope.aliases[name]
    if isinstance(known.target, WindowCall):
        check_window(scope.clause, node)
    if known.is_aggregate:
        if scope.clause in NOT_IN_WHERE:
            message = f"`{name}` is an aggregate and can not be used in {scope.clause}"
            raise at(node, message, "Move the condition to HAVING")
        if scope.inside_aggregate:
            message = f"Aggregation `{name}` cannot be nested inside another aggregation"
            raise at(node, f"{message} '{scope.inside_aggregate}'.")
    if known.target.type.kind in UNFOLDED or isinstance(known.target, PLAIN):
        return known.target
    return AliasRef(known.target.type, known.target, name)


def check_window(clause: str, node: "ast.Node") -> None:
    """Refuse a window function where the rows of its window are not known yet."""
    if clause in NO_WINDOW_IN:
        message = f"A window function can not be used in {clause}"
        raise at(node, message, "Move the condition to QUALIFY")


def read_from(source: "Named", chain: tuple[str, ...], scope: "Scope", node: "ast.Field") -> Node:
    """The value of a column of one source, and what the rest of the name reaches inside it."""
    if isinstance(source, InnerSource):
        return read_through(read_from(source.source, chain, scope, node), source.group)
    if isinstance(source, NumbersSource):
        if chain[0] != "number":
            raise at(node, f"Field not found: {chain[0]}")
        return follow(Output(INT, source, "number"), chain[1:], scope, node)
    if source.table is not None:
        found, rest = read_field(source, source.table.fields, chain, node, scope)
        return follow(found, rest, scope, node)
    output = find_output(source, chain[0])
    if output is None:
        raise not_found(chain[0], source.columns, node)
    if output.type.kind == "person":
        return follow(PersonOutput(PERSON, source, output.name), chain[1:], scope, node)
    return follow(output, chain[1:], scope, node)


def read_through(node: Node, group: QuerySource) -> Node:
    """A value of a bracket's sources, outside of the brackets."""
    if isinstance(node, Value) or not isinstance(group.query, Select):
        return node
    name = hand_out(group.query, node)
    is_person = node.type.kind == "person"
    return PersonOutput(PERSON, group, name) if is_person else Output(node.type, group, name)


def names_in(source: "Named") -> "Iterable[str]":
    """Every name that a source knows."""
    if isinstance(source, InnerSource):
        return names_in(source.source)
    if isinstance(source, NumbersSource):
        return ("number",)
    return source.table.fields if source.table is not None else source.columns


def unknown_field(name: str, scope: "Scope", node: "ast.Field") -> HogQLError:
    """The error for a name that nothing has."""
    if name in scope.sources:
        return at(node, f"Can't select a table when a column is expected: {name}")
    known = [*scope.aliases]
    for source in scope.sources.values():
        known.extend(names_in(source))
    fix = perhaps(name, known)
    message = f"Unable to resolve field: {name}"
    return ResolutionError(message, start=node.start, end=node.end, fix=fix)
