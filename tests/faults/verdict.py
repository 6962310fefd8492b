"""What every fault ends with: each event that was answered 200 is stored exactly once.

accepted uuids + rows of ``events`` as anybody counts them (no FINAL) -> nothing, or an error
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import httpx

from tests.e2e.waiting import eventually

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from tests.faults.load import Load
    from tools.project import Project

# What a repeated request left behind twice is removed within a minute (docs/decisions).
SECONDS: Final = 150.0
SHOWN: Final = 5
COUNTS: Final = "SELECT count(), count(DISTINCT uuid) FROM events"
PAGE: Final = (
    "SELECT toString(uuid), count() FROM events WHERE startsWith(toString(uuid), {digit})"
    " GROUP BY uuid LIMIT 50000"
)
PEOPLE: Final = "SELECT properties.name, properties.first, properties.last FROM persons LIMIT 10000"
DIGITS: Final = "0123456789abcdef"


def assert_exactly_once(load: Load, *, seconds: float = SECONDS) -> None:
    """Return once what the load sent is stored as it should be, event by event."""
    with suppress(AssertionError):  # the comparison below says which ones are wrong
        assert_stored(load.project, load.accepted, seconds=seconds)
    found = stored(load.project)
    missing, strange = load.accepted - set(found), set(found) - load.offered
    twice = {name for name, count in found.items() if count > 1}
    assert not missing, _say(missing, "accepted events are not stored")
    assert not strange, _say(strange, "stored events were never sent")
    assert not twice, _say(twice, "events are stored more than once")
    if load.repeats:
        assert set(found) == load.accepted


def assert_stored(project: Project, uuids: AbstractSet[str], *, seconds: float = SECONDS) -> None:
    """Return once a plain count finds these events, each once, and at least no fewer."""

    def is_so() -> bool:
        ((rows, distinct),) = _rows(project, COUNTS) or [[0, 0]]
        return bool(rows == distinct and rows >= len(uuids))

    eventually(is_so, what=f"{len(uuids)} events, each once", seconds=seconds)


def assert_people(load: Load, *, seconds: float = SECONDS) -> None:
    """Return once the persons are what the accepted events said of them, in whatever order."""
    wanted = sorted([name, told.first, told.last] for name, told in load.people.items())
    with suppress(AssertionError):
        eventually(
            lambda: sorted(_rows(load.project, PEOPLE)) == wanted, what="people", seconds=seconds
        )
    assert sorted(_rows(load.project, PEOPLE)) == wanted


def stored(project: Project) -> Counter[str]:
    """Return how often each event is stored."""
    found: Counter[str] = Counter()
    for digit in DIGITS:
        found.update(dict(project.rows(PAGE, digit=digit)))
    return found


def _rows(project: Project, sql: str) -> list[list[Any]]:
    """Return the rows of a query; none while the instance cannot answer it."""
    with suppress(httpx.HTTPError):
        return project.rows(sql)
    return []


def _say(uuids: AbstractSet[str], what: str) -> str:
    return f"{len(uuids)} {what}: {sorted(uuids)[:SHOWN]}"
