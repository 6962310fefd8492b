"""What is counted, for whom, and what it tells: numbers worked out by hand in ``project``."""

from typing import TYPE_CHECKING

import pytest

from tests.integration.hogql.insights.correlation.project import (
    ERROR,
    HELP,
    WATCH,
    Node,
    ask,
    correlation,
    funnel,
    rows,
    series,
)

if TYPE_CHECKING:
    from tests.integration.hogql.insights.world import World


def test_events_count_between_the_first_step_and_the_last(world: "World") -> None:
    assert rows(world, correlation()) == [WATCH, ERROR, HELP]


def test_the_answer_says_what_was_counted(world: "World") -> None:
    found = ask(world, correlation())
    assert found["results"]["skewed"] is False
    assert found["columns"] == ["name", "success_count", "failure_count"]
    assert found["results"]["events"][0]["event"] == {
        "event": "watch",
        "properties": {},
        "elements": [],
    }
    assert (found["hasMore"], found["offset"]) == (False, 0)


def test_events_can_be_left_out(world: "World") -> None:
    query = correlation(ExcludeEventNames=["error", "watch"])
    assert rows(world, query) == [HELP]


def test_a_breakdown_says_nothing_here(world: "World") -> None:
    split: Node = {"breakdownFilter": {"breakdown": "n", "breakdown_type": "event"}}
    assert rows(world, correlation(funnel(**split))) == [WATCH, ERROR, HELP]


def test_properties_of_persons_are_those_they_have_now(world: "World") -> None:
    query = correlation(kind="properties", Names=["plan"])
    assert rows(world, query) == [
        ("plan::pro", 2, 0, 6.0, "success"),
        ("plan::", 1, 0, pytest.approx(8 / 3), "success"),
        ("plan::free", 0, 3, 0.0625, "failure"),
    ]


def test_all_properties_but_some(world: "World") -> None:
    query = correlation(kind="properties", Names=["$all"], ExcludeNames=["plan"])
    assert rows(world, query) == [("age::30", 2, 2, 1.0, "failure")]


def test_properties_of_groups_empty_where_nothing_is_known(world: "World") -> None:
    groups = funnel(aggregation_group_type_index=0)
    assert rows(world, correlation(groups)) == [
        ("watch", 2, 0, pytest.approx(9 / 2), "success"),
        ("error", 0, 1, 0.25, "failure"),
        ("help", 1, 1, pytest.approx(2 / 3), "failure"),
    ]
    assert rows(world, correlation(groups, "properties", Names=["industry"])) == [
        ("industry::", 2, 1, 1.5, "success"),
        ("industry::tech", 1, 1, pytest.approx(2 / 3), "failure"),
    ]


def test_values_that_three_actors_have_on_an_event(world: "World") -> None:
    query = correlation(kind="event_with_properties", EventNames=["watch", "error"])
    assert rows(world, query) == [("watch::channel::tv", 2, 1, 2.25, "success")]
    hidden = {**query, "funnelCorrelationEventExcludePropertyNames": ["channel"]}
    assert rows(world, hidden) == []


def test_nothing_is_told_where_nobody_converts(world: "World") -> None:
    found = ask(world, correlation(funnel(series("view", "never"))))
    assert found["results"] == {"events": [], "skewed": True}


def test_only_who_came_to_the_step_that_is_named_is_counted(world: "World") -> None:
    # Ann converts. Of the five others ben and gus watched, and dan and eve met an error.
    query = correlation(funnel(series("view", "help", "pay")))
    assert rows(world, query) == [
        ("watch", 1, 2, pytest.approx(8 / 3), "success"),
        ("error", 0, 2, pytest.approx(2 / 3), "failure"),
    ]
    query["source"]["funnelStep"] = 2
    assert rows(world, query) == [("watch", 1, 0, 4.0, "success")]
