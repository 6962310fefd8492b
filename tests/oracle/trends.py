"""Trends once more, from the rules of the insights specification over a list of events.

It shares no code with the product: no HogQL, no buckets of ours, only ``datetime`` and sets.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from zoneinfo import ZoneInfo

Bucket: TypeAlias = tuple[str, timedelta | None]
Number: TypeAlias = int | float
Row: TypeAlias = tuple[str | None, list[Number]]

OTHER, NONE = "$$_posthog_breakdown_other_$$", "$$_posthog_breakdown_null_$$"
WINDOWS = {"weekly_active": 7, "monthly_active": 30}
FIRSTS = ("first_time_for_user", "first_matching_event_for_user")
SHARES = {"median": "1/2", "p75": "3/4", "p90": "9/10", "p95": "19/20", "p99": "99/100"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """An event as the oracle sees it: ``value`` is the property to split by, if it has one.

    ``amount`` is a property as text, ``is_chosen`` whether the filter of the series holds,
    ``group`` the key of its group, empty for none.
    """

    at: datetime
    who: str
    value: str | None
    amount: str | None = None
    is_chosen: bool = True
    group: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A trend of the whole days from ``first`` to ``last``; ``limit`` is None unless split."""

    first: date
    last: date
    interval: str
    zone: "ZoneInfo"
    is_monday_first: bool
    math: str
    is_filtered: bool
    is_cumulative: bool
    is_total: bool
    smoothing: int
    limit: int | None

    @property
    def days(self) -> int:
        """How long somebody counts as active, 0 for maths that do not look back."""
        days = WINDOWS.get(self.math, 0)
        if self.is_total:
            return days
        length = {"hour": 0, "day": 1, "week": 7, "month": 30}[self.interval]
        return days if length < days else 0


def count(question: Question, happenings: "Sequence[Happening]") -> list[Row]:
    """Return (value, numbers by bucket) in the order of the answer; a total is one number."""
    axis = _axis(question)
    events = _counted(question, happenings)
    if question.limit is None:
        return [(None, _line(question, axis, events))]
    groups: dict[str, list[Happening]] = {}
    for one in events:
        groups.setdefault(one.value or "", []).append(one)
    shown = {value: _line(question, axis, groups[value]) for value in groups}
    # The total of a value is that of its events: smoothing is of the line that is drawn.
    plain = replace(question, smoothing=1)
    totals = {value: _rank(plain, _line(plain, axis, groups[value])) for value in groups}
    ranked = sorted(groups, key=lambda value: (-totals[value], value))
    rows: list[Row] = [(value or NONE, shown[value]) for value in ranked[: question.limit]]
    rest = [one for value in ranked[question.limit :] for one in groups[value]]
    if rest:
        rows.append((OTHER, _line(question, axis, rest)))
    of_named = [(value, line) for value, line in rows if value != OTHER]
    of_named.sort(
        key=lambda row: (-_rank(question, row[1]), "" if row[0] == NONE else row[0] or "")
    )
    return [*of_named, *(row for row in rows if row[0] == OTHER)]


def names(question: Question) -> list[str]:
    """Return the ``days`` of the answer."""
    return [name for name, _ in _axis(question)]


def _counted(question: Question, happenings: "Sequence[Happening]") -> list[Happening]:
    """The events that may count: those of the range, or of what is looked back at before it."""
    chosen = [one for one in happenings if one.is_chosen or not question.is_filtered]
    if question.math in FIRSTS:
        chosen = list(_firsts(question, happenings, chosen))
    earliest = question.first - timedelta(days=max(question.days - 1, 0))
    if question.math == "unique_group":
        chosen = [one for one in chosen if one.group]
    return [one for one in chosen if earliest <= _day(question, one) <= question.last]


def _firsts(
    question: Question, happenings: "Sequence[Happening]", chosen: "Sequence[Happening]"
) -> "Iterable[Happening]":
    """The first event of each actor; of several at that instant, the one of the least value."""
    everything = happenings if question.math == "first_time_for_user" else chosen
    for who in {one.who for one in everything}:
        first = min(one.at for one in everything if one.who == who)
        at_once = [one for one in chosen if one.who == who and one.at == first]
        if at_once:
            yield min(at_once, key=lambda one: one.value or "")


