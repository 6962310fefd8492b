"""Hands a question over to the background, and takes it back.

    question --record in Valkey, message in the queue--> EnqueuedQuery
    query id --last who waits?--> record forgotten, statements stopped

Identical questions of a team meet in one run, by whatever ids their clients wait for it.
"""

from typing import TYPE_CHECKING, Final
from uuid import uuid4

import orjson

from shared import clock
from shared.clickhouse.processes import kill, tag_of
from shared.domain.queries.enqueued import EnqueuedQuery, find_enqueued, store_enqueued
from shared.errors import TemporarilyUnavailableError, ThrottledError
from shared.logs import logger
from shared.sqs.send import send
from shared.valkey import results, runs
from shared.valkey.connect import CacheUnavailableError

if TYPE_CHECKING:
    from shared.domain.queries.models import QueryRequest

QUEUE: Final = "queries"
RETRY_SECONDS: Final = 5
_TOO_MANY: Final = (
    f"The project has {runs.MOST_UNDER_WAY} queries under way in the background, which is the most "
    "at a time. Ask again when one of them has ended, or cancel one."
)
_log: Final = logger("queries")


def enqueue(
    team_id: int, key: str, request: "QueryRequest", *, user_id: int, is_by_api_key: bool
) -> EnqueuedQuery | None:
    """Return the run that will answer; None when the background cannot be reached.

    ThrottledError when the team has as many other runs under way as it may have.
    """
    query_id = request.client_query_id or key
    new = EnqueuedQuery(
        team_id=team_id,
        user_id=user_id,
        key=key,
        task_id=uuid4().hex,
        request=request.model_dump(mode="json", by_alias=True),
        is_by_api_key=is_by_api_key,
        start_time=clock.now(),
    )
    try:
        enqueued = _joined_or_started(new)
        runs.join(team_id, key, query_id)
    except TemporarilyUnavailableError as error:
        _log.warning("the query stays in the foreground", extra={"cause": error.code})
        return None
    results.keep_run(team_id, query_id, key)
    return enqueued


def cancel(team_id: int, query_id: str) -> None:
    """Stop what runs under this id of the team, unless others wait for the same run."""
    kill(tag_of(team_id, query_id))
    key = results.find_run(team_id, query_id)
    results.forget_run(team_id, query_id)
    if key is None:
        return
    try:
        enqueued = find_enqueued(team_id, key)
        if enqueued is None or runs.leave(team_id, key, query_id) > 0:
            return
        runs.forget(team_id, key)
    except CacheUnavailableError as error:
        _log.warning("the run was not cancelled", extra={"cause": error.code})
        return
    kill(tag_of(team_id, enqueued.run))


def _joined_or_started(new: EnqueuedQuery) -> EnqueuedQuery:
    found = find_enqueued(new.team_id, new.key)
    if found is not None and found.is_under_way():
        return found
    start = store_enqueued(new, instead_of="" if found is None else found.task_id)
    if start is runs.Start.FULL:
        raise ThrottledError(_TOO_MANY, retry_after_seconds=RETRY_SECONDS)
    if start is runs.Start.FOUND:
        return find_enqueued(new.team_id, new.key) or new
    message = {"team_id": new.team_id, "key": new.key, "task_id": new.task_id}
    try:
        send(QUEUE, orjson.dumps(message).decode(), group=str(new.team_id), attributes={})
    except TemporarilyUnavailableError:
        runs.forget(new.team_id, new.key)
        raise
    return new
