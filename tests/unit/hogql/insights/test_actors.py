"""Who is counted, and what a share of them is."""

from dataclasses import replace

import pytest

from hogql import ast
from hogql.insights.actors import actor_of, written
from hogql.insights.errors import InsightError
from hogql.insights.nodes import InsightNode
from hogql.insights.sampling import factor_of, sampled, scaled_up
from hogql.parser import parse_expr, parse_select
from hogql.property_filters.conditions import TRUE
from tests.unit.hogql.insights.contexts import make_context

CONTEXT = make_context()


def test_persons_are_counted_unless_something_else_is_said() -> None:
    actor = actor_of(InsightNode(), CONTEXT)
    assert (actor.key, actor.exists) == (parse_expr("person_id"), TRUE)


def test_a_group_is_counted_where_an_event_has_one() -> None:
    actor = actor_of(InsightNode(aggregation_group_type_index=2), CONTEXT)
    assert actor.key == parse_expr("$group_2")
    assert actor.exists == parse_expr("$group_2 != ''")


def test_a_project_may_count_distinct_ids() -> None:
    context = replace(CONTEXT, aggregate_users_by_distinct_id=True)
    assert actor_of(InsightNode(), context).key == parse_expr("distinct_id")
    assert actor_of(InsightNode(aggregation_group_type_index=0), context).key == parse_expr(
        "$group_0"
    )


def test_an_expression_may_say_who_is_counted() -> None:
    actor = written("properties.$session_id", attr="x")
    assert actor.key == parse_expr("ifNull(toString(properties.$session_id), '')")
    assert actor.exists == parse_expr("ifNull(toString(properties.$session_id), '') != ''")
    with pytest.raises(InsightError) as caught:
        written("properties.(", attr="funnelsFilter.funnelAggregateByHogQL")
    assert caught.value.attr == "funnelsFilter.funnelAggregateByHogQL"


def test_a_share_is_taken_wherever_events_are_read() -> None:
    text = """
        SELECT count() FROM (SELECT 1 FROM events {0} WHERE event IN (SELECT event FROM events {0}))
        CROSS JOIN groups
    """
    tree = parse_select(text.replace("{0}", ""))
    assert isinstance(tree, ast.SelectQuery)
    assert sampled(tree, 0.1) == parse_select(text.replace("{0}", "SAMPLE 0.1"))
    assert sampled(tree, 1) is tree


def test_sums_of_a_share_are_scaled_up() -> None:
    request = InsightNode(samplingFactor=0.1)
    assert scaled_up(12, factor_of(request)) == 120
    assert scaled_up(12.5, factor_of(InsightNode())) == 12.5
