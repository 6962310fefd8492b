"""The Valkey client of this process: one pool per address, safe for threads.

Valkey is never the only copy of anything. Whoever uses it says what happens without it, so errors
of the client leave this package as ``CacheUnavailableError``.
"""

from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import valkey

from shared import settings
from shared.errors import TemporarilyUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator

TIMEOUT_SECONDS: Final = 1.0


class CacheUnavailableError(TemporarilyUnavailableError):
    """Valkey is not configured or does not answer."""

    default_code = "cache_unavailable"


@contextmanager
def client() -> "Iterator[valkey.Valkey]":
    """Yield the client; CacheUnavailableError when Valkey is not there."""
    url = settings.current().redis_url
    if not url:
        raise CacheUnavailableError("No cache is configured.")
    try:
        yield _client(url)
    except valkey.ValkeyError as error:
        raise CacheUnavailableError("The cache is not available.") from error


@lru_cache(maxsize=8)
def _client(url: str) -> valkey.Valkey:
    return valkey.Valkey.from_url(
        url, socket_timeout=TIMEOUT_SECONDS, socket_connect_timeout=TIMEOUT_SECONDS
    )
