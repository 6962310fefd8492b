"""Who is behind a cell of a RetentionQuery: a cohort, or those of it who came back.

    InsightActorsQuery(interval: row, day: column, breakdown), RetentionQuery
        ->  (actor_id, event_count, appearances)

``appearances`` are the columns in which somebody of the cohort was there, 0 being its own interval;
``event_count`` is the number of these.
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.actors import actor_of
from hogql.insights.breakdowns import is_value
from hogql.insights.errors import InsightError
from hogql.insights.people.found import Found, found_of
from hogql.insights.retention.members import actors_of
from hogql.insights.retention.plan import Plan, plan_of
from hogql.insights.sampling import factor_of, sampled
from hogql.insights.templates import select
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE

if TYPE_CHECKING:
    from hogql.insights.cohort_breakdowns import CohortOf
    from hogql.insights.context import InsightContext
    from hogql.insights.people.models import InsightActorsQuery
    from hogql.insights.retention.models import RetentionQuery

_OF_CELL: Final = """
    SELECT actor_id, length(appearances) AS event_count, appearances
    FROM (
        SELECT actor_id, value, {listed_starts} AS began, arrayConcat([0], arrayMap(
            at -> at - {cohort},
            arrayFilter(at -> at > {cohort} AND at < {beyond}, {listed_returns})
        )) AS appearances
        FROM {actors}
    )
    WHERE has(began, {cohort}) AND {is_value} AND {came_back}
"""
_IN_COLUMN: Final = "arrayExists(at -> at >= {start} AND at < {end}, appearances)"


def actors(
    asked: "InsightActorsQuery", source: "RetentionQuery", context: "InsightContext"
) -> Found:
    """Return the people of a cell. Raises InsightError, naming what there is no cell of."""
    plan = plan_of(source, context)
    row = asked.interval or 0
    if not 0 <= row < plan.count:
        raise InsightError(f"There are {plan.count} cohorts.", attr="interval")
    value = ast.Field(chain=("value",))
    tree = select(
        _OF_CELL,
        actors=actors_of(plan, _cohort(asked, plan), source, context),
        listed_starts=plan.places.listed(ast.Field(chain=("starts",))),
        listed_returns=plan.places.listed(ast.Field(chain=("returns",))),
        cohort=ast.Constant(value=row),
        beyond=ast.Constant(value=row + plan.edges[-1]),
        is_value=TRUE if plan.split is None else is_value(plan.split, asked.breakdown, value),
        came_back=_came_back(_column(asked, plan), plan),
    )
    return found_of(sampled(tree, factor_of(source)), actor_of(source, context))


def _cohort(asked: "InsightActorsQuery", plan: Plan) -> "CohortOf | None":
    if plan.split_cohorts == (None,):
        return None
    wanted = "all" if str(asked.breakdown) == "0" else str(asked.breakdown)
    for cohort in plan.split_cohorts:
        if cohort is not None and str(cohort.reported) == wanted:
            return cohort
    raise InsightError("The insight has no such cohort.", attr="breakdown")


def _column(asked: "InsightActorsQuery", plan: Plan) -> int:
    if asked.day is None:
        return 0
    for column in range(plan.columns):
        if str(asked.day) == str(column):
            return column
    raise InsightError(f"There are {plan.columns} columns.", attr="day")


def _came_back(column: int, plan: Plan) -> ast.Expr:
    """The condition of a column; the first one is the whole cohort."""
    if column == 0:
        return TRUE
    end = plan.edges[-1] if plan.is_cumulative else plan.edges[column + 1]
    return parse_expr(
        _IN_COLUMN,
        start=ast.Constant(value=plan.edges[column]),
        end=ast.Constant(value=end),
    )
