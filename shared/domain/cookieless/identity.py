"""Who is behind an event without cookies, for one day: a hash that no one can undo.

    salt of the day + project, address, root domain, user agent --SipHash--> Identity

The same values give the same identity to events and to flags. Nothing is kept between events, so
that order and repetition do not matter (docs/decisions/0029-cookieless-without-state.md). Source:
PostHog's stateless mode and its vectors (sdk-protocol 4.9).
"""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec import Struct

from shared.domain.cookieless.domains import root_domain
from shared.domain.cookieless.siphash import siphash128

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTINEL: Final = "$posthog_cookieless"
LONGEST_EXTRA: Final = 100
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)


class Visitor(Struct, frozen=True):
    """What tells one visitor from another within a day. ``extra`` is what the project adds."""

    team_id: int
    ip: str
    host: str
    user_agent: str
    extra: str = ""


class Identity(Struct, frozen=True):
    """What stands in an event for its visitor: ids that last one day."""

    distinct_id: str
    device_id: str
    session_id: str


def identify(
    visitor: Visitor, *, at: int, time_zones: tuple[str, ...], salts: Mapping[str, bytes]
) -> Identity | None:
    """Return who a visitor is at a moment (milliseconds since 1970); None without a salt for it.

    The day is that of the first of the time zones that exists.
    """
    day, began = _day_of(at, time_zones)
    salt = salts.get(day)
    if salt is None:
        return None
    hashed = visitor_hash(salt, visitor)
    text = b64encode(hashed).decode().rstrip("=")
    return Identity(f"cookieless_{text}", f"cookielessd_{text}", _session_id(hashed, began))


@lru_cache(maxsize=20_000)
def visitor_hash(salt: bytes, visitor: Visitor) -> bytes:
    """Return the 16 bytes of a visitor; the order of words is that of PostHog's first version."""
    parts = (
        str(visitor.team_id),
        visitor.ip,
        root_domain(visitor.host),
        visitor.user_agent,
        "0",  # how often the visitor was identified, which only a mode with state can know
        visitor.extra[:LONGEST_EXTRA],
    )
    found = siphash128(salt, "-".join(parts).encode(errors="replace"))
    return found[12:16] + found[8:12] + found[4:8] + found[0:4]


def _day_of(at: int, time_zones: tuple[str, ...]) -> tuple[str, int]:
    """Return the day of a moment and when it began, in milliseconds since 1970."""
    zone = next((found for name in time_zones if (found := _zone(name)) is not None), UTC)
    local = (_EPOCH + timedelta(milliseconds=at)).astimezone(zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return local.date().isoformat(), (midnight - _EPOCH) // _MILLISECOND


@lru_cache(maxsize=1000)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # no such zone, or no name of one
        return None


def _session_id(hashed: bytes, began: int) -> str:
    """Return a UUIDv7 of the day's first moment whose random part is the visitor's hash."""
    value = (began & (1 << 48) - 1) << 80 | int.from_bytes(hashed[:10], "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(UUID(int=value))
