"""Reproducible chance: the same seed throws the same numbers on every machine and Python.

Source: SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014).
"""

from __future__ import annotations

import math
from itertools import accumulate
from typing import TYPE_CHECKING, Final, TypeVar
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")
_MASK: Final = 0xFFFF_FFFF_FFFF_FFFF
_STEP: Final = 0x9E37_79B9_7F4A_7C15


class Dice:
    """A stream of chance."""

    def __init__(self, seed: int) -> None:
        """Begin the stream of ``seed``."""
        self._state = seed & _MASK

    def bits(self) -> int:
        """Return 64 random bits."""
        self._state = (self._state + _STEP) & _MASK
        value = self._state
        value = ((value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9) & _MASK
        value = ((value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB) & _MASK
        return value ^ (value >> 31)

    def share(self) -> float:
        """Return a number from 0 up to, not including, 1."""
        return (self.bits() >> 11) / (1 << 53)

    def happens(self, probability: float) -> bool:
        """Return True that often."""
        return self.share() < probability

    def number(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        return low + int(self.share() * (high - low + 1))

    def wait(self, mean: float) -> float:
        """Return a waiting time with this mean (exponential)."""
        return -mean * math.log(1.0 - self.share())

    def tries(self, chance_to_go_on: float, most: int) -> int:
        """Return how often something went on, at most ``most`` times."""
        count = 0
        while count < most and self.happens(chance_to_go_on):
            count += 1
        return count

    def one(self, values: Sequence[T]) -> T:
        """Return one of the values, all equally likely."""
        return values[self.number(0, len(values) - 1)]

    def weighted(self, values: Sequence[T], weights: Sequence[float]) -> T:
        """Return one of the values, each as likely as its weight."""
        sums = list(accumulate(weights))
        wanted = self.share() * sums[-1]
        return next(value for value, sum_ in zip(values, sums, strict=True) if wanted < sum_)

    def uuid7(self, milliseconds: int) -> UUID:
        """Return a UUIDv7 of a moment: its time is given, the rest is chance."""
        value = milliseconds << 80 | (self.bits() << 64 | self.bits()) & ((1 << 80) - 1)
        value = value & ~(0xF << 76) | 0x7 << 76
        return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)
