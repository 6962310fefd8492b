"""When a kept result answers a request, and when it is computed again.

A result is fresh for as long as PostHog keeps one of that interval, and never longer than twenty
times what it cost: a query of 50 ms shows an event one second after it was accepted, while one of
five seconds is not repeated for everybody who opens the dashboard.

Source of the intervals: PostHog ``posthog/caching/utils.py``.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from shared.domain.queries.models import QueryRequest, RefreshMode

FRESH: Final = {
    None: timedelta(minutes=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(minutes=15),
    "day": timedelta(hours=2),
    "week": timedelta(hours=6),
    "month": timedelta(days=1),
}
"""The longest that a result is fresh, by the interval of its query."""

ACCEPTABLE: Final = {
    None: timedelta(hours=1),
    "minute": timedelta(minutes=15),
    "hour": timedelta(hours=2),
    "day": timedelta(hours=12),
    "week": timedelta(days=1),
    "month": timedelta(days=1),
}
"""How old a result may be for a client that does not insist (``lazy_async``)."""

COST_FACTOR: Final = 20
SHORTEST: Final = timedelta(milliseconds=500)
CLIENT_REFRESH: Final = timedelta(minutes=1)
ALWAYS_COMPUTE: Final = frozenset({RefreshMode.FORCE_BLOCKING, RefreshMode.FORCE_ASYNC})
IN_BACKGROUND: Final = frozenset(
    {
        RefreshMode.ASYNC,
        RefreshMode.LAZY_ASYNC,
        RefreshMode.ASYNC_EXCEPT_ON_CACHE_MISS,
        RefreshMode.FORCE_ASYNC,
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Age:
    """When a result was computed, how long that took, and the interval of its query."""

    computed_at: datetime
    cost: timedelta
    interval: str | None

    def fresh_until(self) -> datetime:
        """Return until when the result answers requests that take a fresh one."""
        longest = FRESH.get(self.interval, FRESH[None])
        return self.computed_at + min(longest, max(SHORTEST, COST_FACTOR * self.cost))

    def acceptable_until(self) -> datetime:
        """Return until when the result answers requests that do not insist."""
        longest = ACCEPTABLE.get(self.interval, ACCEPTABLE[None])
        return max(self.fresh_until(), self.computed_at + longest)


def mode_of(request: QueryRequest) -> RefreshMode:
    """Return the mode asked for; ``true`` means to compute, as PostHog's older clients say it."""
    if isinstance(request.refresh, RefreshMode):
        return request.refresh
    if request.refresh:
        return RefreshMode.FORCE_BLOCKING
    return RefreshMode.ASYNC if request.is_async else RefreshMode.BLOCKING


def goes_to_background(mode: RefreshMode, *, is_kept: bool) -> bool:
    """Return whether a question that no kept result answers is computed in the background."""
    if mode is RefreshMode.ASYNC_EXCEPT_ON_CACHE_MISS:
        return is_kept
    return mode in IN_BACKGROUND


def answers(age: Age, mode: RefreshMode, now: datetime) -> bool:
    """Return whether a kept result of this age answers a request of this mode."""
    if mode in ALWAYS_COMPUTE:
        return False
    if mode is RefreshMode.LAZY_ASYNC:
        return now < age.acceptable_until()
    return now < age.fresh_until()
