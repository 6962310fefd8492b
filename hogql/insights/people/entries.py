"""The columns and the order of a list of actors, as they are written.

"person"                 ->  None: put together from what is known of the actor
"properties.email"       ->  the expression
"event_count DESC"       ->  the expression and its direction
"nonsense", "count()"    ->  refused, by the place where it is written
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.insights.actors import read_expression
from hogql.insights.errors import InsightError
from hogql.insights.expressions import is_aggregate, order_of
from hogql.schema.persons import GROUPS, PERSONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hogql.insights.people.page import Page

RECORDINGS: Final = "matched_recordings"
MATCHING: Final = "matching_events"
WHO: Final = ast.Field(chain=("actor_id",))

_WHOLE: Final = frozenset({"person", "group", "actor"})
"""Entries that are made of several columns, which ``shape`` puts together."""
_IDS: Final = _WHOLE | {"id"}
_SINCE: Final = "created_at"
_STAR: Final = "*"


def written_in(entry: str) -> str:
    """Return an entry without what is said about it after ``--``."""
    return entry.split("--", maxsplit=1)[0].strip()


def is_whole(entry: str) -> bool:
    """Return whether an entry is put together from several columns."""
    return written_in(entry) in _WHOLE


def read_entries(page: "Page") -> tuple[ast.Expr | None, ...]:
    """Return the column of each entry, None for one that is put together. Raises InsightError."""
    names = _names(page)
    return tuple(
        _entry(written_in(entry), f"select.{at}", page, names)
        for at, entry in enumerate(page.entries)
    )


def read_orders(written: tuple[str, ...], page: "Page") -> tuple[ast.OrderExpr, ...]:
    """Return the order that is written. Raises InsightError."""
    entries = (one for one in read_entries(page) if isinstance(one, ast.Alias))
    names, own = _names(page), frozenset(one.alias for one in entries)
    found: list[ast.OrderExpr] = []
    for at, order in enumerate(order_of(written)):
        name = _only_name(order.expr)
        if name in _IDS:
            found.append(replace(order, expr=WHO))
        elif name == _SINCE and not (page.is_of_persons or page.is_of_groups):
            found.append(replace(order, expr=_known_since()))
        else:
            _check(order.expr, None if names is None else names | own, f"orderBy.{at}")
            found.append(order)
    return tuple(found)


def _entry(written: str, attr: str, page: "Page", names: frozenset[str] | None) -> ast.Expr | None:
    if written in _WHOLE:
        return None
    if written == "person.$delete":
        return ast.Constant(value=1)
    if written == "id":
        return WHO
    if written == _SINCE and not (page.is_of_persons or page.is_of_groups):
        return _known_since()
    if written == RECORDINGS:
        if page.found is None or (names is not None and MATCHING not in names):
            raise InsightError("Recordings are not matched with these actors.", attr=attr)
        return ast.Field(chain=(MATCHING,))
    found = read_expression(written, attr=attr)
    _check(found, names, attr)
    return found


def _names(page: "Page") -> frozenset[str] | None:
    """What may stand first in a dotted name; None where the source does not say its columns."""
    names: set[str] = set()
    if page.found is not None:
        tree = page.found.tree
        own = [_column(one) for one in getattr(tree, "select", ())]
        if _STAR in own:
            return None
        names.update(name for name in own if name)
        names.add("source")
    table = GROUPS if page.is_of_groups else PERSONS
    if page.is_of_groups:
        names.update(("key", _SINCE, "properties", table.name))
    elif page.is_of_persons:
        names.update((*table.fields, table.name))
    return frozenset(names)


def _column(node: ast.Expr) -> str | None:
    if isinstance(node, ast.Alias):
        return node.alias
    return node.chain[-1] if isinstance(node, ast.Field) else None


def _only_name(node: ast.Expr) -> str | None:
    return node.chain[0] if isinstance(node, ast.Field) and len(node.chain) == 1 else None


def _known_since() -> ast.Field:
    return ast.Field(chain=("known_since",))


def _check(expr: ast.Expr, names: frozenset[str] | None, attr: str) -> None:
    """Refuse what is no value of one actor, and names that nothing here has."""
    if is_aggregate(expr):
        raise InsightError("A list of actors has a row for each: nothing is summed up.", attr=attr)
    for node, known in _own(expr, names):
        if isinstance(node, ast.Placeholder):
            raise InsightError("There is no value for this placeholder.", attr=attr)
        if isinstance(node, ast.Field):
            if _STAR in node.chain:
                raise InsightError("Name the columns one by one.", attr=attr)
            if known is not None and node.chain[0] not in known:
                message = f"These actors have no '{node.chain[0][:60]}'."
                raise InsightError(message, attr=attr)


def _own(
    node: ast.Node, names: frozenset[str] | None
) -> "Iterator[tuple[ast.Node, frozenset[str] | None]]":
    """Every part of an expression with the names that it may use, but for sub-queries."""
    if isinstance(node, ast.SelectQuery | ast.SelectSetQuery):
        return
    yield node, names
    if isinstance(node, ast.Lambda):
        names = None if names is None else names.union(node.args)
    for part in ast.children(node):
        yield from _own(part, names)
