"""The arithmetic of odds: numbers worked out by hand."""

import pytest

from hogql.insights.correlation.odds import (
    Counted,
    Counts,
    is_significant,
    is_skewed,
    odds_of,
    strongest,
)


def counts(successes: int, failures: int) -> Counts:
    return Counts(successes=successes, failures=failures)


def thing(name: str, successes: int, failures: int) -> Counted:
    return Counted(name=(name,), counts=counts(successes, failures))


@pytest.mark.parametrize(
    ("own", "totals", "ratio", "is_of_success"),
    [
        ((5, 1), (7, 11), 6 * 11 / (3 * 2), True),
        ((1, 1), (3, 3), 1.0, False),
        ((0, 0), (10, 10), 1.0, False),
        ((10, 0), (10, 10), 121.0, True),
        ((0, 10), (10, 10), 1 / 121, False),
        ((2, 2), (3, 9), 3 * 8 / (2 * 3), True),
    ],
)
def test_every_count_is_taken_as_one_larger(
    own: tuple[int, int], totals: tuple[int, int], ratio: float, is_of_success: bool
) -> None:
    found = odds_of(thing("it", *own), counts(*totals))
    assert found.ratio == pytest.approx(ratio)
    assert found.is_of_success is is_of_success


@pytest.mark.parametrize(
    ("own", "totals", "is_enough"),
    [
        (24, 5000, False),
        (25, 5000, True),
        (1, 100, False),
        (2, 100, True),
        (1, 50, True),
        (19, 1000, False),
        (20, 1000, True),
    ],
)
def test_25_actors_or_two_percent_of_all_are_enough(own: int, totals: int, is_enough: bool) -> None:
    half = totals // 2
    assert is_significant(counts(own, 0), counts(half, totals - half)) is is_enough


@pytest.mark.parametrize(
    ("successes", "failures", "expected"),
    [
        (0, 0, True),
        (0, 5, True),
        (5, 0, True),
        (10, 1, False),
        (11, 1, True),
        (1, 10, False),
        (1, 11, True),
        (5, 5, False),
    ],
)
def test_one_side_of_more_than_ten_times_the_other_is_skewed(
    successes: int, failures: int, expected: bool
) -> None:
    assert is_skewed(counts(successes, failures)) is expected


def test_the_strongest_of_each_kind_are_shown_successes_first() -> None:
    totals = counts(100, 100)
    good = [thing(f"good {n:02}", 50 + n, 10) for n in range(12)]
    bad = [thing(f"bad {n:02}", 10, 50 + n) for n in range(12)]
    found = [one.counted.name[0] for one in strongest([*bad, *good], totals)]
    assert found == [
        *(f"good {n:02}" for n in range(11, 1, -1)),
        *(f"bad {n:02}" for n in range(11, 1, -1)),
    ]


def test_of_equals_what_more_actors_have_comes_first_and_then_the_name() -> None:
    totals = counts(9, 9)
    even = [thing("b", 2, 2), thing("c", 5, 5), thing("a", 2, 2)]
    assert [one.counted.name[0] for one in strongest(even, totals)] == ["c", "a", "b"]


def test_what_few_actors_have_is_left_out() -> None:
    totals = counts(1000, 1000)
    assert [
        one.counted.name[0]
        for one in strongest([thing("rare", 24, 0), thing("known", 25, 0)], totals)
    ] == ["known"]


@pytest.mark.parametrize(("successes", "failures"), [(0, 9), (9, 0), (0, 0)])
def test_where_a_side_is_empty_nothing_is_told(successes: int, failures: int) -> None:
    assert strongest([thing("a", successes, failures)], counts(successes, failures)) == ()
