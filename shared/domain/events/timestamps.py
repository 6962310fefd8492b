"""When did an event happen? The client's clock, corrected by what the request says about it.

    sent_at + received_at --clock_of--> RequestClock
    timestamp or offset as sent --RequestClock.fix--> instant, in milliseconds since 1970

Only values that are stored with the request go in, so every delivery gives the same instant.
Source: PostHog's timestamp rule (sdk-protocol 4.3).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.json import Json

TOLERATED_SKEW_MS: Final = 150_000
FURTHEST_FUTURE_MS: Final = 23 * 3_600_000
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_DAY_MS: Final = 86_400_000
_FIRST_MS: Final = (datetime.min.replace(tzinfo=UTC) - EPOCH) // timedelta(milliseconds=1)
# From here on a bare number is milliseconds: as seconds it would lie beyond the year 5000.
_LEAST_UNIX_MS: Final = 100_000_000_000
_LARGEST: Final = 1e300
_NUMBER: Final = re.compile(r"-?\d{9,18}(\.\d*)?", re.ASCII)
_SPACE_BEFORE_OFFSET: Final = re.compile(r"\s+(?=[+-]\d)")
_NAME_OF_UTC: Final = re.compile(r"\s*(?:UTC|GMT|Z)$", re.IGNORECASE)


def _with_usual_zone(text: str) -> str:
    return _SPACE_BEFORE_OFFSET.sub("", _NAME_OF_UTC.sub("Z", text))


# How a date is read that is not in the form that nearly all have.
_OTHER_FORMS: Final[tuple[tuple[Callable[[str], datetime], Callable[[str], str]], ...]] = (
    (datetime.fromisoformat, _with_usual_zone),
    (parsedate_to_datetime, str),
)


@dataclass(frozen=True, slots=True)
class RequestClock:
    """What a request says about its client's clock; all times are milliseconds since 1970, UTC.

    ``excess`` is the part of its skew that is more than a slow network explains.
    """

    now: int
    excess: int

    def fix(self, timestamp: Json, *, offset: Json, is_corrected: bool) -> int:
        """Return the instant of an event.

        ``offset`` is milliseconds before the request, which old clients send in place of a
        timestamp; ``is_corrected`` is False when the client asked not to be. An event without a
        usable timestamp, or of the far future, happened when it was received.
        """
        result = _read(timestamp)
        if result is not None and is_corrected:
            result -= self.excess
        if offset is not None and _is_number(offset):
            result = self.now - round(offset)
        if result is None or result - self.now > FURTHEST_FUTURE_MS:
            return self.now
        return 0 if result < _FIRST_MS else result


def clock_of(*, received_at: datetime, sent_at: datetime | None) -> RequestClock:
    """Return the clock of a request; ``sent_at`` is None when the client did not say it."""
    now = milliseconds(received_at)
    return RequestClock(now, 0 if sent_at is None else _excess(milliseconds(sent_at) - now))


def _excess(skew: int) -> int:
    """Return the part of the skew that is more than a slow network explains."""
    return int(math.copysign(max(abs(skew) - TOLERATED_SKEW_MS, 0), skew))


def _read(value: Json) -> int | None:
    """Return milliseconds since 1970, None when the value is no instant."""
    if isinstance(value, str):
        is_date = value[4:5] == "-"  # as nearly all are: no number looks like it
        return _read_date(value) if is_date else _read_text(value.strip())
    return _read_unix(value) if _is_number(value) else None


def _read_text(text: str) -> int | None:
    if _NUMBER.fullmatch(text):
        return _read_unix(float(text))
    return _read_date(text)


def _read_date(text: str) -> int | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return _read_other_date(text)
    return milliseconds(found if found.tzinfo else found.replace(tzinfo=UTC))


def _read_other_date(text: str) -> int | None:
    for read, form in _OTHER_FORMS:
        try:
            found = read(form(text))
        except (ValueError, OverflowError):
            continue
        return milliseconds(found if found.tzinfo else found.replace(tzinfo=UTC))
    return None


def _read_unix(number: float) -> int:
    return round(number if abs(number) >= _LEAST_UNIX_MS else number * 1000)


def _is_number(value: Json) -> TypeGuard[float]:
    """Whether the value is a number that can be reckoned with: not true, NaN or infinite."""
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and -_LARGEST < value < _LARGEST
    )


def milliseconds(instant: datetime) -> int:
    """Return an instant as milliseconds since 1970, UTC."""
    since = instant - EPOCH  # its parts cost less than its division
    return since.days * _DAY_MS + since.seconds * 1000 + since.microseconds // 1000
