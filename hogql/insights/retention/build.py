"""RetentionQuery as HogQL: a set of intervals per actor, equal ones counted once (clickhouse 11).

    events -> (starts, returns) of each actor -> actors by equal sets -> (cohort, place, people)

Of a recurring cohort a value of a breakdown is that of the events on both sides; of a first time it
is that of the first target event.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.insights.actors import Actor, actor_of
from hogql.insights.context import InsightContext, Query
from hogql.insights.retention.models import RetentionQuery, RetentionType
from hogql.insights.retention.plan import Plan, plan_of
from hogql.insights.sampling import factor_of, sampled
from hogql.insights.series import has_properties_of, is_event_of, matches_query, matches_series
from hogql.insights.templates import select
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE, all_of, any_of

if TYPE_CHECKING:
    from hogql.insights.cohort_breakdowns import CohortOf

MAX_ROWS: Final = ast.Constant(value=50_000)
TARGET: Final = "retentionFilter.targetEntity"
RETURNING: Final = "retentionFilter.returningEntity"

_RECURRING: Final = """
    SELECT {key} AS actor_id, {value} AS value, {starts} AS starts, {returns} AS returns
    FROM events WHERE {where} GROUP BY value, actor_id HAVING countIf({target}) > 0
"""
_FIRST: Final = """
    SELECT actor_id, value, {starts} AS starts, returns
    FROM (
        SELECT {key} AS actor_id, argMinIf({value}, tuple(timestamp, {value}), {target}) AS value,
            minIf(timestamp, {target}) AS first_at, minIf(timestamp, {named}) AS named_at,
            countIf({target}) AS found, {returns} AS returns
        FROM events WHERE {where} GROUP BY actor_id
        HAVING found > 0 AND first_at = named_at AND {in_cohorts}
    )
"""
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
_OFTEN: Final = """
    arraySort(arrayFilter(
        at -> countEqual(groupArrayIf({place}, {returning}), at) >= {occurrences},
        groupUniqArrayIf({place}, {returning})
    ))
"""
_TOP: Final = """
    SELECT {value} AS value FROM events WHERE {where}
    GROUP BY value ORDER BY count(DISTINCT {key}) DESC, value LIMIT {limit}
"""
_RETURNS: Final = ast.Field(chain=("returns",))
_FIRST_AT: Final = ast.Field(chain=("first_at",))


def build(request: RetentionQuery, context: InsightContext) -> tuple[Query, ...]:
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
    plan: Plan, cohort: "CohortOf | None", request: RetentionQuery, context: InsightContext
) -> ast.SelectQuery:
    holes: dict[str, ast.Expr] = {
        "actors": actors_of(plan, cohort, request, context),
        "listed_starts": plan.places.listed(ast.Field(chain=("starts",))),
        "listed_returns": plan.places.listed(_RETURNS),
    }
    if plan.has_brackets and not plan.is_cumulative:
        return replace(select(_BRACKETS, brackets=_brackets(plan), **holes), limit=MAX_ROWS)
    shown = parse_expr(_LAST if plan.is_cumulative else _ALL)
    reach = ast.Constant(value=plan.edges[-1])
    return replace(select(_LINES, shown=shown, reach=reach, **holes), limit=MAX_ROWS)


def _brackets(plan: Plan) -> ast.Expr:
    pairs = zip(plan.edges, plan.edges[1:], strict=False)
    return ast.Array(
        exprs=tuple(
            ast.Tuple(exprs=(ast.Constant(value=start), ast.Constant(value=end)))
            for start, end in pairs
        )
    )


def actors_of(
    plan: Plan, cohort: "CohortOf | None", request: RetentionQuery, context: InsightContext
) -> ast.SelectQuery:
    """Rows of (actor_id, value, starts, returns), one for each member of a cohort."""
    of_cohort = TRUE if cohort is None else cohort.condition()
    named = is_event_of(plan.target, context, attr=TARGET)
    sides = _Sides(
        actor=actor_of(request, context),
        named=named,
        member=all_of(named, has_properties_of(plan.target, context, attr=TARGET)),
        back=matches_series(plan.returning, context, attr=RETURNING),
        of_all=all_of(matches_query(request, context), of_cohort),
    )
    return (_recurring if plan.kind is RetentionType.RECURRING else _first)(plan, sides)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sides:
    """Conditions: what makes somebody a member, by name alone too, what brings them back."""

    actor: Actor
    named: ast.Expr
    member: ast.Expr
    back: ast.Expr
    of_all: ast.Expr


def _recurring(plan: Plan, sides: _Sides) -> ast.SelectQuery:
    member, back, actor = sides.member, sides.back, sides.actor
    where = all_of(_any(member, back), sides.of_all, actor.exists)
    value = _value(plan, all_of(member, _in_cohorts(plan), sides.of_all, actor.exists), actor.key)
    if member == back:
        member = back = TRUE  # of all that is read
    target = all_of(member, _in_cohorts(plan))
    tree = select(
        _RECURRING,
        value=value,
        starts=plan.places.set_of(target),
        returns=_returns(plan, back),
        where=all_of(where, plan.places.period.contains_timestamp()),
        key=actor.key,
        target=target,
    )
    return replace(tree, having=None) if target == TRUE else tree


def _first(plan: Plan, sides: _Sides) -> ast.SelectQuery:
    actor, to_cohorts = sides.actor, plan.cohorts.to_end()
    later = all_of(sides.back, plan.places.period.contains_timestamp(), sides.of_all)
    target = all_of(sides.member, sides.of_all, to_cohorts)
    is_ever = plan.kind is RetentionType.FIRST_EVER
    first = all_of(sides.named if is_ever else all_of(sides.member, sides.of_all), to_cohorts)
    return select(
        _FIRST,
        value=_value(plan, all_of(target, actor.exists, _in_cohorts(plan)), actor.key),
        starts=plan.places.set_of_one(plan.places.place(of=_FIRST_AT)),
        returns=_returns(plan, later),
        where=all_of(_any(first, later), plan.places.period.to_end(), actor.exists),
        key=actor.key,
        target=target,
        named=first,
        in_cohorts=plan.cohorts.from_start(of=_FIRST_AT),
    )


def _any(left: ast.Expr, right: ast.Expr) -> ast.Expr:
    """One condition or another; the same one only once, as the table's key can use it then."""
    if TRUE in (left, right):
        return TRUE
    return left if left == right else any_of(left, right)


def _in_cohorts(plan: Plan) -> ast.Expr:
    """The condition that an event lies in a cohort's interval, not in the time after them all."""
    return TRUE if plan.count == len(plan.places.starts) else plan.cohorts.to_end()


def _returns(plan: Plan, returning: ast.Expr) -> ast.Expr:
    """The set of the intervals in which somebody came back often enough."""
    if plan.occurrences == 1:
        return plan.places.set_of(returning)
    return parse_expr(
        _OFTEN,
        place=plan.places.place(),
        returning=returning,
        occurrences=ast.Constant(value=plan.occurrences),
    )


def _value(plan: Plan, where: ast.Expr, key: ast.Expr) -> ast.Expr:
    """The value of an event: one of the most frequent among members, or the mark of the rest."""
    if plan.split is None:
        return ast.Constant(value="")
    where = all_of(where, plan.cohorts.contains_timestamp())
    value = plan.split.value(where)
    limit = ast.Constant(value=plan.split.limit)
    top = select(_TOP, value=value, where=where, key=key, limit=limit)
    is_named = ast.CompareOperation(left=value, op=ast.CompareOperationOp.In, right=top)
    return ast.Call(name="if", args=(is_named, value, plan.split.rest))
