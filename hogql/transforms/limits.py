"""The rows that a statement may answer, and how they are shown (hogql 6.10).

no LIMIT  ->  the context's default       LIMIT 1e9  ->  the context's maximum
a person  ->  its UUID                    a time     ->  in the project's time zone
"""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from hogql.context import DEFAULT_LIMITS, MAX_LIMITS
from hogql.plan.making import call, word
from hogql.plan.nodes import Items, Node, PersonId
from hogql.plan.queries import Select, arms_of
from hogql.types import UUID, ZONED, with_null

if TYPE_CHECKING:
    from hogql.context import Context
    from hogql.plan.queries import Plan


def limit_rows(plan: "Plan", context: "Context") -> None:
    """Put one limit on the whole statement; arms and sub-queries keep what they say."""
    query = plan.query
    most = MAX_LIMITS[context.limit_context]
    if isinstance(query, Select) and (query.share is not None or query.has_ties):
        query.most = plan.limit = most
        return
    asked = DEFAULT_LIMITS[context.limit_context] if query.limit is None else query.limit
    query.limit = plan.limit = min(asked, most)
    if isinstance(query, Select) and query.totals is not None:
        plan.limit = query.limit + 1


def show_values(plan: "Plan", context: "Context") -> None:
    """Turn each column of the answer into the form that readers expect."""
    for select in arms_of(plan.query):
        for column in select.columns:
            column.expr = _shown(column.expr, context)


def _shown(node: Node, context: "Context") -> Node:
    kind = node.type
    if kind.kind == "person":
        return PersonId(UUID, node)
    if isinstance(node, Items) and any(item.type.kind == "person" for item in node.items):
        return replace(node, items=tuple(_shown(item, context) for item in node.items))
    if kind.kind == "datetime" and not kind.zoned and context.timezone != "UTC":
        return call("toTimeZone", with_null(ZONED, kind.nullable), node, word(context.timezone))
    return node
