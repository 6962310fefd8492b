"""Who is in a cohort, by plain Python over events: what the queries must agree with.

    people, events, filters, now  ->  names of the members

Nothing of the product is used, not even its reading of dates.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from zoneinfo import ZoneInfo

COMPARE: Final[Mapping[str | None, Callable[[int, int], bool]]] = {
    "gte": operator.ge,
    "lte": operator.le,
    "gt": operator.gt,
    "lt": operator.lt,
    "eq": operator.eq,
    None: operator.eq,
}
SECONDS: Final = {"minute": 60, "hour": 3600, "day": 86400, "week": 604800}
DAYS: Final = {"day": 1, "week": 7}


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """An event of somebody."""

    name: str
    at: datetime
    plan: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Somebody:
    """A person: what they have, and what they did under any of their ids."""

    plan: str | None
    is_friend: bool
    done: Sequence[Done]


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """When and where the cohort is calculated."""

    now: datetime
    zone: ZoneInfo

    def back(self, count: int, unit: str) -> datetime:
        """Return the moment so long ago: days move the clock on the wall."""
        if unit in DAYS:
            wall = self.now.astimezone(self.zone).replace(tzinfo=None)
            moved = (wall - timedelta(days=count * DAYS[unit])).replace(tzinfo=self.zone)
            return moved.astimezone(UTC)
        return self.now - timedelta(seconds=count * SECONDS[unit])


def is_member(group: Mapping[str, Any], who: Somebody, clock: Clock) -> bool:
    """Return whether somebody fits the group of conditions."""
    verdicts = [
        is_member(value, who, clock) if "values" in value else _fits(value, who, clock)
        for value in group["values"]
    ]
    return all(verdicts) if group["type"] == "AND" else any(verdicts)


def _fits(leaf: Mapping[str, Any], who: Somebody, clock: Clock) -> bool:
    if leaf["type"] == "person":
        found = who.plan == leaf["value"]
    elif leaf["type"] == "cohort":
        found = who.is_friend
    else:
        found = BEHAVIORS[leaf["value"]](leaf, who, clock)
    return bool(found) != bool(leaf.get("negation"))


def _times(leaf: Mapping[str, Any], who: Somebody, clock: Clock) -> list[datetime]:
    """When somebody did it, until now."""
    wanted = {each["value"] for each in leaf.get("event_filters", ())}
    return sorted(
        done.at
        for done in who.done
        if done.name == leaf["key"] and done.at <= clock.now and (not wanted or done.plan in wanted)
    )


def _since(leaf: Mapping[str, Any], clock: Clock) -> datetime:
    return clock.back(leaf["time_value"], leaf["time_interval"])


def _recent(leaf: Mapping[str, Any], clock: Clock) -> datetime:
    return clock.back(leaf["seq_time_value"], leaf["seq_time_interval"])


def _did(leaf: Mapping[str, Any], who: Somebody, clock: Clock) -> bool:
    return any(at >= _since(leaf, clock) for at in _times(leaf, who, clock))


def _did_times(leaf: Mapping[str, Any], who: Somebody, clock: Clock) -> bool:
    count = sum(at >= _since(leaf, clock) for at in _times(leaf, who, clock))
    return count > 0 and COMPARE[leaf.get("operator")](count, leaf["operator_value"])


def _did_first(leaf: Mapping[str, Any], who: Somebody, clock: Clock) -> bool:
    times = _times(leaf, who, clock)
    return bool(times) and times[0] >= _since(leaf, clock)


def _stopped(leaf: Mapping[str, Any], who: Somebody, clock: Clock) -> bool:
    times = [at for at in _times(leaf, who, clock) if at >= _since(leaf, clock)]
    return bool(times) and times[-1] < _recent(leaf, clock)


def _restarted(leaf: Mapping[str, Any], who: Somebody, clock: Clock) -> bool:
    times = _times(leaf, who, clock)
    since, recent = _since(leaf, clock), _recent(leaf, clock)
    before = any(at < since for at in times)
    between = any(since <= at < recent for at in times)
    return before and not between and any(at >= recent for at in times)


def _regularly(leaf: Mapping[str, Any], who: Somebody, clock: Clock) -> bool:
    times, met = _times(leaf, who, clock), 0
    for place in range(leaf["total_periods"]):
        newer = clock.back(leaf["time_value"] * place, leaf["time_interval"])
        older = clock.back(leaf["time_value"] * (place + 1), leaf["time_interval"])
        count = sum(older < at <= newer for at in times)
        met += count > 0 and COMPARE[leaf.get("operator")](count, leaf["operator_value"])
    return bool(met >= leaf["min_periods"])


def _in_order(leaf: Mapping[str, Any], who: Somebody, clock: Clock) -> bool:
    since = _since(leaf, clock)
    window = timedelta(seconds=leaf["seq_time_value"] * SECONDS[leaf["seq_time_interval"]])
    first = [at for at in _times(leaf, who, clock) if at >= since]
    then = [at for at in _times({"key": leaf["seq_event"]}, who, clock) if at >= since]
    return any(a < b <= a + window for a in first for b in then)


BEHAVIORS: Final[Mapping[str, Callable[[Mapping[str, Any], Somebody, Clock], bool]]] = {
    "performed_event": _did,
    "performed_event_multiple": _did_times,
    "performed_event_first_time": _did_first,
    "stopped_performing_event": _stopped,
    "restarted_performing_event": _restarted,
    "performed_event_regularly": _regularly,
    "performed_event_sequence": _in_order,
}
