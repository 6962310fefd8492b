from __future__ import annotations

from collections import Counter

from local.demo.dice import Dice


def test_a_seed_always_throws_the_same() -> None:
    """The first numbers of SplitMix64 for seed 0, as its authors' code gives them."""
    dice = Dice(0)
    assert [dice.bits() for _ in range(3)] == [
        0xE220A8397B1DCDAF,
        0x6E789E6AA1B965F4,
        0x06C45D188009454F,
    ]


def test_shares_and_numbers_stay_within_their_bounds() -> None:
    dice = Dice(1)
    assert all(0 <= dice.share() < 1 for _ in range(1000))
    assert set(Counter(dice.number(3, 5) for _ in range(1000))) == {3, 4, 5}


def test_weights_are_respected() -> None:
    dice = Dice(2)
    counts = Counter(dice.weighted(("a", "b", "never"), (3, 1, 0)) for _ in range(4000))
    assert counts["never"] == 0
    assert 2.5 < counts["a"] / counts["b"] < 3.5


def test_waits_have_their_mean() -> None:
    dice = Dice(3)
    assert 9 < sum(dice.wait(10) for _ in range(5000)) / 5000 < 11


def test_tries_end() -> None:
    assert Dice(4).tries(1.0, most=7) == 7
    assert Dice(4).tries(0.0, most=7) == 0


def test_ids_are_version_seven_of_their_moment() -> None:
    found = Dice(5).uuid7(1_700_000_000_000)
    assert (found.version, found.int >> 80) == (7, 1_700_000_000_000)
    assert found.variant == "specified in RFC 4122"
