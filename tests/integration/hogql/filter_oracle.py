"""What a property filter means, said in plain Python: a stored text or nothing, and a filter.

A property is stored as text, a value that is no text as its JSON; null is not stored. Nothing here
comes from the compiler: the two are compared (insights 1.5).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

Stored: TypeAlias = "str | None"

NOW: Final = datetime(2026, 3, 10, 12, tzinfo=UTC)
_NUMBER: Final = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?", re.ASCII)
_VERSION: Final = re.compile(r"\d+(\.\d+)+", re.ASCII)
_AGO: Final = re.compile(r"-(\d+)([hdw])")
_SPANS: Final = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def holds(stored: Stored, operator: str, value: object) -> bool:
    """Whether an event whose property holds ``stored`` passes the filter."""
    if operator in {"is_set", "is_not_set"}:
        return (stored is not None) == (operator == "is_set")
    values: tuple[object, ...] = tuple(value) if isinstance(value, list) else (value,)
    if not values:
        return True
    if operator in NEGATED:
        return stored is None or not _any(NEGATED[operator], stored, values)
    return stored is not None and _any(operator, stored, values)


def _any(operator: str, stored: str, values: tuple[object, ...]) -> bool:
    if operator in {"between", "not_between"}:
        low, high = (float(str(item)) for item in values)
        found = number(stored)
        return found is not None and ((low <= found <= high) == (operator == "between"))
    return any(TESTS[operator](stored, item) for item in values)


def text(value: object) -> str:
    """A filter's value as the text that is stored for it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


def number(stored: str) -> float | None:
    """The number that a stored text is, if it is one."""
    return float(stored) if _NUMBER.fullmatch(stored) else None


def instant(written: str) -> datetime | None:
    """The instant that a text names; without an offset it is one of UTC."""
    ago = _AGO.fullmatch(written)
    if ago:
        return NOW - int(ago[1]) * _SPANS[ago[2]]
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def version(stored: str) -> tuple[int, ...] | None:
    """The numbers of the first version in a text, four of them."""
    found = _VERSION.search(stored)
    if found is None:
        return None
    parts = [int(part) for part in found[0].split(".")]
    return tuple((parts + [0] * 4)[:4])


def _numbers(compare: Callable[[float, float], bool]) -> Callable[[str, object], bool]:
    def test(stored: str, value: object) -> bool:
        found = number(stored)
        return found is not None and compare(found, float(str(value)))

    return test


def _instants(compare: Callable[[datetime, datetime], bool]) -> Callable[[str, object], bool]:
    def test(stored: str, value: object) -> bool:
        found, wanted = instant(stored), instant(str(value))
        return found is not None and wanted is not None and compare(found, wanted)

    return test


def _versions(
    compare: Callable[[tuple[int, ...], tuple[int, ...]], bool],
) -> Callable[[str, object], bool]:
    def test(stored: str, value: object) -> bool:
        found, wanted = version(stored), version(str(value))
        return found is not None and wanted is not None and compare(found, wanted)

    return test


NEGATED: Final = {
    "is_not": "exact",
    "not_in": "in",
    "not_icontains": "icontains",
    "not_icontains_multi": "icontains_multi",
    "not_regex": "regex",
    "semver_neq": "semver_eq",
}
TESTS: Final[dict[str, Callable[[str, object], bool]]] = {
    "exact": lambda stored, value: stored == text(value),
    "in": lambda stored, value: stored == text(value),
    "icontains": lambda stored, value: text(value).lower() in stored.lower(),
    "icontains_multi": lambda stored, value: text(value).lower() in stored.lower(),
    "regex": lambda stored, value: re.search(text(value), stored) is not None,
    "gt": _numbers(lambda one, other: one > other),
    "gte": _numbers(lambda one, other: one >= other),
    "min": _numbers(lambda one, other: one >= other),
    "lt": _numbers(lambda one, other: one < other),
    "lte": _numbers(lambda one, other: one <= other),
    "max": _numbers(lambda one, other: one <= other),
    "is_date_exact": _instants(lambda one, other: one == other),
    "is_date_before": _instants(lambda one, other: one < other),
    "is_date_after": _instants(lambda one, other: one > other),
    "semver_eq": _versions(lambda one, other: one == other),
    "semver_gt": _versions(lambda one, other: one > other),
    "semver_gte": _versions(lambda one, other: one >= other),
    "semver_lt": _versions(lambda one, other: one < other),
    "semver_lte": _versions(lambda one, other: one <= other),
}
