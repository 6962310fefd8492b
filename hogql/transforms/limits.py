"""The rows that a statement may answer, and how they are shown (hogql 6.10).

no LIMIT  ->  the context's default       LIMIT 1e9  ->  the context's maximum
a person  ->  its UUID                    a time     ->  in the project's time zone
"""

from typing import TYPE_CHECKING

from hogql.context import DEFAULT_LIMITS, MAX_LIMITS
from hogql.plan.making import call, word
from hogql.plan.nodes import Node, PersonId
from hogql.plan.queries import arms_of
from hogql.types import UUID, ZONED, with_null

if TYPE_CHECKING:
    from hogql.context import Context
    from hogql.plan.queries import Plan


def limit_rows(plan: "Plan", context: "Context") -> None:
    """Put one limit on the whole statement; arms and sub-queries keep what they say."""
    query = plan.query
    most = MAX_LIMITS[context.limit_context]
    asked = DEFAULT_LIMITS[context.limit_context] if query.limit is None else query.limit
    query.limit = plan.limit = min(asked, most)


def show_values(plan: "Plan", context: "Context") -> None:
    """Turn each column of the answer into the form that readers expect."""
    for select in arms_of(plan.query):
        for column in select.columns:
            column.expr = _shown(column.expr, context)


def _shown(node: Node, context: "Context") -> Node:
    kind = node.type
    if kind.kind == "person":
        return PersonId(UUID, node)
    if kind.kind == "datetime" and not kind.zoned and context.timezone != "UTC":
        return call("toTimeZone", with_null(ZONED, kind.nullable), node, word(context.timezone))
    return node
