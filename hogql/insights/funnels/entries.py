"""Funnel trends: the entries of each actor, one for each bucket in which it began (insights 4.6).

journey, buckets  ->  for each bucket with a first step: how deep the entries of that bucket came

Whatever the steps between which conversion is measured, the bucket is that of the first step.
"""

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from hogql.insights.funnels.chains import STEP_BITS, Event, best_chain
from hogql.insights.funnels.models import FunnelOrder
from hogql.insights.funnels.unordered import most_steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hogql.insights.axis import Axis
    from hogql.insights.funnels.chains import Outcome
    from hogql.insights.funnels.plan import Plan


class Entries:
    """Finds how deep an actor came from each bucket that it entered in."""

    def __init__(self, plan: "Plan", axis: "Axis") -> None:
        self._plan = plan
        self._starts = [int(bucket.start.timestamp() * 1000) for bucket in axis.buckets]
        is_free = plan.order is FunnelOrder.UNORDERED
        self._entry = STEP_BITS if is_free else 1

    def depths(self, events: "Sequence[Event]") -> "Iterator[tuple[int, int]]":
        """Return pairs of a bucket's place and the number of steps reached from there."""
        buckets = dict.fromkeys(
            bisect_right(self._starts, time) - 1 for time, mask in events if mask & self._entry
        )
        for place in buckets:
            outcome = self._from_bucket(events, place)
            if outcome is not None:
                yield place, outcome.depth

    def _from_bucket(self, events: "Sequence[Event]", place: int) -> "Outcome | None":
        begin = self._starts[place]
        is_last = place + 1 == len(self._starts)
        end = events[-1][0] + 1 if is_last else self._starts[place + 1]
        until = end + self._plan.rules.window_ms
        first = bisect_left(events, begin, key=lambda event: event[0])
        last = bisect_left(events, until, key=lambda event: event[0])
        if self._plan.order is FunnelOrder.UNORDERED:
            rules = self._plan.rules
            return most_steps(events[first:last], rules, may_start=lambda time: time < end)
        return best_chain(self._entering(events[first:last], end), self._plan.rules)

    def _entering(self, events: "Sequence[Event]", end: int) -> list[Event]:
        """The events without the first steps of later buckets."""
        masks = ((time, mask if time < end else mask & ~1) for time, mask in events)
        return [one for one in masks if one[1] or self._plan.rules.is_strict]
