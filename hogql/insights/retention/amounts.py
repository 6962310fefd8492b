"""What the events of a cell are worth: the sum of a property, or its mean by those who are in it.

    retentionFilter  ->  Amount(value, is_mean, ...)
    columns: own, gained (and opened, late)  of each actor  ->  totals by (value, cohort, place)

Column 0 sums the target events of the cohort's interval, and where the returning entity is another
one, its events after the first of these too; an event counts once. A later column sums its
returning events. What is no number counts as 0.

Source: PostHog ``retention_query_runner.py`` (``aggregation_value``), pull request 46843.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.entities import ActionsNode
from hogql.insights.errors import InsightError
from hogql.insights.retention.models import AggregationType, TimeWindowMode
from hogql.insights.templates import select
from hogql.parser import parse_expr
from hogql.property_filters.conditions import all_of

if TYPE_CHECKING:
    from hogql.insights.entities import EventsNode
    from hogql.insights.retention.models import RetentionFilter

_NUMBER: Final = "ifNull(toFloat({field}), 0)"
_FINITE: Final = "if(isFinite({number}), {number}, 0)"
_BY_PLACE: Final = "sumMapIf([{place}], [{amount}], {condition})"
_OPENED: Final = "minMapIf([{place}], [timestamp], {condition})"
_LATE: Final = "groupArrayIf(tuple({place}, timestamp, {amount}), {condition})"
_GAINED: Final = """
    arrayElement(tupleElement(gained, 2), indexOf(tupleElement(gained, 1), at))
"""
_OWN: Final = "arrayElement(tupleElement(own, 2), indexOf(tupleElement(own, 1), at))"
_OWN_AND_LATE: Final = """
    arrayElement(tupleElement(own, 2), indexOf(tupleElement(own, 1), at)) + arraySum(arrayMap(
        one -> if(
            tupleElement(one, 1) = at AND tupleElement(one, 2)
                > arrayElement(tupleElement(opened, 2), indexOf(tupleElement(opened, 1), at)),
            tupleElement(one, 3), 0
        ),
        late
    ))
"""
_TOTALS: Final = """
    SELECT value, cohort, groupArray(place) AS places, groupArray(people) AS counts,
        groupArray(total) AS totals
    FROM (
        SELECT value, cohort, tupleElement(visit, 1) AS place,
            countIf(tupleElement(visit, 2)) AS people, sum(tupleElement(visit, 3)) AS total
        FROM (
            SELECT value, cohort, arrayMap(
                (at, nth) -> tuple(at, {is_counted}, if(nth = 1, {own}, {gained})),
                visited, arrayEnumerate(visited)
            ) AS visits
            FROM (
                SELECT *, cohort, arrayConcat([cohort], arrayFilter(
                    at -> at > cohort AND at < cohort + {reach}, {listed_returns}
                )) AS visited
                FROM {actors}
                ARRAY JOIN {listed_starts} AS cohort
            )
        )
        ARRAY JOIN visits AS visit
        GROUP BY value, cohort, place
    )
    GROUP BY value, cohort
"""
_EACH: Final = "true"
_FIRST_AND_LAST: Final = "nth = 1 OR nth = length(visited)"
_FIRST_OF_BRACKET: Final = """
    nth < 3 OR arrayExists(
        edge -> at - cohort >= edge AND arrayElement(visited, nth - 1) - cohort < edge, {edges}
    )
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """What an event is worth, and how a cell tells it.

    ``counts_late``: returning events may count in column 0, as the other entity is a different one.
    """

    value: ast.Expr
    is_mean: bool
    counts_late: bool

    def columns(
        self, *, place: ast.Expr, target: ast.Expr, back: ast.Expr
    ) -> tuple[ast.Alias, ...]:
        """Return what to aggregate for an actor, from its target events and its returning ones."""
        found = {
            "own": parse_expr(_BY_PLACE, place=place, amount=self.value, condition=target),
            "gained": parse_expr(_BY_PLACE, place=place, amount=self.value, condition=back),
        }
        if self.counts_late:
            late = all_of(back, ast.Not(expr=target))
            found["opened"] = parse_expr(_OPENED, place=place, condition=target)
            found["late"] = parse_expr(_LATE, place=place, amount=self.value, condition=late)
        return tuple(ast.Alias(alias=name, expr=expr) for name, expr in found.items())

    def names(self) -> tuple[ast.Field, ...]:
        """Return the columns of an actor, where they are passed on."""
        names = ("own", "gained", "opened", "late") if self.counts_late else ("own", "gained")
        return tuple(ast.Field(chain=(name,)) for name in names)

    def of_cell(self, total: float, people: int) -> float:
        """Return what a cell tells: a total, or its share for each of the people in the cell."""
        if not self.is_mean:
            return total
        return total / people if people else 0.0


def totals(
    amount: Amount,
    *,
    actors: ast.SelectQuery,
    listed_starts: ast.Expr,
    listed_returns: ast.Expr,
    edges: tuple[int, ...],
    is_cumulative: bool,
) -> ast.SelectQuery:
    """Return (value, cohort, places, counts, totals).

    Somebody counts once in each column; where columns are cumulative, at the last visit.
    """
    own = parse_expr(_OWN_AND_LATE if amount.counts_late else _OWN)
    return select(
        _TOTALS,
        actors=actors,
        listed_starts=listed_starts,
        listed_returns=listed_returns,
        reach=ast.Constant(value=edges[-1]),
        is_counted=_counted(edges, is_cumulative=is_cumulative),
        own=own,
        gained=parse_expr(_GAINED),
    )


def _counted(edges: tuple[int, ...], *, is_cumulative: bool) -> ast.Expr:
    if is_cumulative:
        return parse_expr(_FIRST_AND_LAST)
    if edges == tuple(range(len(edges))):
        return parse_expr(_EACH)
    known = ast.Array(exprs=tuple(ast.Constant(value=edge) for edge in edges))
    return parse_expr(_FIRST_OF_BRACKET, edges=known)


def amount_of(chosen: "RetentionFilter") -> Amount | None:
    """Return what cells tell besides their count, None for nothing. Raises InsightError."""
    kind, key = chosen.aggregation_type, chosen.aggregation_property
    if kind in (None, AggregationType.COUNT):
        return None
    if not key:
        message = "A sum or a mean needs a property."
        raise InsightError(message, attr="retentionFilter.aggregationProperty")
    if chosen.time_window_mode is TimeWindowMode.ROLLING:
        message = "Windows of 24 hours have no sum and no mean."
        raise InsightError(message, attr="retentionFilter.aggregationType")
    scope = ("person",) if chosen.aggregation_property_type == "person" else ()
    number = parse_expr(_NUMBER, field=ast.Field(chain=(*scope, "properties", key)))
    return Amount(
        value=parse_expr(_FINITE, number=number),
        is_mean=kind is AggregationType.AVG,
        counts_late=_entity(chosen.target_entity) != _entity(chosen.returning_entity),
    )


def _entity(chosen: "EventsNode | ActionsNode | None") -> tuple[str, str | int | None]:
    """What an entity is about, its own filters aside."""
    if isinstance(chosen, ActionsNode):
        return ("actions", chosen.id)
    return ("events", chosen.event if chosen else "$pageview")