def _day(question: Question, one: Happening) -> date:
    return one.at.astimezone(question.zone).date()


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


def _axis(question: Question) -> dict[Bucket, tuple[datetime, datetime]]:
    """Every bucket of the range and its instants, found by walking in steps of half an hour."""
    start = datetime.combine(question.first, time(), tzinfo=question.zone)
    end = datetime.combine(question.last + timedelta(days=1), time(), tzinfo=question.zone)
    at, until = start.astimezone(UTC), end.astimezone(UTC)
    found: dict[Bucket, tuple[datetime, datetime]] = {}
    while at < until:
        bucket = _bucket(question, at)
        first, _ = found.get(bucket, (at, at))
        at += timedelta(minutes=30)
        found[bucket] = (first, at)
    return found


def _line(
    question: Question,
    axis: dict[Bucket, tuple[datetime, datetime]],
    members: list[Happening],
) -> list[Number]:
    if question.is_total:
        return [_number(question, members)]
    data: list[Number] = []
    so_far: list[Happening] = []
    once = question.math in ("dau", "unique_group") or _is_plain_active(question)
    for first, last in axis.values():
        begin = _look_back(question, first)
        inside = [one for one in members if begin <= one.at < last]
        so_far += inside
        data.append(_number(question, so_far if question.is_cumulative and once else inside))
    if question.smoothing > 1:
        data = [
            _mean(data[max(0, at - question.smoothing + 1) : at + 1]) for at in range(len(data))
        ]
    return list(accumulate(data)) if question.is_cumulative and not once else data


def _is_plain_active(question: Question) -> bool:
    return question.math in WINDOWS and not question.days


def _mean(numbers: list[Number]) -> int:
    return int(Fraction(sum(map(Fraction, numbers))) / len(numbers) // 1)


def _look_back(question: Question, first: datetime) -> datetime:
    """Where the window of a bucket begins: days are those of the calendar, unless cut in hours."""
    if not question.days:
        return first
    before = timedelta(days=question.days - 1)
    if question.interval == "hour":
        return first - before
    local = first.astimezone(question.zone)
    return datetime.combine(local.date() - before, time(), tzinfo=question.zone).astimezone(UTC)


def _number(question: Question, members: "Sequence[Happening]") -> Number:
    math = question.math
    if math in ("total", *FIRSTS):
        return len(members)
    if math in ("dau", *WINDOWS):
        return len({one.who for one in members})
    if math == "unique_group":
        return len({one.group for one in members})
    if math.endswith("_count_per_actor"):
        counts = list(Counter(one.who for one in members).values())
        return _aggregate(math.removesuffix("_count_per_actor"), [float(each) for each in counts])
    return _aggregate(math, [float(each) for each in map(_amount, members) if each is not None])


def _amount(one: Happening) -> float | None:
    try:
        return None if one.amount is None else float(one.amount)
    except ValueError:
        return None


def _aggregate(name: str, numbers: list[float]) -> Number:
    if not numbers:
        return 0
    if name in SHARES:
        return _quantile(sorted(numbers), Fraction(SHARES[name]))
    known: dict[str, Callable[[list[float]], float]] = {
        "sum": sum,
        "avg": lambda found: sum(found) / len(found),
        "min": min,
        "max": max,
    }
    return known[name](numbers)


def _quantile(numbers: list[float], share: Fraction) -> float:
    place = share * (len(numbers) - 1)
    low = int(place)
    if low + 1 == len(numbers):
        return numbers[low]
    return numbers[low] + float(place - low) * (numbers[low + 1] - numbers[low])


def _rank(question: Question, line: list[Number]) -> Number:
    return line[-1] if question.is_cumulative or question.is_total else sum(line)


def begin(question: Question) -> Question:
    """A range begins with the interval that its first day lies in (insights 2.1)."""
    first = question.first
    if question.is_total:
        return question
    if question.interval == "week":
        days = first.weekday() if question.is_monday_first else first.isoweekday() % 7
        first -= timedelta(days=days)
    if question.interval == "month":
        first = first.replace(day=1)
    return replace(question, first=first)
