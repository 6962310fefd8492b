"""Paths in plain Python, from the rules of insights 8 over a list of events.

It shares no code with the product: one actor, one path and one edge at a time.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from zoneinfo import ZoneInfo

GAP: Final = timedelta(minutes=30)
BETWEEN: Final = "..."


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """An event of an actor, after merges; an empty ``who`` is nobody."""

    at: datetime
    who: str
    name: str
    url: str
    screen: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """Paths on the whole days from ``first`` to ``last``; no ``types`` stands for every event.

    ``rules`` are pairs of a regular expression and what its matches become.
    """

    first: date
    last: date
    zone: "ZoneInfo"
    is_chosen_only: bool
    types: tuple[str, ...]
    excluded: tuple[str, ...]
    groupings: tuple[str, ...]
    rules: tuple[tuple[str, str], ...]
    start: str
    end: str
    steps: int
    edges: int
    lightest: int | None
    heaviest: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Edge:
    """How many person-paths went from one numbered item to the next, and how long it took."""

    source: str
    target: str
    value: int
    milliseconds: float


def edges(
    question: Question, happenings: "Sequence[Happening]", ranks: "Mapping[str, int]"
) -> list[Edge]:
    """Return the edges that are shown; ``ranks`` order the items of one instant."""
    spent: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for path in paths(question, happenings, ranks):
        for place in range(1, len(path)):
            (before, began), (after, ended) = path[place - 1], path[place]
            key = (f"{place}_{before}", f"{place + 1}_{after}")
            spent[key].append((ended - began) / timedelta(milliseconds=1))
    found = [
        Edge(source=source, target=target, value=len(times), milliseconds=sum(times) / len(times))
        for (source, target), times in spent.items()
        if _has_weight(question, len(times))
    ]
    found.sort(key=lambda one: (-one.value, one.source, one.target))
    return _reachable(found[: question.edges])


def actors(
    question: Question,
    happenings: "Sequence[Happening]",
    ranks: "Mapping[str, int]",
    *,
    source: str,
    target: str,
) -> set[str]:
    """Return who went from one numbered item to another; an empty one stands for any."""
    found: set[str] = set()
    for who, path in _paths_by_actor(question, happenings, ranks):
        keys = [f"{place}_{item}" for place, (item, _) in enumerate(path, start=1)]
        pairs = zip(["", *keys], keys, strict=False)
        if any(source in ("", a) and target in ("", b) for a, b in pairs):
            found.add(who)
    return found


def paths(
    question: Question, happenings: "Sequence[Happening]", ranks: "Mapping[str, int]"
) -> "Iterator[list[tuple[str, datetime]]]":
    """Return the paths of everybody: what was seen, and when."""
    return (path for _, path in _paths_by_actor(question, happenings, ranks))


def _paths_by_actor(
    question: Question, happenings: "Sequence[Happening]", ranks: "Mapping[str, int]"
) -> "Iterator[tuple[str, list[tuple[str, datetime]]]]":
    seen: defaultdict[str, list[tuple[str, datetime]]] = defaultdict(list)
    for one in happenings:
        item = _item(question, one)
        if one.who and item is not None and _is_asked(question, one):
            seen[one.who].append((item, one.at))
    for who, items in seen.items():
        items.sort(key=lambda pair: (pair[1], ranks[pair[0]]))
        for walk in _walks(items):
            path = _cut(question, _collapsed(walk))
            if path:
                yield who, path


def _is_asked(question: Question, one: Happening) -> bool:
    begin = _midnight(question.first, question)
    beyond = _midnight(question.last + timedelta(days=1), question)
    return begin <= one.at < beyond and (one.is_chosen or not question.is_chosen_only)


def _midnight(day: date, question: Question) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=question.zone).astimezone(UTC)


def _item(question: Question, one: Happening) -> str | None:
    """What an event is on a path; None for one that is not on any."""
    text = _named(question, one)
    if text is None:
        return None
    for pattern, alias in question.rules:
        text = re.sub(pattern, alias.replace("\\", r"\\"), text)
    for grouping in question.groupings:
        if re.search(".*".join(re.escape(part) for part in grouping.split("*")), text):
            text = grouping
            break
    return None if text in question.excluded else text


def _named(question: Question, one: Happening) -> str | None:
    kinds = {"$pageview": "$pageview", "$screen": "$screen"}
    kind = kinds.get(one.name, "custom_event")
    if question.types:
        if kind not in question.types:
            return None
        if kind == "custom_event" and one.name.startswith("$"):
            return None
    if kind == "$pageview":
        return one.url[:-1] if len(one.url) > 1 and one.url.endswith("/") else one.url
    return one.screen if kind == "$screen" else one.name


def _walks(items: list[tuple[str, datetime]]) -> list[list[tuple[str, datetime]]]:
    """What one actor saw, cut where it was away for half an hour."""
    found: list[list[tuple[str, datetime]]] = []
    for item, at in items:
        if not found or at - found[-1][-1][1] >= GAP:
            found.append([])
        found[-1].append((item, at))
    return found


def _collapsed(walk: list[tuple[str, datetime]]) -> list[tuple[str, datetime]]:
    """Without repetitions; of equal items in a row it is the last that counts."""
    found: list[tuple[str, datetime]] = []
    for item, at in walk:
        if found and found[-1][0] == item:
            found.pop()
        found.append((item, at))
    return found


def _cut(question: Question, path: list[tuple[str, datetime]]) -> list[tuple[str, datetime]]:
    start, end = _plain(question.start), _plain(question.end)
    if start:
        path = path[_place(path, start) :]
    if end:
        path = path[: _place(path, end) + 1] if _place(path, end) < len(path) else []
    if start and end:
        half = question.steps // 2
        if len(path) <= question.steps:
            return path
        return [*path[:half], (BETWEEN, path[half][1]), *path[len(path) - half :]]
    return path[-question.steps :] if end else path[: question.steps]


def _plain(point: str) -> str:
    return point[:-1] if len(point) > 1 and point.endswith("/") else point


def _place(path: list[tuple[str, datetime]], wanted: str) -> int:
    """Where an item is for the first time; beyond the end for one that is not there."""
    return next((at for at, (item, _) in enumerate(path) if item == wanted), len(path))


def _has_weight(question: Question, value: int) -> bool:
    if question.lightest is not None and value < question.lightest:
        return False
    return question.heaviest is None or value <= question.heaviest


def _reachable(found: list[Edge]) -> list[Edge]:
    """Without edges that hang in the air since those before them are too light or too heavy."""
    known = {one.source for one in found if one.source.startswith("1_")}
    for place in range(1, 100):
        here = [one for one in found if one.source.startswith(f"{place}_")]
        known |= {one.target for one in here if one.source in known}
    return [one for one in found if one.source in known]
