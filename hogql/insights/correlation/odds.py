"""How much an event tells about success: odds ratios of two counts and their totals.

    (name, successes, failures)...  ->  significant ones with their odds  ->  the strongest

              has it         has not            odds ratio = (s + 1) (F - f + 1)
    success   s              S - s                           -------------------
    failure   f              F - f                           (S - s + 1) (f + 1)

Every count is taken as one larger, so that nothing is divided by zero and few actors prove little.

Source: PostHog ``posthog/hogql_queries/insights/funnels/funnel_correlation_query_runner.py``.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN: Final = 10
"""So many are shown of each kind."""

_PRIOR: Final = 1
_ENOUGH: Final = 25
_SHARE: Final = 0.02
_SKEWED: Final = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """Actors by success."""

    successes: int
    failures: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.successes + self.failures


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """Something that actors did or have, by the parts of its name."""

    name: tuple[str, ...]
    counts: Counts


@dataclass(frozen=True, kw_only=True, slots=True)
class Odds:
    """Something counted, and its odds ratio; 1 tells nothing and is taken as failure."""

    counted: Counted
    ratio: float

    @property
    def is_of_success(self) -> bool:
        """Whether those who converted have it more often."""
        return self.ratio > 1


def is_skewed(totals: Counts) -> bool:
    """Return whether one side is empty, or more than ten times the other."""
    fewer, more = sorted((totals.successes, totals.failures))
    return not fewer or more / fewer > _SKEWED


def odds_of(counted: Counted, totals: Counts) -> Odds:
    """Return the odds ratio of one thing that was counted."""
    own = counted.counts
    with_it = (own.successes + _PRIOR) * (totals.failures - own.failures + _PRIOR)
    without = (totals.successes - own.successes + _PRIOR) * (own.failures + _PRIOR)
    return Odds(counted=counted, ratio=with_it / without)


def is_significant(counts: Counts, totals: Counts) -> bool:
    """Return whether enough actors have it: 25, or 2 % of all where that is fewer."""
    return counts.total >= min(_ENOUGH, _SHARE * totals.total)


def strongest(found: "Iterable[Counted]", totals: Counts) -> tuple[Odds, ...]:
    """Return the ten strongest of success and then of failure; nothing where a side is empty.

    Of equals, what more actors have comes first, and then what is named first.
    """
    if not totals.successes or not totals.failures:
        return ()
    odds = [odds_of(one, totals) for one in found if is_significant(one.counts, totals)]
    of_success = [one for one in odds if one.is_of_success]
    of_failure = [one for one in odds if not one.is_of_success]
    of_success.sort(key=lambda one: (-one.ratio, -one.counted.counts.total, one.counted.name))
    of_failure.sort(key=lambda one: (one.ratio, -one.counted.counts.total, one.counted.name))
    return (*of_success[:SHOWN], *of_failure[:SHOWN])
