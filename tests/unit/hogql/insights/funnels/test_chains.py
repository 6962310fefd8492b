"""How far one actor came through steps in order."""

import pytest

from hogql.insights.funnels.chains import EXCLUSION_BITS, Outcome, Rules, best_chain

ONE, TWO, THREE = 1, 2, 4
EXCLUDED = 1 << EXCLUSION_BITS
DAY = 86_400_000


def rules(
    steps: int = 2,
    *,
    window: int = DAY,
    is_strict: bool = False,
    exclusions: tuple[tuple[int, int], ...] = (),
) -> Rules:
    return Rules(steps=steps, window_ms=window, is_strict=is_strict, exclusions=exclusions)


def test_the_window_includes_its_last_millisecond() -> None:
    assert best_chain([(0, ONE), (DAY, TWO)], rules()) == Outcome(2, (0, DAY))
    assert best_chain([(0, ONE), (DAY + 1, TWO)], rules()) == Outcome(1, (0,))


def test_the_newest_try_converts() -> None:
    assert best_chain([(0, ONE), (5, ONE), (7, TWO)], rules()) == Outcome(2, (5, 7))


def test_a_step_repeated_in_one_try_keeps_its_first_time() -> None:
    events = [(0, ONE), (1, TWO), (2, TWO), (3, THREE)]
    assert best_chain(events, rules(3)) == Outcome(3, (0, 1, 3))


def test_one_event_is_never_two_steps() -> None:
    assert best_chain([(0, ONE | TWO)], rules()) == Outcome(1, (0,))
    assert best_chain([(0, ONE | TWO), (1, ONE | TWO)], rules()) == Outcome(2, (0, 1))


@pytest.mark.parametrize("events", [[(0, ONE), (0, TWO)], [(0, TWO), (0, ONE)]])
def test_events_of_one_instant_convert_however_they_are_stored(
    events: list[tuple[int, int]],
) -> None:
    assert best_chain(events, rules()) == Outcome(2, (0, 0))


def test_an_event_is_used_once_in_an_instant_of_several() -> None:
    assert best_chain([(0, ONE), (0, TWO | THREE)], rules(3)) == Outcome(2, (0, 0))


def test_strict_order_allows_nothing_between_but_the_same_step_again() -> None:
    strict = rules(is_strict=True)
    assert best_chain([(0, ONE), (1, 0), (2, TWO)], strict) == Outcome(1, (0,))
    assert best_chain([(0, ONE), (1, ONE), (2, TWO)], strict) == Outcome(2, (1, 2))


def test_strict_order_does_not_hold_within_an_instant() -> None:
    events = [(0, ONE), (1, 0), (1, TWO)]
    assert best_chain(events, rules(is_strict=True)) == Outcome(2, (0, 1))


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([(0, ONE), (1, EXCLUDED), (2, TWO)], None),
        ([(0, ONE), (1, EXCLUDED)], None),
        ([(0, ONE), (1, EXCLUDED), (2, ONE), (3, TWO)], Outcome(2, (2, 3))),
        ([(0, ONE), (DAY + 1, EXCLUDED)], Outcome(1, (0,))),
        ([(0, EXCLUDED), (1, ONE), (2, TWO)], Outcome(2, (1, 2))),
        ([(0, ONE), (1, EXCLUDED), (1, TWO)], Outcome(2, (0, 1))),
    ],
    ids=["between", "no next step", "a clean try later", "too late", "before", "in an instant"],
)
def test_an_exclusion_takes_the_actor_out(
    events: list[tuple[int, int]], expected: Outcome | None
) -> None:
    assert best_chain(events, rules(exclusions=((0, 1),))) == expected


def test_an_exclusion_between_later_steps_leaves_the_first_alone() -> None:
    excluding = rules(3, exclusions=((1, 2),))
    assert best_chain([(0, ONE), (1, EXCLUDED), (2, TWO)], excluding) == Outcome(2, (0, 2))
    assert best_chain([(0, ONE), (1, TWO), (2, EXCLUDED), (3, THREE)], excluding) is None


def test_nobody_enters_without_the_first_step() -> None:
    assert best_chain([(0, TWO)], rules()) is None
