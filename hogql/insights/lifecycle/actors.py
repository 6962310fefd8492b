"""Who is behind a bar of a LifecycleQuery: everybody of one status in one interval.

InsightActorsQuery(day, status), LifecycleQuery  ->  (actor_id, event_count)
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.actors import actor_of
from hogql.insights.errors import InsightError
from hogql.insights.lifecycle.build import members_of, period_of
from hogql.insights.lifecycle.models import Status
from hogql.insights.people.found import Found, found_of
from hogql.insights.people.points import place_of
from hogql.insights.sampling import factor_of, sampled
from hogql.insights.templates import select
from hogql.parser import parse_expr

if TYPE_CHECKING:
    from typing import LiteralString

    from hogql.insights.context import InsightContext
    from hogql.insights.lifecycle.models import LifecycleQuery
    from hogql.insights.people.models import InsightActorsQuery

_OF_STATUS: Final = """
    SELECT actor AS actor_id, 1 AS event_count
    FROM (SELECT actor, born, {listed} AS came FROM {members})
    WHERE {is_status}
"""
_CONDITIONS: Final[dict[Status, "LiteralString"]] = {
    Status.NEW: "has(came, {place}) AND born = {place}",
    Status.RETURNING: "has(came, {place}) AND born != {place} AND has(came, {before})",
    Status.RESURRECTING: "has(came, {place}) AND born != {place} AND NOT has(came, {before})",
    Status.DORMANT: "has(came, {before}) AND NOT has(came, {place})",
}


def actors(
    asked: "InsightActorsQuery", source: "LifecycleQuery", context: "InsightContext"
) -> Found:
    """Return the people of a bar. Raises InsightError, naming what is missing."""
    if asked.day is None:
        raise InsightError("Which interval is meant?", attr="day")
    status = _status(asked.status)
    place = place_of(str(asked.day), period_of(source, context))
    members, places = members_of(source, context)
    tree = select(
        _OF_STATUS,
        listed=places.listed(ast.Field(chain=("intervals",))),
        members=members,
        is_status=parse_expr(
            _CONDITIONS[status],
            place=ast.Constant(value=place + 1),
            before=ast.Constant(value=place),
        ),
    )
    return found_of(sampled(tree, factor_of(source)), actor_of(source, context))


def _status(written: str | None) -> Status:
    try:
        return Status(written or "")
    except ValueError as error:
        raise InsightError(f"Which status is meant: {', '.join(Status)}?", attr="status") from error
