"""Counters that end by themselves: rate limits of API keys, failed logins.

A counter is a fixed window: it starts with the first use and is gone when the window ends. Without
Valkey nothing is limited, which is better than refusing everybody; the outage is logged.

Source of the numbers: PostHog ``rate_limit.py`` (application-api 7), where they are off unless an
instance turns them on; failed logins are always limited.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from shared import settings
from shared.errors import ThrottledError
from shared.logs import logger
from shared.valkey.connect import CacheUnavailableError, client

if TYPE_CHECKING:
    from uuid import UUID

MINUTE: Final = 60
HOUR: Final = 3600
_log: Final = logger("limits")


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """At most ``uses`` within ``seconds``."""

    name: str
    uses: int
    seconds: int


GENERAL: Final = (
    Limit(name="burst", uses=480, seconds=MINUTE),
    Limit(name="sustained", uses=4_800, seconds=HOUR),
)
QUERIES: Final = (
    Limit(name="clickhouse_burst", uses=240, seconds=MINUTE),
    Limit(name="clickhouse_sustained", uses=1_200, seconds=HOUR),
)
HOGQL: Final = (Limit(name="hogql", uses=120, seconds=HOUR),)
VALUES: Final = (Limit(name="values", uses=60, seconds=MINUTE),)


def count_request(key_id: "UUID", *, is_query: bool) -> None:
    """Count one request of an API key; ThrottledError says when to come back."""
    _count_all(QUERIES if is_query else GENERAL, str(key_id))


def count_hogql(key_id: "UUID") -> None:
    """Count one HogQL query of an API key; ThrottledError says when to come back."""
    _count_all(HOGQL, str(key_id))


def count_values(key_id: "UUID") -> None:
    """Count one look at values to suggest; ThrottledError says when to come back."""
    _count_all(VALUES, str(key_id))


def is_exhausted(limit: Limit, subject: str) -> bool:
    """Return whether ``subject`` has used up the limit, without using it."""
    try:
        with client() as valkey:
            used = valkey.get(_key(limit, subject))
    except CacheUnavailableError as error:
        _log.warning("limits are off", exc_info=error)
        return False
    return int(str(used, "ascii") if isinstance(used, bytes) else 0) >= limit.uses


def use(limit: Limit, subject: str) -> int | None:
    """Count one use; return the seconds to wait when that was one too many, else None."""
    try:
        with client() as valkey:
            pipeline: Any = valkey.pipeline()
            pipeline.set(_key(limit, subject), 0, ex=limit.seconds, nx=True)
            pipeline.incr(_key(limit, subject))
            pipeline.ttl(_key(limit, subject))
            _, used, seconds_left = pipeline.execute()
    except CacheUnavailableError as error:
        _log.warning("limits are off", exc_info=error)
        return None
    return max(1, int(seconds_left)) if int(used) > limit.uses else None


def forget(limit: Limit, subject: str) -> None:
    """Start the count of ``subject`` again."""
    try:
        with client() as valkey:
            valkey.delete(_key(limit, subject))
    except CacheUnavailableError as error:
        _log.warning("limits are off", exc_info=error)


def _count_all(limits: tuple[Limit, ...], subject: str) -> None:
    for limit in limits if settings.current().has_rate_limits else ():
        wait = use(limit, subject)
        if wait is not None:
            raise ThrottledError(
                f"Request was throttled. Expected available in {wait} seconds.",
                retry_after_seconds=wait,
            )


def _key(limit: Limit, subject: str) -> str:
    return f"limit:{limit.name}:{subject}"
