r"""Runs of queries that somebody waits for: one record a run, under its team.

    start (unless one is under way)  ->  read, replace (only one's own)  ->  forget

A record belongs to a task: whoever works on an older task of the same name can change nothing.
``names`` are the ids by which clients wait for the run; it is over when the last one leaves.
Without Valkey there are no runs: ``CacheUnavailableError`` tells the caller to do without.
"""

from typing import Any, Final

from shared.valkey.connect import client
from shared.valkey.results import LIFETIME_SECONDS

_REPLACE: Final = """
if redis.call('HGET', KEYS[1], 'task') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'record', ARGV[2])
return 1
"""
_START: Final = """
if redis.call('HGET', KEYS[1], 'task') ~= ARGV[1] and redis.call('EXISTS', KEYS[1]) == 1 then
    return 0
end
redis.call('HSET', KEYS[1], 'task', ARGV[2], 'record', ARGV[3])
redis.call('EXPIRE', KEYS[1], ARGV[4])
return 1
"""


def find(team_id: int, key: str) -> bytes | None:
    """Return the record of the team's run, None when there is none."""
    with client() as valkey:
        found: Any = valkey.hget(_record(team_id, key), "record")
    return found if isinstance(found, bytes) else None


def start(team_id: int, key: str, *, instead_of: str, task: str, record: str) -> bool:
    """Store the record of a new task, if there is none or only that of ``instead_of``."""
    with client() as valkey:
        done: Any = valkey.eval(
            _START, 1, _record(team_id, key), instead_of, task, record, str(LIFETIME_SECONDS)
        )
    return bool(done)


def replace(team_id: int, key: str, *, task: str, record: str) -> bool:
    """Store what became of a task; False when the run is not this task's any more."""
    with client() as valkey:
        done: Any = valkey.eval(_REPLACE, 1, _record(team_id, key), task, record)
    return bool(done)


def join(team_id: int, key: str, name: str) -> None:
    """Note that somebody waits for the run under this name."""
    with client() as valkey:
        pipeline: Any = valkey.pipeline()
        pipeline.sadd(_names(team_id, key), name)
        pipeline.expire(_names(team_id, key), LIFETIME_SECONDS)
        pipeline.execute()


def leave(team_id: int, key: str, name: str) -> int:
    """Note that nobody waits under this name any more; return how many still wait."""
    with client() as valkey:
        pipeline: Any = valkey.pipeline()
        pipeline.srem(_names(team_id, key), name)
        pipeline.scard(_names(team_id, key))
        return int(pipeline.execute()[1])


def forget(team_id: int, key: str) -> None:
    """Forget the run and who waits for it."""
    with client() as valkey:
        valkey.delete(_record(team_id, key), _names(team_id, key))


def _record(team_id: int, key: str) -> str:
    return f"queued:{team_id}:{key}"


def _names(team_id: int, key: str) -> str:
    return f"waiting:{team_id}:{key}"
