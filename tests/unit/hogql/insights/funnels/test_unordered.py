"""The most steps that one actor did within the window, in any order."""

from hogql.insights.funnels.chains import EXCLUSION_BITS, Outcome, Rules
from hogql.insights.funnels.unordered import most_steps

ONE, TWO, THREE = 1, 2, 4
EXCLUDED = 1 << EXCLUSION_BITS
RULES = Rules(steps=3, window_ms=10, is_strict=False, exclusions=((0, 1),))


def test_steps_count_in_any_order_and_their_times_are_sorted() -> None:
    assert most_steps([(0, THREE), (1, ONE), (10, TWO)], RULES) == Outcome(3, (0, 1, 10))


def test_a_later_start_may_come_further() -> None:
    assert most_steps([(0, ONE), (9, TWO), (12, THREE), (13, ONE)], RULES) == Outcome(
        3, (9, 12, 13)
    )


def test_the_first_of_equal_walks_counts() -> None:
    assert most_steps([(0, ONE), (1, TWO), (50, ONE), (52, TWO)], RULES) == Outcome(2, (0, 1))


def test_an_event_of_several_steps_fills_the_first_free_one() -> None:
    assert most_steps([(0, ONE | TWO), (1, ONE | TWO)], RULES) == Outcome(2, (0, 1))


def test_an_excluded_event_ends_a_walk_unless_it_is_a_step() -> None:
    assert most_steps([(0, ONE), (1, EXCLUDED), (2, TWO)], RULES) == Outcome(1, (0,))
    assert most_steps([(0, ONE), (1, EXCLUDED | TWO)], RULES) == Outcome(2, (0, 1))


def test_walks_start_only_where_they_may() -> None:
    events = [(0, ONE), (1, TWO), (5, ONE)]
    assert most_steps(events, RULES, may_start=lambda time: time > 1) == Outcome(1, (5,))
    assert most_steps(events, RULES, may_start=lambda time: time > 9) is None


def test_nobody_enters_without_a_step() -> None:
    assert most_steps([(0, EXCLUDED)], RULES) is None
