"""Trends once more, from the rules of the insights specification over a list of events.

It shares no code with the product: no HogQL, no buckets of ours, only ``datetime`` and sets.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from zoneinfo import ZoneInfo

Bucket: TypeAlias = tuple[str, timedelta | None]
Row: TypeAlias = tuple[str | None, list[int]]

OTHER, NONE = "$$_posthog_breakdown_other_$$", "$$_posthog_breakdown_null_$$"


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """An event as the oracle sees it; ``value`` is the property to split by, if it has one."""

    at: datetime
    who: str
    value: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A trend of the whole days from ``first`` to ``last``; ``limit`` is ``None`` unless split."""

    first: date
    last: date
    interval: str
    zone: "ZoneInfo"
    is_monday_first: bool
    counts_users: bool
    is_cumulative: bool
    limit: int | None


def count(
    question: Question, happenings: "Sequence[Happening]"
) -> list[tuple[str | None, list[int]]]:
    """Return (value, numbers by bucket) in the order of the answer."""
    axis = _axis(question)
    inside = [one for one in happenings if _is_inside(question, one.at)]
    if question.limit is None:
        return [(None, _line(question, axis, inside))]
    groups: dict[str, list[Happening]] = {}
    for one in inside:
        groups.setdefault(one.value or "", []).append(one)
    ranked = sorted(groups, key=lambda value: (-_rank(question, axis, groups[value]), value))
    rows = [(value or NONE, groups[value]) for value in ranked[: question.limit]]
    rest = [one for value in ranked[question.limit :] for one in groups[value]]
    if rest:
        rows.append((OTHER, rest))
    return [(value, _line(question, axis, members)) for value, members in rows]


def names(question: Question) -> list[str]:
    """Return the ``days`` of the answer."""
    return [name for name, _ in _axis(question)]


def _is_inside(question: Question, at: datetime) -> bool:
    return question.first <= at.astimezone(question.zone).date() <= question.last


def _bucket(question: Question, at: datetime) -> Bucket:
    """The name of a bucket; hours that a clock repeats differ in their distance to UTC."""
    local = at.astimezone(question.zone)
    if question.interval == "hour":
        return f"{local:%Y-%m-%d %H}:00:00", local.utcoffset()
    day = local.date()
    if question.interval == "week":
        day -= timedelta(days=day.weekday() if question.is_monday_first else day.isoweekday() % 7)
    if question.interval == "month":
        day = day.replace(day=1)
    return day.isoformat(), None


def _axis(question: Question) -> list[Bucket]:
    """Every bucket of the range, found by walking through it in steps of half an hour."""
    start = datetime.combine(question.first, time(), tzinfo=question.zone)
    end = datetime.combine(question.last + timedelta(days=1), time(), tzinfo=question.zone)
    at, until = start.astimezone(UTC), end.astimezone(UTC)
    found: dict[Bucket, None] = {}
    while at < until:
        found[_bucket(question, at)] = None
        at += timedelta(minutes=30)
    return list(found)


def _line(question: Question, axis: list[Bucket], members: list[Happening]) -> list[int]:
    number: Callable[[list[Happening]], int] = len
    if question.counts_users:
        number = _users
    by_bucket = [[one for one in members if _bucket(question, one.at) == key] for key in axis]
    if not question.is_cumulative:
        return [number(bucket) for bucket in by_bucket]
    so_far: list[Happening] = []
    return [number(so_far := so_far + bucket) for bucket in by_bucket]


def _users(members: list[Happening]) -> int:
    return len({one.who for one in members})


def _rank(question: Question, axis: list[Bucket], members: list[Happening]) -> int:
    line = _line(question, axis, members)
    return line[-1] if question.is_cumulative else sum(line)
