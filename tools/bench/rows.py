"""What a benchmark says: two figures of one run, their relation, and whether it is good enough.

measured, reference --Goal--> ratio, verdict
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

MILLISECONDS: Final = 1e3  # in a second


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """What was asked for: ``rows`` is how many events the insights read."""

    quick: bool
    rows: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """A bound on the ratio, on the measured figure, or on how much it exceeds the reference."""

    of: Literal["ratio", "measured", "excess"]
    bound: float
    is_least: bool = False

    def is_met(self, figure: float) -> bool:
        """Whether the figure keeps the bound."""
        return figure >= self.bound if self.is_least else figure <= self.bound


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line of the table. Without a reference the figure stands alone; goals are optional."""

    name: str
    comparison: str
    measured: float
    unit: str
    reference: float | None = None
    goal: Goal | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the reference was measured."""
        return self.measured / self.reference if self.reference else None

    @property
    def is_good(self) -> bool | None:
        """Whether the goal is met, None without one."""
        if self.goal is None:
            return None
        figure = self._figure(self.goal)
        return figure is not None and self.goal.is_met(figure)

    def _figure(self, goal: Goal) -> float | None:
        match goal.of:
            case "ratio":
                return self.ratio
            case "measured":
                return self.measured
            case "excess":
                return None if self.reference is None else self.measured - self.reference
