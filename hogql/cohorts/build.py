"""The filters of a cohort as one query for the ids of its members. Pure.

    {"type": "AND", "values": [
        {"type": "person", "key": "plan", "value": "pro"},
        {"type": "behavioral", "key": "paid", "value": "performed_event", ..., "negation": true}]}
    ->  select id from persons
        where properties.plan = 'pro' and not id in (select person_id from events where ...)

Everybody who has a profile is asked, so that who did nothing fits a negation; somebody who came
together of several is one. Visitors without a profile are in no cohort, as in PostHog.
"""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from hogql import ast
from hogql.cohorts.behaviors import who_did
from hogql.cohorts.models import Behavior, Behavioral, InCohort, OfPerson
from hogql.cohorts.read import Group, Leaf, leaves_of, read_filters
from hogql.insights.errors import InsightError
from hogql.insights.mentions import mentions_of
from hogql.property_filters.conditions import TRUE, all_of, any_of
from hogql.property_filters.models import PropertyFilter
from hogql.property_filters.to_expression import list_to_expression

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import JsonValue

    from hogql.property_filters.facts import FilterFacts

ID: Final = ast.Field(chain=("id",))
_OUTSIDE: Final = frozenset({"not_in", "is_not"})


@dataclass(frozen=True, kw_only=True, slots=True)
class CohortMentions:
    """What filters name by id, each with the first place that does."""

    actions: dict[int, str] = field(default_factory=dict)
    cohorts: dict[int, str] = field(default_factory=dict)


def members_query(filters: "Mapping[str, JsonValue]", facts: "FilterFacts") -> ast.SelectQuery:
    """Return the query of one column, ``id``. Raises InsightError, naming the field at fault."""
    condition = _group(read_filters(filters), facts)
    return ast.SelectQuery(
        select=(ID,),
        select_from=ast.JoinExpr(table=ast.Field(chain=("persons",))),
        where=None if condition == TRUE else condition,
    )


def cohort_mentions(filters: "Mapping[str, JsonValue]") -> CohortMentions:
    """Return the actions and cohorts that the filters name. Raises InsightError as above."""
    found = CohortMentions()
    for leaf in leaves_of(read_filters(filters)):
        if isinstance(leaf.of, InCohort):
            found.cohorts.setdefault(leaf.of.value, f"{leaf.attr}.value")
        elif isinstance(leaf.of, Behavioral):
            for name, kind, key in _keys(leaf.of):
                if kind == "actions" and key.isascii() and key.isdigit():
                    found.actions.setdefault(int(key), f"{leaf.attr}.{name}")
            for cohort, place in mentions_of(leaf.of).cohorts.items():
                found.cohorts.setdefault(cohort, f"{leaf.attr}.{place}")
    return found


def behaviors_of(filters: "Mapping[str, JsonValue]") -> frozenset[Behavior]:
    """Return what is asked of what somebody did, nothing when only of what they are."""
    leaves = leaves_of(read_filters(filters))
    return frozenset(leaf.of.value for leaf in leaves if isinstance(leaf.of, Behavioral))


def _keys(leaf: Behavioral) -> list[tuple[str, str, str]]:
    then = leaf.seq_event
    of_then = [] if then is None else [("seq_event", leaf.seq_event_type, then)]
    return [("key", leaf.event_type, leaf.key), *of_then]


def _group(group: Group, facts: "FilterFacts") -> ast.Expr:
    parts = [
        _leaf(member, facts) if isinstance(member, Leaf) else _group(member, facts)
        for member in group.members
    ]
    return all_of(*parts) if group.joined_by == "AND" else any_of(*parts)


def _leaf(leaf: Leaf, facts: "FilterFacts") -> ast.Expr:
    of = leaf.of
    if isinstance(of, InCohort):
        return _in_cohort(of)
    if isinstance(of, OfPerson):
        return _negated(_of_person(of, facts, leaf.attr), bool(of.negation))
    did = ast.CompareOperation(
        left=ID, op=ast.CompareOperationOp.In, right=who_did(of, facts, leaf.attr)
    )
    return _negated(did, bool(of.negation))


def _in_cohort(leaf: InCohort) -> ast.Expr:
    is_not = bool(leaf.negation) != (leaf.operator in _OUTSIDE)
    op = ast.CompareOperationOp.NotInCohort if is_not else ast.CompareOperationOp.InCohort
    return ast.CompareOperation(left=ID, op=op, right=ast.Constant(value=leaf.value))


def _of_person(leaf: OfPerson, facts: "FilterFacts", attr: str) -> ast.Expr:
    written = leaf.model_dump(exclude={"negation"})
    try:
        item = PropertyFilter.model_validate(written)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_context=False, include_input=False)[0]
        raise InsightError(problem["msg"], attr=f"{attr}.{problem['loc'][0]}") from error
    # The list's own place would stand between the condition and its field.
    try:
        return list_to_expression((item,), replace(facts, rows="person"), attr=attr)
    except InsightError as error:
        place = None if error.attr is None else error.attr.replace(f"{attr}.0", attr, 1)
        raise InsightError(error.message, attr=place) from error


def _negated(condition: ast.Expr, is_not: bool) -> ast.Expr:
    """A condition that asks nothing asks nothing either when it is negated."""
    return ast.Not(expr=condition) if is_not and condition != TRUE else condition
