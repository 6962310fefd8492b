"""Who is behind a point of a TrendsQuery: the events of its bucket, by actor.

    InsightActorsQuery(day, series, breakdown, compare), TrendsQuery  ->  line, period, value
        ->  (actor_id, event_count)

A point that counts actors has as many as it says; one that counts events has as many events.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.actors import Actor, actor_of, group
from hogql.insights.aggregations import Form
from hogql.insights.breakdowns import is_rest, is_value
from hogql.insights.entities import Math
from hogql.insights.errors import InsightError
from hogql.insights.people.found import Found, found_of
from hogql.insights.people.points import narrowed, place_of
from hogql.insights.sampling import factor_of, sampled
from hogql.insights.series import matches_query
from hogql.insights.templates import select
from hogql.insights.trends.build import counting_of, most_frequent
from hogql.insights.trends.plan import Line, Plan, plan_of
from hogql.property_filters.conditions import TRUE, all_of

if TYPE_CHECKING:
    from typing import LiteralString

    from hogql.insights.context import InsightContext
    from hogql.insights.people.models import InsightActorsQuery
    from hogql.insights.trends.cells import Counting
    from hogql.insights.trends.models import TrendsQuery

_PRESENT: Final = """
    SELECT {key} AS actor_id, count() AS event_count
    FROM events WHERE {where} GROUP BY actor_id
"""
_FIRST_EVER: Final = """
    SELECT {key} AS actor_id, 1 AS event_count, min(timestamp) AS first_at,
        argMinIf({value}, tuple(timestamp, {value}), {matches}) AS found
    FROM events WHERE {where} GROUP BY actor_id
    HAVING first_at = minIf(timestamp, {matches}) AND {in_bucket} AND {is_value}
"""
_FIRST_MATCHING: Final = """
    SELECT {key} AS actor_id, 1 AS event_count, min(timestamp) AS first_at,
        argMin({value}, tuple(timestamp, {value})) AS found
    FROM events WHERE {where} GROUP BY actor_id
    HAVING {in_bucket} AND {is_value}
"""
_FIRSTS: Final[dict[Form, "LiteralString"]] = {
    Form.FIRST_EVER: _FIRST_EVER,
    Form.FIRST_MATCHING: _FIRST_MATCHING,
}
_FIRST_AT: Final = ast.Field(chain=("first_at",))
_FOUND: Final = ast.Field(chain=("found",))
_PLAIN: Final = ast.Constant(value="")


def actors(asked: "InsightActorsQuery", source: "TrendsQuery", context: "InsightContext") -> Found:
    """Return the people of a point. Raises InsightError, naming what there is no point of."""
    plan = plan_of(source, context)
    line = _line(asked, plan)
    counting = counting_of(line, plan, source, context, matches_query(source, context))
    actor = _actor(line, source, context)
    at_point = _at_point(asked, counting, plan)
    value = _PLAIN if plan.split is None else plan.split.value(counting.in_range)
    is_asked = _is_value(asked, plan, counting, value)
    if counting.math.form in _FIRSTS:
        tree = select(
            _FIRSTS[counting.math.form],
            key=actor.key,
            value=value,
            matches=all_of(at_point.matches, at_point.math.exists),
            where=all_of(at_point.where(), actor.exists),
            in_bucket=all_of(
                at_point.period.from_start(of=_FIRST_AT), at_point.period.to_end(of=_FIRST_AT)
            ),
            is_value=is_asked,
        )
    else:
        where = all_of(at_point.where(), actor.exists, is_asked)
        tree = select(_PRESENT, key=actor.key, where=where)
    return found_of(sampled(tree, factor_of(source)), actor)


def behind_point(
    asked: "InsightActorsQuery", source: "TrendsQuery", context: "InsightContext"
) -> ast.Expr:
    """Return the condition that an event was counted at a point, by somebody or by nobody.

    Raises InsightError, naming what there is no point of, or whose points are of no single events.
    """
    plan = plan_of(source, context)
    line = _line(asked, plan)
    counting = counting_of(line, plan, source, context, matches_query(source, context))
    if counting.math.form in _FIRSTS:
        message = "This point counts people by their first event."
        raise InsightError(message, attr=f"source.series.{line.order}.math")
    value = _PLAIN if plan.split is None else plan.split.value(counting.in_range)
    return all_of(_at_point(asked, counting, plan).where(), _is_value(asked, plan, counting, value))


def _line(asked: "InsightActorsQuery", plan: Plan) -> Line:
    order, wanted = asked.series or 0, asked.compare or "current"
    lines = [line for line in plan.lines if line.order == order]
    if not lines:
        raise InsightError(f"There is no series {order}.", attr="series")
    lines = [line for line in lines if (line.compare_label or "current") == wanted]
    if not lines:
        raise InsightError("The insight compares with no other period.", attr="compare")
    if lines[0].cohort is None:
        return lines[0]
    cohort = str(asked.breakdown)
    cohort = "all" if cohort == "0" else cohort
    for line in lines:
        if line.cohort is not None and str(line.cohort.reported) == cohort:
            return line
    raise InsightError("The insight has no such cohort.", attr="breakdown")


def _actor(line: Line, source: "TrendsQuery", context: "InsightContext") -> Actor:
    index = line.series.math_group_type_index
    if line.series.math is Math.UNIQUE_GROUP and index is not None:
        return group(index)
    return actor_of(source, context)


def _at_point(asked: "InsightActorsQuery", counting: "Counting", plan: Plan) -> "Counting":
    """Return what is counted at the point: a line that ends with its bucket."""
    if asked.day is None or plan.is_total:
        return counting
    place = place_of(str(asked.day), counting.period, attr="day")
    return replace(counting, period=narrowed(counting.period, place, from_first=plan.is_cumulative))


def _is_value(
    asked: "InsightActorsQuery", plan: Plan, counting: "Counting", value: ast.Expr
) -> ast.Expr:
    """The condition that an event counts under the value that is asked for."""
    if plan.split is None:
        return TRUE
    found = _FOUND if counting.math.form in _FIRSTS else value
    if not is_rest(asked.breakdown):
        return is_value(plan.split, asked.breakdown, found)
    top = most_frequent(counting, value, ast.Constant(value=plan.limit))
    return ast.CompareOperation(left=found, op=ast.CompareOperationOp.NotIn, right=top)
