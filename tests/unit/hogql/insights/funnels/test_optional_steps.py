"""How far one actor came where steps may be passed over."""

from itertools import takewhile
from random import Random
from typing import TYPE_CHECKING

import pytest

from hogql.insights.funnels.chains import EXCLUSION_BITS, Outcome, Rules, best_chain

if TYPE_CHECKING:
    from collections.abc import Iterable

ONE, TWO, THREE, FOUR = 1, 2, 4, 8
EXCLUDED = 1 << EXCLUSION_BITS
DAY = 86_400_000


def rules(
    steps: int,
    *optional: int,
    window: int = DAY,
    exclusions: tuple[tuple[int, int], ...] = (),
) -> Rules:
    return Rules(
        steps=steps,
        window_ms=window,
        is_strict=False,
        exclusions=exclusions,
        optional=frozenset(optional),
    )


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([(0, ONE), (5, THREE)], Outcome(3, (0, 0, 5), 0b10)),
        ([(0, ONE), (2, TWO), (5, THREE)], Outcome(3, (0, 2, 5))),
        ([(0, TWO), (1, ONE), (5, THREE)], Outcome(3, (1, 1, 5), 0b10)),
        ([(0, ONE), (5, THREE), (6, TWO)], Outcome(3, (0, 0, 5), 0b10)),
        ([(0, ONE), (2, TWO)], Outcome(2, (0, 2))),
        ([(2, TWO), (5, THREE)], None),
    ],
    ids=["skipped", "done", "too early", "too late", "no further", "no entry"],
)
def test_an_optional_step_may_be_passed_over(
    events: list[tuple[int, int]], expected: Outcome | None
) -> None:
    assert best_chain(events, rules(3, 1)) == expected


def test_several_optional_steps_may_be_passed_over_and_required_ones_may_not() -> None:
    assert best_chain([(0, ONE), (5, FOUR)], rules(4, 1, 2)) == Outcome(4, (0, 0, 0, 5), 0b110)
    assert best_chain([(0, ONE), (5, FOUR)], rules(4, 1)) == Outcome(1, (0,))


def test_the_last_step_may_be_optional_and_what_is_skipped_before_it_is_known() -> None:
    assert best_chain([(0, ONE), (5, THREE)], rules(3, 1, 2)) == Outcome(3, (0, 0, 5), 0b10)


def test_the_window_runs_from_the_first_step_through_optional_ones() -> None:
    assert best_chain([(0, ONE), (5, TWO), (DAY, THREE)], rules(3, 1)) == Outcome(3, (0, 5, DAY))
    late = [(0, ONE), (5, TWO), (DAY + 1, THREE)]
    assert best_chain(late, rules(3, 1)) == Outcome(2, (0, 5))


def test_a_try_at_an_optional_step_gives_way_to_a_newer_one_when_its_window_is_over() -> None:
    events = [(0, ONE), (5, TWO), (DAY, ONE), (DAY + 1, THREE)]
    assert best_chain(events, rules(3, 1)) == Outcome(3, (DAY, DAY, DAY + 1), 0b10)


def test_one_event_of_an_instant_is_not_an_optional_step_and_the_next() -> None:
    events = [(0, ONE), (0, TWO | THREE)]
    assert best_chain(events, rules(3, 1)) == Outcome(2, (0, 0))
    assert best_chain([(0, ONE), (1, TWO | THREE)], rules(3, 1)) == Outcome(3, (0, 0, 1), 0b10)


def test_an_exclusion_after_an_optional_step_takes_out_who_skipped_it() -> None:
    excluding = rules(3, 1, exclusions=((1, 2),))
    assert best_chain([(0, ONE), (1, EXCLUDED), (2, THREE)], excluding) is None
    assert best_chain([(0, ONE), (1, TWO), (2, EXCLUDED), (3, THREE)], excluding) is None


def test_required_steps_are_reached_as_if_there_were_no_optional_ones() -> None:
    """In a window without end, any events in order will do: a greedy search is the proof."""
    random = Random(11)
    asked = rules(5, 1, 3, window=1000)
    for _ in range(300):
        what = [random.randint(0, 4) for _ in range(random.randint(0, 12))]
        outcome = best_chain([(at, 1 << step) for at, step in enumerate(what)], asked)
        done = [step for step in (0, 2, 4) if outcome and outcome.has_done(step)]
        assert done == list(takewhile(_greedy(what).__contains__, (0, 2, 4)))


def _greedy(what: "Iterable[int]") -> set[int]:
    wanted, found = [0, 2, 4], set[int]()
    for step in what:
        if wanted and step == wanted[0]:
            found.add(wanted.pop(0))
    return found
