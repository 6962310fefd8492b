"""ActorsQuery as HogQL: the actors of a source with what persons and groups know of them.

source  ->  (actor_id, ...)  ->  a page of them, joined with persons or groups  ->  distinct ids
"""

from dataclasses import dataclass
from dataclasses import replace as with_facts
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.errors import HogQLError
from hogql.insights.actors import read_expression
from hogql.insights.context import InsightContext, Query
from hogql.insights.errors import InsightError
from hogql.insights.people.sources import find_actors
from hogql.insights.templates import select
from hogql.parser import parse_expr, parse_order_expr
from hogql.property_filters.conditions import TRUE, all_of
from hogql.property_filters.to_expression import to_expression

if TYPE_CHECKING:
    from typing import LiteralString

    from hogql.insights.people.found import Found
    from hogql.insights.people.models import ActorsQuery

DEFAULT_LIMIT: Final = 100
PERSON_COLUMNS: Final = ("person", "id", "created_at", "person.$delete")
GROUP_COLUMNS: Final = ("group",)
WHOLE: Final = frozenset({"person", "group", "actor"})
"""Entries that are made of several columns, which ``shape`` puts together."""
FACTS: Final = 5
"""How many columns come first in a row: who it is, and what is known of it."""

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
    OR toString(persons.id) = {text}
    OR persons.id IN (SELECT person_id FROM person_distinct_ids WHERE distinct_id ILIKE {like})
"""
_SEARCH_GROUPS: Final = "source.actor_id ILIKE {like}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """What is shown: the entries, the actors they are of (None for all persons), how many."""

    entries: tuple[str, ...]
    found: "Found | None"
    limit: int
    offset: int

    @property
    def is_of_persons(self) -> bool:
        """Whether the actors are persons, which have distinct ids."""
        found = self.found
        return found is None or (found.group_type_index is None and not found.is_distinct_id)


def page_of(request: "ActorsQuery", context: InsightContext) -> Page:
    """Return what the request asks to see. Raises InsightError."""
    found = None
    if request.source is not None:
        found = find_actors(request.source, context, attr="source")
    is_group = found is not None and found.group_type_index is not None
    return Page(
        entries=request.select or (GROUP_COLUMNS if is_group else PERSON_COLUMNS),
        found=found,
        limit=request.limit or DEFAULT_LIMIT,
        offset=request.offset or 0,
    )


def build(request: "ActorsQuery", context: InsightContext) -> tuple[Query, ...]:
    """Return the page, and the distinct ids of the persons on it where they are shown."""
    page = page_of(request, context)
    tree = _ordered(_joined(request, page, context), request, page)
    entries = tuple(_entry(text, f"select.{at}", page) for at, text in enumerate(page.entries))
    extra = tuple(one for one in entries if one is not None)
    shown = Query(name="actors", tree=replace(tree, select=(*tree.select, *extra)))
    if not (page.is_of_persons and WHOLE.intersection(page.entries)):
        return (shown,)
    bare = replace(tree, select=tree.select[:1])
    return (shown, Query(name="distinct ids", tree=select(_IDS, page=bare)))


def _joined(request: "ActorsQuery", page: Page, context: InsightContext) -> ast.SelectQuery:
    found, where = page.found, _where(request, page, context)
    if found is None:
        return select(_ALL_PERSONS, where=where)
    if found.group_type_index is not None:
        index = ast.Constant(value=found.group_type_index)
        return select(_GROUPS, source=found.tree, index=index, where=where)
    return select(_PERSONS if page.is_of_persons else _DISTINCT_IDS, source=found.tree, where=where)


def _where(request: "ActorsQuery", page: Page, context: InsightContext) -> ast.Expr:
    is_group = page.found is not None and page.found.group_type_index is not None
    facts = with_facts(context.facts, rows="group" if is_group else "person")
    return all_of(
        to_expression(request.properties, facts, attr="properties"),
        to_expression(request.fixed_properties, facts, attr="fixedProperties"),
        _searched(request.search, page),
    )


def _searched(search: str | None, page: Page) -> ast.Expr:
    text = (search or "").strip()
    if not text:
        return TRUE
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    holes = {"like": ast.Constant(value=f"%{escaped}%"), "text": ast.Constant(value=text)}
    if page.is_of_persons:
        return parse_expr(_SEARCH_PERSONS, **holes)
    return parse_expr(_SEARCH_GROUPS, like=holes["like"])


def _entry(text: str, attr: str, page: Page) -> ast.Expr | None:
    """The column of an entry, None for one that is put together from the first ones."""
    written = text.split("--", maxsplit=1)[0].strip()
    if written in WHOLE:
        return None
    if written == "person.$delete":
        return ast.Constant(value=1)
    if written == "id":
        return ast.Field(chain=("actor_id",))
    if written == "matched_recordings":
        if page.found is None:
            raise InsightError("Recordings are matched with a source.", attr=attr)
        return ast.Field(chain=("matching_events",))
    return read_expression(written, attr=attr)


def _ordered(tree: ast.SelectQuery, request: "ActorsQuery", page: Page) -> ast.SelectQuery:
    """The page in its order, who it is coming last so that no two pages share an actor."""
    written = _written_order(request) if request.order_by else _own_order(page)
    last = ast.OrderExpr(expr=ast.Field(chain=("actor_id",)), order="ASC")
    return replace(
        tree,
        order_by=(*written, last),
        limit=ast.Constant(value=page.limit + 1),
        offset=ast.Constant(value=page.offset) if page.offset else None,
    )


def _written_order(request: "ActorsQuery") -> tuple[ast.OrderExpr, ...]:
    found: list[ast.OrderExpr] = []
    for at, text in enumerate(request.order_by or ()):
        try:
            order = parse_order_expr(text)
        except HogQLError as error:
            message = f"This is not HogQL: {error.message}"
            raise InsightError(message, attr=f"orderBy.{at}") from error
        is_id = order.expr in (ast.Field(chain=("id",)), ast.Field(chain=("person",)))
        found.append(replace(order, expr=ast.Field(chain=("actor_id",))) if is_id else order)
    return tuple(found)


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
