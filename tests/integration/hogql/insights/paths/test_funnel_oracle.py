"""Random funnels, random pasts: paths around a step are those of the oracle, and so are people.

Packed funnels and walked ones, groups, who dropped out, ties in time. ``python -m tests.oracle
funnel_paths --count 2000 --seed 1`` tries many.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.integration.hogql.insights import test_funnels_oracle as funnels
from tests.integration.hogql.insights.test_paths_oracle import (
    compare,
    random_events,
    random_question,
)
from tests.oracle import funnel_walks
from tests.oracle.funnel_stretches import Side, has_one_before, stretches
from tests.oracle.funnel_walks import Question as Funnel
from tests.oracle.funnel_walks import Step

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from clickhouse_connect.driver.client import Client
    from pydantic import JsonValue

    from tests.oracle.paths_edges import Happening, Question

NAMES = ["$pageview", "$pageview", "bought", "seen", "$screen"]
OUTER: Final[tuple[Side, ...]] = ("before", "after")
SIDES: Final[tuple[Side, ...]] = (*OUTER, "between")
KINDS: Final[dict[Side, str]] = {
    "before": "funnel_path_before_step",
    "between": "funnel_path_between_steps",
    "after": "funnel_path_after_step",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class AroundStep:
    """A step of a funnel around which alone events count."""

    funnel: Funnel
    side: Side
    step: int
    is_of_groups: bool

    def of(self, seen: "Sequence[Happening]") -> "list[Happening]":
        """Return those of the events that count."""
        told = [
            funnel_walks.Happening(at=one.at, who=one.who, name=one.name, is_chosen=one.is_chosen)
            for one in seen
            if one.who
        ]
        spans = stretches(self.funnel, told, self.side, self.step)
        return [
            one
            for one in seen
            if one.who in spans and spans[one.who][0] <= one.at <= spans[one.who][1]
        ]

    def node(self) -> "JsonValue":
        """Return the filter on the wire."""
        source = funnels.node_of(self.funnel, "steps")
        if self.is_of_groups:
            source["aggregation_group_type_index"] = 0
        return {
            "funnelPathType": KINDS[self.side],
            "funnelSource": source,
            "funnelStep": self.step,
        }


def random_funnel(random: "Random", question: "Question") -> Funnel:
    """A funnel over the days of the paths, or around them."""
    is_plain = random.random() < 0.5
    names = random.sample(sorted(set(NAMES)), 3) if is_plain else random.choices(NAMES, k=4)
    steps = [Step(name=name, is_chosen_only=random.random() < 0.2) for name in names]
    order = "ordered" if is_plain else random.choice(["ordered", "strict", "unordered"])
    if not is_plain and order == "ordered":
        steps[1:] = [Step(name=step.name, is_optional=random.random() < 0.4) for step in steps[1:]]
    return Funnel(
        steps=tuple(steps[: random.randint(2, len(steps))]),
        first=question.first - timedelta(days=random.choice([0, 0, 1])),
        last=question.last,
        zone=question.zone,
        window=timedelta(seconds=random.choice([1, 60, 60, 1800, 86_400])),
        order=order,
    )


def random_around(random: "Random", question: "Question", *, is_of_groups: bool) -> AroundStep:
    """A step, or who dropped out before it, seen from any side that there is."""
    funnel = random_funnel(random, question)
    last = len(funnel.steps)
    step = random.choice([*range(1, last + 1), *range(-last, -1)])
    sides = SIDES if has_one_before(funnel, step) else OUTER
    return AroundStep(
        funnel=funnel, side=random.choice(sides), step=step, is_of_groups=is_of_groups
    )


def compare_random(client: "Client", random: "Random") -> None:
    """Compare one random data set; the message of an AssertionError is all that it is made of."""
    question = random_question(random)
    events = random_events(random, question)
    is_of_groups = random.random() < 0.2
    around = random_around(random, question, is_of_groups=is_of_groups)
    try:
        compare(client, question, events, is_of_groups=is_of_groups, around=around)
    except AssertionError as error:
        error.add_note(f"{question}\n{around}\n{events}")
        raise


@hypothesis_settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(random=st.randoms(use_true_random=False))
def test_every_edge_around_a_step_is_that_of_the_oracle(
    shared_clickhouse: "Client", random: "Random"
) -> None:
    compare_random(shared_clickhouse, random)
