"""Sees to it, every minute, that an event which an SDK sent twice counts once.

    insertions since the last run --portion by portion--> copies removed --> how far we came

An insertion is stamped when it begins and seen when it ends, so each run looks at the last two
minutes again.
"""

import time
from typing import TYPE_CHECKING, Final

from shared.domain.duplicates.find import Span, count_inserted, now
from shared.domain.duplicates.progress import alone
from shared.domain.duplicates.remove import is_settled, remove_extra
from shared.logs import logger

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.domain.duplicates.progress import Progress

OVERLAP_MS: Final = 120_000
FIRST_MS: Final = 3_600_000  # how far the first run of all looks back
MOST_ROWS: Final = 500_000  # of a portion: what one search holds in memory
SHORTEST_MS: Final = 1000
BUDGET_SECONDS: Final = 45.0

_log = logger("remove_duplicates")


def handle(_event: "Mapping[str, object]", _context: object) -> dict[str, object]:
    """Return how many copies were removed, and why nothing was done if nothing was."""
    with alone() as progress:
        if progress is None:
            return _answer(0, "another run works")
        if not is_settled():
            return _answer(0, "an earlier removal goes on")
        return _answer(_walk(progress), None)


def _walk(progress: "Progress") -> int:
    """Go from where the last run stopped to now, as far as the time allows."""
    started = time.monotonic()
    today = now()
    first = progress.done_until or today - FIRST_MS
    removed = 0
    while first < today and time.monotonic() - started < BUDGET_SECONDS:
        span = _portion(first, today)
        removed += remove_extra(span, progress)
        first = span.last
        progress.advance(min(first, today - OVERLAP_MS))
    return removed


def _portion(first: int, last: int) -> Span:
    """Return the longest span from ``first`` on that holds not too many rows."""
    span = Span(first=first, last=last)
    while span.last - first > SHORTEST_MS and count_inserted(span) > MOST_ROWS:
        span = Span(first=first, last=first + (span.last - first) // 2)
    return span


def _answer(removed: int, idle: str | None) -> dict[str, object]:
    _log.info("duplicates removed", extra={"removed": removed, "idle": idle})
    return {"removed": removed, "idle": idle}
