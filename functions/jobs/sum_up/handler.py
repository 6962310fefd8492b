"""Sums up what was inserted: hourly counts of events, and values of properties to suggest.

    mark --spans of five minutes since then--> event_hours, property_values --> mark

Started every five minutes. ``{"since": ..., "until": ...}`` in the event, two times of ISO 8601,
does one stretch again, whatever was done before.
"""

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from shared import clock
from shared.domain.event_definitions.hours import rebuild_hours
from shared.domain.property_values.write import write_values
from shared.domain.spans import LENGTH, find_mark, floor, spans_between, write_mark
from shared.errors import InvalidRequestError
from shared.logs import logger

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME: Final = "sum_up"
LONGEST_LOOK_BACK: Final = timedelta(days=1)
SETTLED_AFTER: Final = timedelta(minutes=1)  # an insert may commit later than its rows are dated
BUDGET_SECONDS: Final = 180
_log = logger(NAME)


def handle(event: "Mapping[str, object]", _context: object) -> dict[str, int]:
    """Return how many spans were summed up."""
    if "since" in event:
        done = _sum_up(_read(event, "since"), _read(event, "until"), keeps_mark=False)
    else:
        until = floor(clock.now() - SETTLED_AFTER)
        mark = find_mark(NAME)
        # The span before the mark too: something may have settled late.
        since = until - LENGTH if mark is None else mark - LENGTH
        done = _sum_up(max(since, until - LONGEST_LOOK_BACK), until, keeps_mark=True)
    _log.info("summed up", extra={"spans": done})
    return {"spans": done}


def _sum_up(since: datetime, until: datetime, *, keeps_mark: bool) -> int:
    started = time.monotonic()
    done = 0
    for span in spans_between(since, until):
        rebuild_hours(span)
        write_values(span)
        done += 1
        if keeps_mark:
            write_mark(NAME, span.until)
        if time.monotonic() - started > BUDGET_SECONDS:
            break
    return done


def _read(event: "Mapping[str, object]", name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(str(event.get(name)))
    except ValueError as error:
        raise InvalidRequestError("A time is required.", attr=name) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
