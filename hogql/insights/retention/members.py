"""The members of all cohorts, and when each of them came back.

    events  ->  (actor_id, value, starts, returns) of each actor, starts and returns being sets

Of a recurring cohort a value of a breakdown is that of the events on both sides; of a first time,
and where windows roll, it is that of the first target event.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.insights.actors import Actor, actor_of
from hogql.insights.retention.models import RetentionQuery, RetentionType
from hogql.insights.series import has_properties_of, is_event_of, matches_query, matches_series
from hogql.insights.templates import select
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE, all_of, any_of

if TYPE_CHECKING:
    from hogql.insights.cohort_breakdowns import CohortOf
    from hogql.insights.context import InsightContext
    from hogql.insights.retention.amounts import Amount
    from hogql.insights.retention.plan import Plan
    from hogql.insights.retention.windows import Windows

TARGET: Final = "retentionFilter.targetEntity"
RETURNING: Final = "retentionFilter.returningEntity"

_RECURRING: Final = """
    SELECT {key} AS actor_id, {value} AS value, {starts} AS starts, {returns} AS returns
    FROM events WHERE {where} GROUP BY value, actor_id HAVING countIf({target}) > 0
"""
_GROUPED: Final = """
    SELECT {key} AS actor_id, argMinIf({value}, tuple(timestamp, {value}), {target}) AS value,
        minIf(timestamp, {target}) AS first_at, minIf(timestamp, {named}) AS named_at,
        countIf({target}) AS found, {returns} AS returns
    FROM events WHERE {where} GROUP BY actor_id
    HAVING found > 0 AND first_at = named_at AND {in_cohorts}
"""
_FIRST: Final = "SELECT actor_id, value, {starts} AS starts, returns FROM {grouped}"
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
_FIRST_AT: Final = ast.Field(chain=("first_at",))


def actors_of(
    plan: "Plan",
    cohort: "CohortOf | None",
    request: RetentionQuery,
    context: "InsightContext",
    *,
    amount: "Amount | None" = None,
) -> ast.SelectQuery:
    """Rows of (actor_id, value, starts, returns), one for each member of a cohort.

    With an ``amount`` come its columns: what the events of each interval are worth.
    """
    of_cohort = TRUE if cohort is None else cohort.condition()
    named = is_event_of(plan.target, context, attr=TARGET)
    sides = _Sides(
        actor=actor_of(request, context),
        named=named,
        member=all_of(named, has_properties_of(plan.target, context, attr=TARGET)),
        back=matches_series(plan.returning, context, attr=RETURNING),
        of_all=all_of(matches_query(request, context), of_cohort),
    )
    if plan.windows is not None:
        return _rolling(plan, plan.windows, sides)
    return (_recurring if plan.kind is RetentionType.RECURRING else _first)(plan, sides, amount)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sides:
    """Conditions: what makes somebody a member, by name alone too, what brings them back."""

    actor: Actor
    named: ast.Expr
    member: ast.Expr
    back: ast.Expr
    of_all: ast.Expr


def _recurring(plan: "Plan", sides: _Sides, amount: "Amount | None") -> ast.SelectQuery:
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
    tree = replace(tree, having=None) if target == TRUE else tree
    if amount is None:
        return tree
    columns = amount.columns(place=plan.places.place(), target=target, back=back)
    return replace(tree, select=(*tree.select, *columns))


def _first(plan: "Plan", sides: _Sides, amount: "Amount | None") -> ast.SelectQuery:
    later = _later(plan, sides)
    grouped = _grouped(plan, sides, _returns(plan, later))
    starts = plan.places.set_of_one(plan.places.place(of=_FIRST_AT))
    if amount is None:
        return select(_FIRST, starts=starts, grouped=grouped)
    target = all_of(_target(plan, sides), plan.cohorts.from_start())
    columns = amount.columns(place=plan.places.place(), target=target, back=later)
    grouped = replace(grouped, select=(*grouped.select, *columns))
    tree = select(_FIRST, starts=starts, grouped=grouped)
    return replace(tree, select=(*tree.select, *amount.names()))


def _rolling(plan: "Plan", windows: "Windows", sides: _Sides) -> ast.SelectQuery:
    came = windows.came(_later(plan, sides), occurrences=plan.occurrences)
    return windows.rolled(
        _grouped(plan, sides, came),
        plan.places.place(of=_FIRST_AT),
        reach=plan.edges[-1],
        occurrences=plan.occurrences,
    )


def _grouped(plan: "Plan", sides: _Sides, returns: ast.Expr) -> ast.SelectQuery:
    """Those whose first target event lies in a cohort, and how they came back."""
    actor, target, later = sides.actor, _target(plan, sides), _later(plan, sides)
    by_name = plan.kind is RetentionType.FIRST_EVER
    named = all_of(sides.named, plan.cohorts.to_end()) if by_name else target
    return select(
        _GROUPED,
        value=_value(plan, all_of(target, actor.exists, _in_cohorts(plan)), actor.key),
        returns=returns,
        where=all_of(_any(named, later), plan.places.period.to_end(), actor.exists),
        key=actor.key,
        target=target,
        named=named,
        in_cohorts=plan.cohorts.from_start(of=_FIRST_AT),
    )


def _target(plan: "Plan", sides: _Sides) -> ast.Expr:
    """The target events of which the earliest is somebody's start."""
    until = plan.cohorts.to_end()
    if plan.kind is RetentionType.RECURRING:
        until = all_of(plan.cohorts.from_start(), until)
    return all_of(sides.member, sides.of_all, until)


def _later(plan: "Plan", sides: _Sides) -> ast.Expr:
    return all_of(sides.back, plan.places.period.contains_timestamp(), sides.of_all)


def _any(left: ast.Expr, right: ast.Expr) -> ast.Expr:
    """One condition or another; the same one only once, as the table's key can use it then."""
    if TRUE in (left, right):
        return TRUE
    return left if left == right else any_of(left, right)


def _in_cohorts(plan: "Plan") -> ast.Expr:
    """The condition that an event lies in a cohort's interval, not in the time after them all."""
    return TRUE if plan.count == len(plan.places.starts) else plan.cohorts.to_end()


def _returns(plan: "Plan", returning: ast.Expr) -> ast.Expr:
    """The set of the intervals in which somebody came back often enough."""
    if plan.occurrences == 1:
        return plan.places.set_of(returning)
    return parse_expr(
        _OFTEN,
        place=plan.places.place(),
        returning=returning,
        occurrences=ast.Constant(value=plan.occurrences),
    )


def _value(plan: "Plan", where: ast.Expr, key: ast.Expr) -> ast.Expr:
    """The value of an event: one of the most frequent among members, or the mark of the rest."""
    if plan.split is None:
        return ast.Constant(value="")
    where = all_of(where, plan.cohorts.contains_timestamp())
    value = plan.split.value(where)
    limit = ast.Constant(value=plan.split.limit)
    top = select(_TOP, value=value, where=where, key=key, limit=limit)
    is_named = ast.CompareOperation(left=value, op=ast.CompareOperationOp.In, right=top)
    return ast.Call(name="if", args=(is_named, value, plan.split.rest))
