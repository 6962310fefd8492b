"""GroupsQuery as a tree: one SELECT from groups of one type, the newest first.

    {"group_type_index": 0, "search": "ac"}
        ->  SELECT name, key, .. FROM groups WHERE index = 0 AND (name ILIKE '%ac%' OR ..)

A search shows first what is exactly the text, then what begins with it.

Source: PostHog ``posthog/hogql_queries/groups/groups_query_runner.py``; insights 14.
"""

from dataclasses import replace as with_facts
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.insights import expressions
from hogql.insights.context import InsightContext, Query
from hogql.insights.templates import select
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE, all_of
from hogql.property_filters.to_expression import to_expression

if TYPE_CHECKING:
    from hogql.insights.groups_list.models import GroupsQuery

GROUP_NAME: Final = "group_name"
_KEY: Final = ast.Field(chain=("key",))
_NAME: Final = parse_expr("ifNull(nullIf(toString(properties.name), ''), key)")
OBJECTS: Final[expressions.Objects] = {GROUP_NAME: {"display_name": _NAME, "key": _KEY}}
"""A group without a name shows its key."""

_FOUND: Final = "ifNull(toString(properties.name) ILIKE {part}, false) OR key ILIKE {part}"
_CLOSENESS: Final = "multiIf({name} ILIKE {whole}, 0, {name} ILIKE {start}, 1, 2)"


def columns_of(request: "GroupsQuery") -> tuple[expressions.Shown, ...]:
    """Return what is selected. Raises InsightError, naming the one that is no HogQL."""
    return expressions.columns_of(request.shown, OBJECTS)


def build(request: "GroupsQuery", context: InsightContext) -> tuple[Query, ...]:
    """Return the one query; it asks for one row more than will be shown."""
    exprs = tuple(expr for column in columns_of(request) for expr in column.exprs)
    is_counted = any(expressions.is_aggregate(expr) for expr in exprs)
    of_counts = (*_written_order(request), *expressions.order_of_groups(exprs))
    tree = replace(
        select("SELECT key FROM groups WHERE {where}", where=_conditions(request, context)),
        select=exprs,
        group_by_mode="all" if is_counted else None,
        order_by=of_counts if is_counted else _order(request),
        limit=ast.Constant(value=request.rows_shown + 1),
        offset=ast.Constant(value=request.offset) if request.offset else None,
    )
    return (Query(name="groups", tree=tree),)


def _conditions(request: "GroupsQuery", context: InsightContext) -> ast.Expr:
    index = ast.Constant(value=request.group_type_index)
    text = _searched(request)
    return all_of(
        parse_expr("index = {index}", index=index),
        to_expression(
            request.properties, with_facts(context.facts, rows="group"), attr="properties"
        ),
        parse_expr(_FOUND, part=ast.Constant(value=f"%{text}%")) if text else TRUE,
    )


def _searched(request: "GroupsQuery") -> str:
    """The text to look for, as a pattern that means itself."""
    text = (request.search or "").strip()
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _order(request: "GroupsQuery") -> tuple[ast.OrderExpr, ...]:
    """The key comes last, so that no two pages share a group."""
    written, text = _written_order(request), _searched(request)
    found = written or (ast.OrderExpr(expr=ast.Field(chain=("created_at",)), order="DESC"),)
    if text:
        whole, start = ast.Constant(value=text), ast.Constant(value=f"{text}%")
        near = parse_expr(_CLOSENESS, name=_NAME, whole=whole, start=start)
        closest = ast.OrderExpr(expr=near, order="ASC")
        found = (*found, closest) if written else (closest, *found)
    return (*found, ast.OrderExpr(expr=_KEY, order="ASC"))


def _written_order(request: "GroupsQuery") -> tuple[ast.OrderExpr, ...]:
    by_name = ast.Field(chain=(GROUP_NAME,))
    return tuple(
        replace(order, expr=_NAME) if order.expr == by_name else order
        for order in expressions.order_of(request.order_by or ())
    )
