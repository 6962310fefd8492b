"""RetentionQuery as HogQL: a set of intervals per actor, equal ones counted once (clickhouse 11).

    events -> (starts, returns) of each actor -> actors by equal sets -> (cohort, place, people)

Where cells tell a sum or a mean, actors are not counted by equal sets (amounts.py).
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.insights.context import InsightContext, Query
from hogql.insights.retention.amounts import totals
from hogql.insights.retention.members import actors_of
from hogql.insights.retention.plan import Plan, plan_of
from hogql.insights.sampling import factor_of, sampled
from hogql.insights.templates import select, without
from hogql.parser import parse_expr

if TYPE_CHECKING:
    from hogql.insights.cohort_breakdowns import CohortOf
    from hogql.insights.retention.models import RetentionQuery

MAX_ROWS: Final = ast.Constant(value=50_000)

_LINES: Final = """
    SELECT value, cohort, groupArray(place) AS places, groupArray(people) AS counts
    FROM (
        SELECT value, cohort, place, sum(actors) AS people
        FROM (
            SELECT value, cohort, cohort + {reach} AS beyond, actors, {listed_returns} AS came
            FROM (
                SELECT value, starts, returns, count() AS actors
                FROM {actors} GROUP BY value, starts, returns
            )
            ARRAY JOIN {listed_starts} AS cohort
        )
        ARRAY JOIN {shown} AS place
        GROUP BY value, cohort, place
    )
    GROUP BY value, cohort
"""
_BRACKETS: Final = """
    SELECT value, cohort, groupArray(edge) AS places, groupArray(people) AS counts
    FROM (
        SELECT value, cohort, edge, sum(actors) AS people
        FROM (
            SELECT value, cohort, came, actors, cohort + tupleElement(bracket, 1) AS edge,
                cohort + tupleElement(bracket, 2) AS beyond
            FROM (
                SELECT value, cohort, actors, {listed_returns} AS came
                FROM (
                    SELECT value, starts, returns, count() AS actors
                    FROM {actors} GROUP BY value, starts, returns
                )
                ARRAY JOIN {listed_starts} AS cohort
            )
            ARRAY JOIN {brackets} AS bracket
        )
        WHERE edge = cohort OR arrayExists(at -> at >= edge AND at < beyond, came)
        GROUP BY value, cohort, edge
    )
    GROUP BY value, cohort
"""
_ALL: Final = "arrayConcat([cohort], arrayFilter(at -> at > cohort AND at < beyond, came))"
_LAST: Final = """
    arrayConcat([cohort], arraySlice(arrayFilter(at -> at > cohort AND at < beyond, came), -1))
"""
_NO_VALUE: Final = ast.Alias(alias="value", expr=ast.Constant(value=""))


def build(request: "RetentionQuery", context: InsightContext) -> tuple[Query, ...]:
    """Return one query, or one for each cohort of a breakdown by cohorts."""
    plan = plan_of(request, context)
    factor = factor_of(request)
    return tuple(
        Query(
            name="retention" if cohort is None else f"retention, cohort {cohort.reported}",
            tree=sampled(_query(plan, cohort, request, context), factor),
        )
        for cohort in plan.split_cohorts
    )


def _query(
    plan: Plan, cohort: "CohortOf | None", request: "RetentionQuery", context: InsightContext
) -> ast.SelectQuery:
    starts = plan.places.listed(ast.Field(chain=("starts",)))
    returns = plan.places.listed(ast.Field(chain=("returns",)))
    actors = actors_of(plan, cohort, request, context, amount=plan.amount)
    if plan.amount is None:
        tree = _counts(plan, actors=actors, listed_starts=starts, listed_returns=returns)
    else:
        tree = totals(
            plan.amount,
            actors=actors,
            listed_starts=starts,
            listed_returns=returns,
            edges=plan.edges,
            is_cumulative=plan.is_cumulative,
        )
    if plan.split is None:
        # Groups by two numbers are quicker than by two numbers and a text.
        tree = without(tree, frozenset({"value"}))
        tree = replace(tree, select=(_NO_VALUE, *tree.select))
    return replace(tree, limit=MAX_ROWS)


def _counts(plan: Plan, **holes: ast.Expr) -> ast.SelectQuery:
    if plan.has_brackets and not plan.is_cumulative:
        return select(_BRACKETS, brackets=_brackets(plan), **holes)
    shown = parse_expr(_LAST if plan.is_cumulative else _ALL)
    return select(_LINES, shown=shown, reach=ast.Constant(value=plan.edges[-1]), **holes)


def _brackets(plan: Plan) -> ast.Expr:
    pairs = zip(plan.edges, plan.edges[1:], strict=False)
    return ast.Array(
        exprs=tuple(
            ast.Tuple(exprs=(ast.Constant(value=start), ast.Constant(value=end)))
            for start, end in pairs
        )
    )
