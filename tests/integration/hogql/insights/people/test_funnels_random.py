"""Random funnels: the people behind every bar, and every gap, are as many as it says (insights 11).

Optional steps, strict and unordered ones, every attribution of a breakdown, merged persons.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.integration.hogql.insights import test_funnels_oracle as funnels
from tests.integration.hogql.insights.people.points import Node, points_of

if TYPE_CHECKING:
    from random import Random

    from clickhouse_connect.driver.client import Client


@hypothesis_settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(random=st.randoms(use_true_random=False))
def test_as_many_people_are_listed_as_a_step_says(
    shared_clickhouse: "Client", random: "Random"
) -> None:
    question = funnels.random_question(random)
    team = funnels.store(shared_clickhouse, funnels.random_events(random, question.first))
    query = funnels.node_of(question, "steps")
    points = points_of(query, funnels.ask(query, question, team))
    for point in random.sample(points, min(4, len(points))):
        rows = funnels.ask(point.question, question, team)["results"]
        assert isinstance(rows, list)
        people = {str(row[0]) for row in rows if isinstance(row, list)}
        assert len(people) == len(rows)
        assert (len(rows), point.question) == (point.actors, point.question)


@hypothesis_settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(random=st.randoms(use_true_random=False))
def test_everybody_who_entered_has_one_deepest_step(
    shared_clickhouse: "Client", random: "Random"
) -> None:
    question = replace(funnels.random_question(random), attribution=None)
    team = funnels.store(shared_clickhouse, funnels.random_events(random, question.first))
    source: Node = {"kind": "FunnelsActorsQuery", "source": funnels.node_of(question, "steps")}
    steps = range(1, len(question.steps) + 1)

    def people(**more: Any) -> list[str]:
        rows = funnels.ask({**source, **more}, question, team)["results"]
        assert isinstance(rows, list)
        return [str(row[0]) for row in rows if isinstance(row, list)]

    entered = sorted(people(funnelStep=1))
    by_depth = [people(funnelCustomSteps=[step], funnelStep=-2) for step in steps]
    assert sorted(who for each in by_depth for who in each) == entered
    assert sorted(people(funnelCustomSteps=list(steps))) == entered
