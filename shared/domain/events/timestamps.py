"""When did an event happen? The client's clock, corrected by what the request says about it.

    timestamp or offset as sent + sent_at + received_at --fix_timestamp--> instant in UTC

Only values that are stored with the request go in, so every delivery gives the same instant.
Source: PostHog's timestamp rule (sdk-protocol 4.3).
"""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.json import Json

TOLERATED_SKEW_MS: Final = 150_000
FURTHEST_FUTURE_MS: Final = 23 * 3_600_000
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MS: Final = timedelta(milliseconds=1)
_FIRST_MS: Final = (datetime.min.replace(tzinfo=UTC) - EPOCH) // _MS
# From here on a bare number is milliseconds: as seconds it would lie beyond the year 5000.
_LEAST_UNIX_MS: Final = 100_000_000_000
_LARGEST: Final = 1e300
_NUMBER: Final = re.compile(r"-?\d{9,18}(\.\d*)?", re.ASCII)
_SPACE_BEFORE_OFFSET: Final = re.compile(r"\s+(?=[+-]\d)")
_NAME_OF_UTC: Final = re.compile(r"\s*(?:UTC|GMT|Z)$", re.IGNORECASE)


def _plain(text: str) -> str:
    return text


def _with_usual_zone(text: str) -> str:
    return _SPACE_BEFORE_OFFSET.sub("", _NAME_OF_UTC.sub("Z", text))


_FORMS: Final[tuple[tuple[Callable[[str], datetime], Callable[[str], str]], ...]] = (
    (datetime.fromisoformat, _plain),
    (datetime.fromisoformat, _with_usual_zone),
    (parsedate_to_datetime, _plain),
)


def fix_timestamp(
    timestamp: Json,
    *,
    offset: Json,
    received_at: datetime,
    sent_at: datetime | None,
) -> datetime:
    """Return the instant of the event, to the millisecond.

    ``offset`` is milliseconds before ``received_at``, which old clients send in place of a
    timestamp. ``sent_at`` is None when the client did not say it, or asked not to be corrected.
    An event without a usable timestamp, or of the far future, happened when it was received.
    """
    now = _milliseconds(received_at)
    result = _read(timestamp)
    if result is not None and sent_at is not None:
        result -= _excess(_milliseconds(sent_at) - now)
    if _is_number(offset):
        result = now - round(offset)
    if result is None or result - now > FURTHEST_FUTURE_MS:
        result = now
    return EPOCH if result < _FIRST_MS else EPOCH + result * _MS


def _excess(skew: int) -> int:
    """Return the part of the skew that is more than a slow network explains."""
    return int(math.copysign(max(abs(skew) - TOLERATED_SKEW_MS, 0), skew))


def _read(value: Json) -> int | None:
    """Return milliseconds since 1970, None when the value is no instant."""
    if isinstance(value, str):
        return _read_text(value.strip())
    return _read_unix(value) if _is_number(value) else None


def _read_text(text: str) -> int | None:
    if _NUMBER.fullmatch(text):
        return _read_unix(float(text))
    for read, form in _FORMS:
        try:
            found = read(form(text))
        except (ValueError, OverflowError):
            continue
        return _milliseconds(found if found.tzinfo else found.replace(tzinfo=UTC))
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


def _milliseconds(instant: datetime) -> int:
    return (instant - EPOCH) // _MS
