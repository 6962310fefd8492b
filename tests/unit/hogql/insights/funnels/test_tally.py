"""Counts, conversion times and bins."""

import pytest

from hogql.insights.funnels.chains import Outcome, Rules
from hogql.insights.funnels.tally import StepNumbers, bins_of, conversion_times, step_numbers


def rules(steps: int, *optional: int) -> Rules:
    return Rules(
        steps=steps, window_ms=1, is_strict=False, exclusions=(), optional=frozenset(optional)
    )


OUTCOMES = [Outcome(1, (0,)), Outcome(2, (0, 1500)), Outcome(3, (0, 4000, 5000))]


def test_each_step_counts_who_came_as_far_and_how_long_it_took() -> None:
    assert step_numbers(OUTCOMES, rules(3)) == (
        StepNumbers(count=3, average=None, median=None),
        StepNumbers(count=2, average=2.75, median=2.75),
        StepNumbers(count=1, average=1, median=1),
    )


def test_a_step_that_nobody_reached_has_no_times() -> None:
    assert step_numbers(OUTCOMES[:1], rules(2))[1] == StepNumbers(
        count=0, average=None, median=None
    )


def test_who_skipped_a_step_is_not_counted_there_and_times_are_from_the_required_one() -> None:
    outcomes = [Outcome(3, (0, 1000, 3000)), Outcome(3, (0, 0, 5000), 0b10), Outcome(1, (0,))]
    assert step_numbers(outcomes, rules(3, 1)) == (
        StepNumbers(count=3, average=None, median=None),
        StepNumbers(count=1, average=1, median=1),
        StepNumbers(count=2, average=4, median=4),
    )


def test_conversion_is_measured_from_any_step_to_any_later_one() -> None:
    assert conversion_times(OUTCOMES, 0, 2) == [5]
    assert conversion_times(OUTCOMES, 0, 1) == [1.5, 4]


@pytest.mark.parametrize(
    ("times", "asked", "bins"),
    [
        ([3600, 2220, 82800], None, ((2220, 2), (42510, 0), (82800, 1))),
        ([3600, 2220, 82800], 1, ((2220, 2), (82800, 1))),
        ([5, 5], 2, ((5, 2), (65, 0), (125, 0))),
        ([0.5, 2.5], 3, ((0, 1), (1, 0), (2, 1), (3, 0))),
        ([], None, ()),
    ],
    ids=["automatic", "one", "no spread", "fractions", "nobody"],
)
def test_bins_are_of_equal_width_and_one_closes_the_scale(
    times: list[float], asked: int | None, bins: tuple[tuple[float, float], ...]
) -> None:
    assert bins_of(times, asked) == bins


@pytest.mark.parametrize(("count", "bins"), [(1, 1), (8, 2), (9, 3), (27, 3), (64, 4), (65, 5)])
def test_the_automatic_number_of_bins_is_the_cube_root_rounded_up(count: int, bins: int) -> None:
    assert len(bins_of([float(time) for time in range(count)], None)) == bins + 1
