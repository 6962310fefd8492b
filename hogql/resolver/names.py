"""Dotted names: which source, alias, argument or common expression is meant (hogql 5.12).

argument of a lambda > table.column > alias > column of the only source that has it > WITH
"""

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from hogql.errors import HogQLError, ResolutionError
from hogql.plan.nodes import AliasRef, Column, Local, MapValue, Node, Output, PersonOutput, Property
from hogql.plan.sources import NumbersSource, QuerySource, TableSource
from hogql.resolver.access import find_output, follow
from hogql.resolver.fields import read_field
from hogql.resolver.literals import UNFOLDED
from hogql.resolver.scope import ColumnExpression, at
from hogql.types import INT, PERSON

if TYPE_CHECKING:
    from hogql import ast
    from hogql.plan.sources import Source
    from hogql.resolver.scope import Scope

PLAIN: Final = (Column, MapValue, Property, Output, Local)
"""A name for one of these is replaced by it, so that bounds and bare comparisons see it."""

NOT_IN_WHERE: Final = frozenset({"WHERE", "GROUP BY"})


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
    found = [item for item in scope.sources.values() if has_field(item, head)]
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


def has_field(source: "Source", name: str) -> bool:
    """Whether a source has a column of that name."""
    if isinstance(source, TableSource):
        return name in source.table.fields
    return name in source.columns if isinstance(source, QuerySource) else name == "number"


def read_from(source: "Source", chain: tuple[str, ...], scope: "Scope", node: "ast.Field") -> Node:
    """The value of a column of one source, and what the rest of the name reaches inside it."""
    if isinstance(source, TableSource):
        found, rest = read_field(source, chain, node, scope.state.context)
        return follow(found, rest, scope, node)
    if isinstance(source, NumbersSource):
        if chain[0] != "number":
            raise at(node, f"Field not found: {chain[0]}")
        return follow(Output(INT, source, "number"), chain[1:], scope, node)
    output = find_output(source, chain[0])
    if output is None:
        raise at(node, f"Field not found: {chain[0]}")
    if output.type.kind == "person":
        return follow(PersonOutput(PERSON, source, output.name), chain[1:], scope, node)
    return follow(output, chain[1:], scope, node)


def unknown_field(name: str, scope: "Scope", node: "ast.Field") -> HogQLError:
    """The error for a name that nothing has."""
    if name in scope.sources:
        return at(node, f"Can't select a table when a column is expected: {name}")
    known = [*scope.aliases]
    for source in scope.sources.values():
        if isinstance(source, TableSource):
            known.extend(source.table.fields)
        elif isinstance(source, QuerySource):
            known.extend(source.columns)
    close = get_close_matches(name, known, n=1)
    fix = f"Perhaps you meant '{close[0]}'?" if close else None
    message = f"Unable to resolve field: {name}"
    return ResolutionError(message, start=node.start, end=node.end, fix=fix)
