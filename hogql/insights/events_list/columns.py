"""What is selected from events: expressions, and two names that stand for whole objects.

    "*"       ->  uuid, event, properties ...       ->  {"uuid": .., "event": .., ..}
    "person"  ->  person.id, person.created_at ...  ->  {"uuid": .., "created_at": ..}
    "count()" ->  count()                           ->  its value

Source: PostHog ``posthog/hogql_queries/events_query_runner.py``; insights 10.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.actors import read_expression
from hogql.insights.errors import InsightError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hogql.insights.events_list.models import EventsQuery

OBJECTS: Final["Mapping[str, Mapping[str, tuple[str, ...]]]"] = {
    "*": {
        "uuid": ("uuid",),
        "event": ("event",),
        "properties": ("properties",),
        "timestamp": ("timestamp",),
        "distinct_id": ("distinct_id",),
        "elements_chain": ("elements_chain",),
        "created_at": ("created_at",),
    },
    "person": {
        "uuid": ("person_id",),
        "created_at": ("person", "created_at"),
        "properties": ("person", "properties"),
        "distinct_id": ("distinct_id",),
    },
}
"""The fields of each object, and where each one is read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """One column of the answer: ``keys`` are those of an object, none for a value."""

    name: str
    exprs: tuple[ast.Expr, ...]
    keys: tuple[str, ...] = ()


def columns_of(request: "EventsQuery") -> tuple[Shown, ...]:
    """Return what is selected. Raises InsightError, naming the one that is no HogQL."""
    return tuple(_column(text, f"select.{at}") for at, text in enumerate(request.select))


def _column(text: str, attr: str) -> Shown:
    # Behind the dashes is a title for people: ``properties.$os -- System``.
    fields = OBJECTS.get(text.split("--", 1)[0].strip())
    if fields is None:
        return Shown(name=text, exprs=(_read(text, attr),))
    exprs = tuple(ast.Field(chain=chain) for chain in fields.values())
    return Shown(name=text, exprs=exprs, keys=tuple(fields))


def _read(text: str, attr: str) -> ast.Expr:
    found = read_expression(text, attr=attr)
    if isinstance(found, ast.Field) and found.chain[-1] == "*":
        raise InsightError("Only * by itself stands for all fields of an event.", attr=attr)
    return found
