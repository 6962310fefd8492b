"""Funnels of every kind have correlations: what their steps are, and who counts as converted."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from hogql.context import Action
from hogql.insights.errors import InsightError
from tests.integration.hogql.insights.correlation.project import (
    ERROR,
    HELP,
    WATCH,
    Node,
    ask,
    correlation,
    funnel,
    people,
    rows,
    series,
)

if TYPE_CHECKING:
    from tests.integration.hogql.insights.world import World

ANY_ORDER: Node = {"funnelOrderType": "unordered"}
OPTIONAL: Node = {"kind": "EventsNode", "event": "help", "optionalInFunnel": True}


def with_action(world: "World") -> "World":
    """The payment and the error as one action."""
    action = Action(id=7, name="Paid", condition="event = 'pay' OR event = 'error'")
    return replace(
        world,
        known=structs.replace(world.known, actions=(action,)),
        context=replace(world.context, actions={7: "Paid"}),
    )


def test_an_action_that_is_a_step_does_not_count(world: "World") -> None:
    # All but gus pay or meet an error: 5 and 1. Help of ann and cat, watch of ann, ben and gus.
    query = correlation(funnel([*series("view"), {"kind": "ActionsNode", "id": 7}]))
    told = with_action(world)
    assert rows(told, query) == [
        ("help", 2, 0, pytest.approx(3 * 2 / 4), "success"),
        ("watch", 2, 1, pytest.approx(3 * 1 / (4 * 2)), "failure"),
    ]


def test_an_action_can_be_what_people_did(world: "World") -> None:
    told = with_action(world)
    entity = {"kind": "ActionsNode", "id": 7}
    assert len(people(told, correlation(), converted=False, PersonEntity=entity)) == 1


def test_a_group_of_events_that_is_a_step_does_not_count(world: "World") -> None:
    group = {"kind": "GroupNode", "operator": "OR", "nodes": series("pay", "late")}
    assert rows(world, correlation(funnel([*series("view"), group]))) == [WATCH, ERROR, HELP]


def test_who_passes_over_an_optional_step_converts(world: "World") -> None:
    query = correlation(funnel([*series("view"), OPTIONAL, *series("pay")]))
    assert rows(world, query) == [WATCH, ERROR]


def test_steps_in_any_order(world: "World") -> None:
    query = correlation(funnel(series("pay", "view"), funnelsFilter=ANY_ORDER))
    assert rows(world, query) == [WATCH, ERROR, HELP]


def test_strict_steps_leave_no_room_for_other_events_of_who_converts(world: "World") -> None:
    # Only eve's payment follows her view at once; the five others stay two hours.
    query = correlation(funnel(funnelsFilter={"funnelOrderType": "strict"}))
    assert rows(world, query) == [
        ("error", 0, 1, pytest.approx(5 / (2 * 2)), "success"),
        ("late", 0, 1, pytest.approx(5 / (2 * 2)), "success"),
        ("watch", 0, 3, pytest.approx(3 / (2 * 4)), "failure"),
        ("help", 0, 2, pytest.approx(4 / (2 * 3)), "failure"),
    ]


def test_who_dropped_out_before_a_step_has_nobody_to_be_compared_with(world: "World") -> None:
    query = correlation()
    query["source"]["funnelStep"] = -2
    assert ask(world, query)["results"] == {"events": [], "skewed": True}


def test_distinct_ids_may_be_actors_which_have_no_properties(world: "World") -> None:
    # The telephone of gus is not in the funnel.
    context = replace(world.context, aggregate_users_by_distinct_id=True)
    told = replace(world, context=context)
    watch, *_ = rows(told, correlation())
    assert watch == ("watch", 2, 0, pytest.approx(3 * 4 / 2), "success")
    entity = {"kind": "EventsNode", "event": "watch"}
    found = people(told, correlation(), converted=True, PersonEntity=entity)
    assert found == {"ann", "ben"}
    with pytest.raises(InsightError) as refused:
        ask(told, correlation(kind="properties", Names=["plan"]))
    assert refused.value.attr == "funnelCorrelationType"


@pytest.mark.parametrize("step", [0, -1, 3, -3])
def test_a_step_that_is_none_is_refused(world: "World", step: int) -> None:
    query = correlation()
    query["source"]["funnelStep"] = step
    with pytest.raises(InsightError, match="Steps are 1 to 2") as refused:
        ask(world, query)
    assert refused.value.attr == "source.funnelStep"
