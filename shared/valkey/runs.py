r"""Runs of queries that somebody waits for: one record a run, under its team.

    start (unless one is under way)  ->  read, replace (only one's own)  ->  forget

A record belongs to a task: whoever works on an older task of the same name can change nothing.
``names`` are the ids by which clients wait for the run; it is over when the last one leaves. A team
has a share of the background: so many runs under way, those that nobody ends until they are lost.
Without Valkey there are no runs: ``CacheUnavailableError`` tells the caller to do without.
"""

from enum import IntEnum
from typing import Any, Final

from shared import clock
from shared.valkey.connect import client
from shared.valkey.results import LIFETIME_SECONDS

MOST_UNDER_WAY: Final = 20
"""Runs of one team at a time. Source: PostHog's limit of concurrent queries of a team."""

LOST_AFTER_SECONDS: Final = 21 * 60
"""More than two runs may take: whoever asks again then, need not wait for that one."""

_REPLACE: Final = """
if redis.call('HGET', KEYS[1], 'task') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'record', ARGV[2])
return 1
"""
_START: Final = """
if redis.call('HGET', KEYS[1], 'task') ~= ARGV[1] and redis.call('EXISTS', KEYS[1]) == 1 then
    return 0
end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[6])
if not redis.call('ZSCORE', KEYS[2], ARGV[5]) and redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[8])
then
    return 2
end
redis.call('ZADD', KEYS[2], ARGV[7], ARGV[5])
redis.call('EXPIRE', KEYS[2], ARGV[4])
redis.call('HSET', KEYS[1], 'task', ARGV[2], 'record', ARGV[3])
redis.call('EXPIRE', KEYS[1], ARGV[4])
return 1
"""


class Start(IntEnum):
    """What became of a start: another task is under way, it is stored, the team's share is full."""

    FOUND = 0
    STORED = 1
    FULL = 2


def find(team_id: int, key: str) -> bytes | None:
    """Return the record of the team's run, None when there is none."""
    with client() as valkey:
        found: Any = valkey.hget(_record(team_id, key), "record")
    return found if isinstance(found, bytes) else None


def start(team_id: int, key: str, *, instead_of: str, task: str, record: str) -> Start:
    """Store the record of a new task, if there is none or only that of ``instead_of``."""
    now = int(clock.now().timestamp())
    places = (_record(team_id, key), _under_way(team_id))
    values = (instead_of, task, record, LIFETIME_SECONDS)
    share = (key, now, now + LOST_AFTER_SECONDS, MOST_UNDER_WAY)
    with client() as valkey:
        done: Any = valkey.eval(_START, len(places), *places, *map(str, (*values, *share)))
    return Start(int(done))


def end(team_id: int, key: str) -> None:
    """Give back the run's place in the team's share."""
    with client() as valkey:
        valkey.zrem(_under_way(team_id), key)


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
    end(team_id, key)


def _record(team_id: int, key: str) -> str:
    return f"queued:{team_id}:{key}"


def _names(team_id: int, key: str) -> str:
    return f"waiting:{team_id}:{key}"


def _under_way(team_id: int) -> str:
    return f"under_way:{team_id}"
