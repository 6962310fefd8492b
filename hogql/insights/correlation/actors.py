"""Who is behind a count of a FunnelCorrelationQuery: as many as it says.

FunnelCorrelationActorsQuery(entity)            who did the event while in the funnel
FunnelCorrelationActorsQuery(property values)   who has the properties
converted                                       of these, who did, or did not, come through
"""

from dataclasses import replace as with_facts
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.correlation.events import in_stay, is_of_stay
from hogql.insights.correlation.filters import as_counted, is_equal
from hogql.insights.correlation.models import CorrelationType
from hogql.insights.correlation.pairs import CHAIN, pairs_of_actor, pairs_of_event
from hogql.insights.correlation.plan import ALL, AUTOCAPTURE, Plan, plan_of
from hogql.insights.correlation.stays import stays_of
from hogql.insights.entities import EventsNode
from hogql.insights.errors import InsightError
from hogql.insights.people.found import Found, found_of, inside
from hogql.insights.sampling import factor_of, sampled
from hogql.insights.series import is_event_of, matches_series
from hogql.insights.templates import select
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE, all_of
from hogql.property_filters.models import PropertyFilterType
from hogql.property_filters.to_expression import to_expression
from hogql.property_filters.values import read_texts

if TYPE_CHECKING:
    from hogql.insights.context import InsightContext
    from hogql.insights.correlation.models import FunnelCorrelationActorsQuery
    from hogql.insights.entities import Entity
    from hogql.property_filters.models import FilterList, PropertyFilter

_DID: Final = """
    SELECT stay.actor AS actor_id, count() AS event_count
    FROM events ASOF JOIN {stays} AS stay ON {is_theirs}
    WHERE {where} GROUP BY actor_id
"""
_PERSONS: Final = """
    SELECT stay.actor AS actor_id, 1 AS event_count
    FROM persons LEFT ANY JOIN {stays} AS stay ON persons.id = stay.actor
    WHERE stay.ended > 0 AND {where} AND {has}
"""
_GROUPS: Final = """
    SELECT stay.actor AS actor_id, 1 AS event_count
    FROM {stays} AS stay
    LEFT JOIN (
        SELECT key, {has} AS has FROM groups WHERE index = {index}
    ) AS known ON stay.actor = known.key
    WHERE {where} AND if(known.key = '', {of_unknown}, known.has)
"""
_VALUES: Final = "funnelCorrelationPropertyValues"
_ENTITY: Final = "funnelCorrelationPersonEntity"


def actors(asked: "FunnelCorrelationActorsQuery", context: "InsightContext") -> Found:
    """Return the people of a count. Raises InsightError, naming what does not say which."""
    with inside("source"):
        plan = plan_of(asked.source, context)
        stays = stays_of(plan, context, TRUE)
    if asked.source.type is CorrelationType.PROPERTIES:
        tree = _with_properties(asked, plan, stays, context)
    else:
        tree = _with_event(asked, plan, stays, context)
    return found_of(sampled(tree, factor_of(plan.source)), plan.funnel.actor)


def _came_through(asked: "FunnelCorrelationActorsQuery") -> ast.Expr:
    if asked.converted is None:
        return TRUE
    return parse_expr("stay.is_done" if asked.converted else "NOT stay.is_done")


def _with_event(
    asked: "FunnelCorrelationActorsQuery",
    plan: Plan,
    stays: ast.SelectQuery,
    context: "InsightContext",
) -> ast.SelectQuery:
    if asked.entity is None:
        raise InsightError("Which event is meant?", attr=_ENTITY)
    is_meant = _is_meant(asked.entity, plan, context)
    where = all_of(in_stay(plan), _came_through(asked), is_meant)
    return select(_DID, stays=stays, is_theirs=is_of_stay(plan), where=where)


def _is_meant(entity: "Entity", plan: Plan, context: "InsightContext") -> ast.Expr:
    """The condition that an event is the one that was counted, properties included."""
    names = plan.request.event_names or ()
    filters = entity.properties
    is_by_value = plan.request.type is CorrelationType.EVENT_WITH_PROPERTIES
    if not (isinstance(entity, EventsNode) and isinstance(filters, tuple) and is_by_value):
        return matches_series(entity, context, attr=_ENTITY)
    is_click = entity.event == AUTOCAPTURE and AUTOCAPTURE in names

    def is_counted(item: "PropertyFilter") -> bool:
        return item.type is PropertyFilterType.EVENT and (not is_click or item.key == CHAIN)

    pairs, attr = pairs_of_event(names), f"{_ENTITY}.properties"
    return all_of(
        is_event_of(entity, context, attr=_ENTITY),
        as_counted(filters, is_counted, pairs, context.facts, attr=attr),
        to_expression(entity.fixed_properties, context.facts, attr=f"{_ENTITY}.fixedProperties"),
    )


def _with_properties(
    asked: "FunnelCorrelationActorsQuery",
    plan: Plan,
    stays: ast.SelectQuery,
    context: "InsightContext",
) -> ast.SelectQuery:
    values = asked.property_values
    if not values:
        raise InsightError("Which values of properties are meant?", attr=_VALUES)
    where, has = _came_through(asked), _has(values, plan, context)
    if plan.group_type_index is None:
        return select(_PERSONS, stays=stays, where=where, has=has)
    return select(
        _GROUPS,
        stays=stays,
        where=where,
        has=has,
        of_unknown=ast.Constant(value=_fits_nothing(values, plan)),
        index=ast.Constant(value=plan.group_type_index),
    )


def _has(values: "FilterList", plan: Plan, context: "InsightContext") -> ast.Expr:
    """The condition that a person, or a group, has the properties."""
    index = plan.group_type_index
    kind = PropertyFilterType.PERSON if index is None else PropertyFilterType.GROUP
    for at, one in enumerate(values):
        if one.type is PropertyFilterType.GROUP and one.group_type_index != index:
            message = "The actors of this funnel are no groups of that type."
            raise InsightError(message, attr=f"{_VALUES}.{at}.group_type_index")
    names = plan.request.names or ()
    pairs = pairs_of_actor(names if ALL in names else [one.key for one in values])
    facts = with_facts(context.facts, rows="person" if index is None else "group")
    return as_counted(values, lambda one: one.type is kind, pairs, facts, attr=_VALUES)


def _fits_nothing(values: "FilterList", plan: Plan) -> bool:
    """Whether a group of which nothing is known has the properties: each of them empty."""
    if ALL in (plan.request.names or ()):
        return False
    return all(is_equal(one) and "" in read_texts(one.value, _VALUES) for one in values)
