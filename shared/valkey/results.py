"""Results of queries by fingerprint, and where the runs of clients' own ids ended up.

Every key starts with the team, so that no fingerprint can reach another team's result. Without
Valkey nothing is found and nothing is kept: results are computed again, and the outage is logged.
"""

from typing import Final

import zstandard

from shared.logs import logger
from shared.valkey.connect import CacheUnavailableError, client

LIFETIME_SECONDS: Final = 24 * 3600
LARGEST_BYTES: Final = 4 * 1024 * 1024  # compressed; more would crowd out everybody else's
_log: Final = logger("results")


def find_result(team_id: int, fingerprint: str) -> bytes | None:
    """Return what was kept for this team under this fingerprint, None when nothing was."""
    content = _get(f"result:{team_id}:{fingerprint}")
    return None if content is None else zstandard.decompress(content)


def keep_result(team_id: int, fingerprint: str, content: bytes) -> bool:
    """Keep a result for a day; False when it is too large, or Valkey did not take it."""
    compressed = zstandard.compress(content, 3)
    if len(compressed) > LARGEST_BYTES:
        return False
    return _set(f"result:{team_id}:{fingerprint}", compressed)


def find_run(team_id: int, query_id: str) -> str | None:
    """Return the fingerprint of the result that this run of the team ended in."""
    content = _get(f"run:{team_id}:{query_id}")
    return None if content is None else content.decode()


def keep_run(team_id: int, query_id: str, fingerprint: str) -> None:
    """Remember for a day in which result a client's own query id ended."""
    _set(f"run:{team_id}:{query_id}", fingerprint.encode())


def forget_run(team_id: int, query_id: str) -> None:
    """Forget a run; its result stays."""
    try:
        with client() as valkey:
            valkey.delete(f"run:{team_id}:{query_id}")
    except CacheUnavailableError as error:
        _log.warning("results are not kept", exc_info=error)


def _get(key: str) -> bytes | None:
    try:
        with client() as valkey:
            content = valkey.get(key)
    except CacheUnavailableError as error:
        _log.warning("results are not kept", exc_info=error)
        return None
    return content if isinstance(content, bytes) else None


def _set(key: str, content: bytes) -> bool:
    try:
        with client() as valkey:
            valkey.set(key, content, ex=LIFETIME_SECONDS)
    except CacheUnavailableError as error:
        _log.warning("results are not kept", exc_info=error)
        return False
    return True
