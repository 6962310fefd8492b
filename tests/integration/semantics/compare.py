"""Holds what is stored of a project against what its case expects.

expected + Stored --compare--> lines, each saying one difference; none when all is as it must be
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.integration.semantics.formulas import person_of
from tests.integration.semantics.matching import Bindings, differences
from tests.integration.semantics.people import compare_persons

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tests.integration.semantics.stored import Stored

_MAPS: Final = frozenset({"properties", "groups"})  # of a row; their keys are compared one by one


def compare(expected: Mapping[str, Any], stored: Stored, team_id: int) -> list[str]:
    """Return the differences; what a case does not mention is only held against the formulas."""
    bindings = Bindings(team_id=team_id)
    lines = [*_own_ids(stored, team_id), *_overrides(stored, team_id)]
    for word, part in expected.items():
        lines.extend(_PARTS[word](part, stored, bindings))
    return lines


def _own_ids(stored: Stored, team_id: int) -> Iterator[str]:
    """Say which rows do not carry the person id of their own distinct id (4.4)."""
    for row in (*stored.events, *stored.exceptions):
        formula = person_of(team_id, row["distinct_id"])
        if row["person_id"] != formula:
            yield f"person_id of {row['distinct_id']!r}: {row['person_id']} instead of {formula}"


def _overrides(stored: Stored, team_id: int) -> Iterator[str]:
    """Say which distinct ids of others are not overridden, by id and by person alike (4.6)."""
    for distinct_id, person in stored.owners.items():
        own = person_of(team_id, distinct_id)
        for place, now in (
            ("person_overrides", stored.overrides.get(own, own)),
            ("person_distinct_id_overrides", stored.owner_overrides.get(distinct_id, own)),
        ):
            if now != person:
                yield f"{place} of {distinct_id!r}: {now} instead of {person}"


def _events(expected: list[Any], stored: Stored, bindings: Bindings) -> Iterator[str]:
    """Compare rows of events; ``person`` is whose the event is now, merges taken in."""
    rows = [
        {**row, "person": stored.overrides.get(row["person_id"], row["person_id"])}
        for row in stored.events
    ]
    wanted = [
        {**item, "person": {"$person": item["person"]}} if "person" in item else item
        for item in expected
    ]
    yield from _table("events", wanted, rows, bindings)


def _table(
    place: str, expected: Sequence[Any], rows: Sequence[Mapping[str, Any]], bindings: Bindings
) -> Iterator[str]:
    """Compare as many rows as expected, each with the one that it differs least from."""
    if len(expected) != len(rows):
        yield f"{place}: expected {len(expected)} rows, stored {len(rows)}: {rows!r:.2000}"
        return
    left = [*rows]
    for number, item in enumerate(expected):
        found = [_row_differences(f"{place}[{number}]", item, row, bindings) for row in left]
        best = min(range(len(left)), key=lambda index: len(found[index][0]))
        left.pop(best)
        lines, bound = found[best]
        bindings.values.update(bound)
        yield from lines


def _row_differences(
    place: str, expected: Mapping[str, Any], row: Mapping[str, Any], bindings: Bindings
) -> tuple[list[str], dict[str, Any]]:
    """Return how a row differs, and what names stand for if it is the one that is meant."""
    tried = Bindings(team_id=bindings.team_id, values={**bindings.values})
    lines: list[str] = []
    for name, value in expected.items():
        if name in _MAPS:
            inner = f"{place}.{name}"
            lines.extend(differences(value, row[name], tried, place=inner, is_text=True))
        else:
            lines.extend(differences({name: value}, row, tried, place=place))
    return lines, tried.values


def _groups(expected: list[Any], stored: Stored, bindings: Bindings) -> Iterator[str]:
    yield from _table("groups", expected, stored.groups, bindings)


def _group_types(expected: Any, stored: Stored, _bindings: Bindings) -> Iterator[str]:
    """Compare places by name, or only the names where the order of delivery decides the places."""
    found: object = stored.group_types
    if isinstance(expected, list):
        found, expected = sorted(stored.group_types), sorted(expected)
        places = sorted(stored.group_types.values())
        if places != [*range(len(places))]:
            yield f"group_types: the places are {places}"
    if found != expected:
        yield f"group_types: expected {expected!r}, stored {found!r}"


def _definitions(expected: Mapping[str, Any], stored: Stored, bindings: Bindings) -> Iterator[str]:
    """Compare types by kind, and under ``events`` and ``pairs`` the events themselves."""
    for kind, part in expected.items():
        place = f"definitions.{kind}"
        if kind == "events":
            yield from _known_events(part, stored, bindings, place)
        elif kind == "pairs":
            yield from _pairs(part, stored, place)
        else:
            known = _types(stored.property_definitions.get(kind, {}))
            yield from differences(_types(part), known, bindings, place=place)


def _types(types: Mapping[str, Any]) -> dict[str, Any]:
    """Return types by name, where to have none is something else than not to be known."""
    return {name: type_ or "(no type)" for name, type_ in types.items()}


def _known_events(
    expected: Mapping[str, Any], stored: Stored, bindings: Bindings, place: str
) -> Iterator[str]:
    known = stored.event_definitions
    if known.keys() != expected.keys():
        yield f"{place}: expected {sorted(expected)}, stored {sorted(known)}"
    for name in sorted(known.keys() & expected.keys()):
        yield from differences(expected[name], known[name], bindings, place=f"{place}.{name}")


def _pairs(expected: Mapping[str, list[str]], stored: Stored, place: str) -> Iterator[str]:
    for event, names in expected.items():
        lacking = {*names} - stored.event_properties.get(event, set())
        if lacking:
            yield f"{place}.{event}: {sorted(lacking)} lacking"


def _heatmaps(expected: list[Any], stored: Stored, bindings: Bindings) -> Iterator[str]:
    yield from _table("heatmaps", expected, stored.heatmaps, bindings)


def _exceptions(expected: list[Any], stored: Stored, bindings: Bindings) -> Iterator[str]:
    yield from _table("exceptions", expected, stored.exceptions, bindings)


def _sessions(expected: list[Any], stored: Stored, bindings: Bindings) -> Iterator[str]:
    yield from _table("sessions", expected, stored.sessions, bindings)


def _warnings(expected: list[Any], stored: Stored, bindings: Bindings) -> Iterator[str]:
    """Compare which kinds there are: a message that comes twice may tell twice.

    A kind is its name, or ``{type, details}`` when what it says matters.
    """
    rows = {row["type"]: row for row in stored.warnings if row["type"] not in ADVICE}
    wanted = {(item if isinstance(item, str) else item["type"]): item for item in expected}
    if sorted(rows) != sorted(wanted):
        yield f"warnings: expected {sorted(wanted)}, stored {sorted(rows)}"
        return
    for name, item in wanted.items():
        if isinstance(item, dict):
            details = rows[name]["details"]
            yield from differences(item["details"], details, bindings, place=f"warnings.{name}")


def _advice(expected: list[str], stored: Stored, _bindings: Bindings) -> Iterator[str]:
    """Compare warnings that depend on what was delivered first (4.6)."""
    found = sorted({row["type"] for row in stored.warnings} & ADVICE)
    if found != sorted(expected):
        yield f"advice: expected {sorted(expected)}, stored {found}"


ADVICE: Final = frozenset({"cannot_merge_already_identified"})
_PARTS: Final[Mapping[str, Callable[[Any, Stored, Bindings], Iterator[str]]]] = {
    "events": _events,
    "persons": compare_persons,
    "groups": _groups,
    "group_types": _group_types,
    "definitions": _definitions,
    "heatmaps": _heatmaps,
    "exceptions": _exceptions,
    "sessions": _sessions,
    "warnings": _warnings,
    "advice": _advice,
}
