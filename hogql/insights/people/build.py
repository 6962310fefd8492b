"""ActorsQuery as HogQL: the actors of a source with what persons and groups know of them.

source  ->  (actor_id, ...)  ->  a page of them, joined with persons or groups  ->  distinct ids
"""

from dataclasses import replace as with_facts
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.insights.context import InsightContext, Query
from hogql.insights.errors import InsightError
from hogql.insights.people.entries import is_whole, read_entries, read_orders
from hogql.insights.people.found import inside
from hogql.insights.people.page import Page, page_of
from hogql.insights.people.sources import prepare as prepare_source
from hogql.insights.templates import select
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE, all_of
from hogql.property_filters.to_expression import to_expression

if TYPE_CHECKING:
    from typing import LiteralString

    from hogql.insights.people.models import ActorsQuery

FACTS: Final = 5
"""How many columns come first in a row: who it is, and what is known of it."""
ORDERED_BY: Final = 3
"""How many of these the order of a page may name."""

_ALL_PERSONS: Final = """
    SELECT id AS actor_id, id AS known, created_at AS known_since, properties AS known_properties,
        is_identified AS known_identified
    FROM persons WHERE {where}
"""
_PERSONS: Final = """
    SELECT source.actor_id AS actor_id, persons.id AS known, persons.created_at AS known_since,
        persons.properties AS known_properties, persons.is_identified AS known_identified
    FROM {source} AS source LEFT JOIN persons ON source.actor_id = persons.id WHERE {where}
"""
_GROUPS: Final = """
    SELECT source.actor_id AS actor_id, groups.key AS known, groups.created_at AS known_since,
        groups.properties AS known_properties, false AS known_identified
    FROM {source} AS source
    LEFT JOIN (
        SELECT key, created_at, properties FROM groups WHERE index = {index}
    ) AS groups ON source.actor_id = groups.key
    WHERE {where}
"""
_DISTINCT_IDS: Final = """
    SELECT source.actor_id AS actor_id, source.actor_id AS known, NULL AS known_since,
        '' AS known_properties, false AS known_identified
    FROM {source} AS source WHERE {where}
"""
_IDS: Final = """
    SELECT person_id, arraySort(groupUniqArray(distinct_id)) AS distinct_ids
    FROM person_distinct_ids WHERE person_id IN (SELECT actor_id FROM {page}) GROUP BY person_id
    LIMIT 50000
"""
_SEARCH_PERSONS: Final = """
    ifNull(properties.email ILIKE {like}, false) OR ifNull(properties.name ILIKE {like}, false)
    OR toString(persons.id) = {wanted}
    OR persons.id IN (SELECT person_id FROM person_distinct_ids WHERE distinct_id ILIKE {like})
"""
_SEARCH_IDS: Final = "source.actor_id ILIKE {like}"


def build(request: "ActorsQuery", context: InsightContext) -> tuple[Query, ...]:
    """Return the page, and the distinct ids of the persons on it where they are shown."""
    page = page_of(request, context)
    tree = _ordered(_joined(request, page, context), request, page)
    extra = tuple(one for one in read_entries(page) if one is not None)
    shown = Query(name="actors", tree=replace(tree, select=(*tree.select, *extra)))
    if not (page.is_of_persons and any(map(is_whole, page.entries))):
        return (shown,)
    named = (one for one in extra if isinstance(one, ast.Alias))
    bare = replace(tree, select=(*tree.select[:ORDERED_BY], *named))
    return (shown, Query(name="distinct ids", tree=select(_IDS, page=bare)))


def prepare(request: "ActorsQuery", context: InsightContext) -> tuple[Query, ...]:
    """Return what has to be asked before the page can be."""
    with inside("source"):
        return prepare_source(request.source, context)


def _joined(request: "ActorsQuery", page: Page, context: InsightContext) -> ast.SelectQuery:
    found, where = page.found, _where(request, page, context)
    if found is None:
        return select(_ALL_PERSONS, where=where)
    if found.group_type_index is not None:
        index = ast.Constant(value=found.group_type_index)
        return select(_GROUPS, source=found.tree, index=index, where=where)
    return select(_PERSONS if page.is_of_persons else _DISTINCT_IDS, source=found.tree, where=where)


def _where(request: "ActorsQuery", page: Page, context: InsightContext) -> ast.Expr:
    facts = with_facts(context.facts, rows="group" if page.is_of_groups else "person")
    if not (page.is_of_persons or page.is_of_groups):
        _refuse_filters(request)
    return all_of(
        to_expression(request.properties, facts, attr="properties"),
        to_expression(request.fixed_properties, facts, attr="fixedProperties"),
        _searched(request.search, page),
    )


def _refuse_filters(request: "ActorsQuery") -> None:
    for filters, attr in (
        (request.properties, "properties"),
        (request.fixed_properties, "fixedProperties"),
    ):
        if filters:
            raise InsightError("These actors are distinct ids: they have no properties.", attr=attr)


def _searched(search: str | None, page: Page) -> ast.Expr:
    text = (search or "").strip()
    if not text:
        return TRUE
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    like = ast.Constant(value=f"%{escaped}%")
    if page.is_of_persons:
        return parse_expr(_SEARCH_PERSONS, like=like, wanted=ast.Constant(value=text))
    return parse_expr(_SEARCH_IDS, like=like)


def _ordered(tree: ast.SelectQuery, request: "ActorsQuery", page: Page) -> ast.SelectQuery:
    """The page in its order, who it is coming last so that no two pages share an actor."""
    written = read_orders(request.order_by, page) if request.order_by else _own_order(page)
    last = ast.OrderExpr(expr=ast.Field(chain=("actor_id",)), order="ASC")
    return replace(
        tree,
        order_by=(*written, last),
        limit=ast.Constant(value=page.limit + 1),
        offset=ast.Constant(value=page.offset) if page.offset else None,
    )


def _own_order(page: Page) -> tuple[ast.OrderExpr, ...]:
    """Who did most comes first, else who was created last."""
    text: LiteralString = "known_since"
    tree = None if page.found is None else page.found.tree
    names = {getattr(one, "alias", None) for one in getattr(tree, "select", ())}
    if "event_count" in names:
        text = "event_count"
    elif "appearances" in names:
        text = "length(appearances)"
    return (ast.OrderExpr(expr=parse_expr(text), order="DESC"),)
