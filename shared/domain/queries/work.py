r"""Answers one enqueued question, as often as its message comes.

    message --read_task--> record --picked up--> run_again --kept--> complete
                                \\-> dropped: cancelled, done already, or another task's
                                \\-> failed with a message, when its own fault or the last attempt

A worker that dies leaves the record under way and the message in the queue, which comes again. What
ended every worker, by a kill or by a fault of ours, is failed when it comes once more, and not run.
"""

from typing import TYPE_CHECKING, Final

import orjson
from pydantic import BaseModel, ConfigDict

from shared import clock
from shared.domain.queries.asking import Asking
from shared.domain.queries.bounds import bounds
from shared.domain.queries.enqueued import EnqueuedQuery, find_enqueued, update_enqueued
from shared.domain.queries.kept import keep
from shared.domain.queries.models import QueryRequest
from shared.domain.queries.run import run_again
from shared.domain.teams.repository import get_team
from shared.errors import (
    NotFoundError,
    ProductError,
    QueryTimeoutError,
    TemporarilyUnavailableError,
    ThrottledError,
)
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from shared.domain.queries.kept import Kept

ATTEMPTS: Final = 3
"""How often a question is run; the queue delivers its message once more than that."""

SECONDS: Final = 570.0
"""How long the statements of a run may take: less than the worker lives."""

PASSING: Final = (TemporarilyUnavailableError, ThrottledError)
CANCELLED: Final = "query_cancelled"
UNFINISHED: Final = "The query could not be finished, however often it was tried."
TOO_LARGE: Final = "The result is too large to be kept. Choose a shorter range of dates or a LIMIT."


class Task(BaseModel):
    """A run, as a message names it."""

    model_config = ConfigDict(frozen=True)

    team_id: int
    key: str
    task_id: str


def read_task(message: str) -> Task:
    """Return the run that a message names."""
    return Task.model_validate(orjson.loads(message))


def work(task: Task, *, attempt: int) -> None:
    """Answer the question of the task; what it raises lets the message come again."""
    enqueued = find_enqueued(task.team_id, task.key)
    if enqueued is None or enqueued.task_id != task.task_id or enqueued.complete:
        return
    if attempt > ATTEMPTS:
        _fail(enqueued, UNFINISHED, status=500)
        return
    picked_up = update_enqueued(enqueued, {"pickup_time": clock.now()})
    if picked_up is not None:
        _answer(picked_up, is_last=attempt == ATTEMPTS)


def _answer(enqueued: EnqueuedQuery, *, is_last: bool) -> None:
    try:
        kept = _computed(enqueued)
    except PASSING as error:
        if not is_last:
            raise
        _fail(enqueued, error.detail, status=500)
    except ProductError as error:
        if error.code != CANCELLED or _is_wanted(enqueued):
            _fail(enqueued, error.detail, status=_status_of(error))
    else:
        _complete(enqueued, kept)


def _computed(enqueued: EnqueuedQuery) -> "Kept":
    with transaction() as connection:
        project = get_team(connection, enqueued.team_id)
    asking = Asking(
        project=project,
        user_id=enqueued.user_id,
        now=clock.now(),
        limit_context="query" if enqueued.is_by_api_key else "query_async",
        bounds=bounds(
            seconds=SECONDS,
            team_id=enqueued.team_id,
            run=enqueued.run,
            check=lambda: _check(enqueued),
        ),
    )
    return run_again(asking, QueryRequest.model_validate(enqueued.request))


def _complete(enqueued: EnqueuedQuery, kept: "Kept") -> None:
    if not _is_wanted(enqueued):
        return
    if not keep(enqueued.team_id, enqueued.key, kept):
        _fail(enqueued, TOO_LARGE, status=400)
        return
    update_enqueued(enqueued, {"complete": True, "end_time": clock.now()})


def _fail(enqueued: EnqueuedQuery, message: str, *, status: int) -> None:
    failed = {
        "complete": True,
        "error": True,
        "error_message": message,
        "error_status": status,
        "end_time": clock.now(),
    }
    update_enqueued(enqueued, failed)


def _status_of(error: ProductError) -> int:
    """400 for what whoever asks can change: the query, its size, its time."""
    is_theirs = error.status < 500 or isinstance(error, QueryTimeoutError)
    return 400 if is_theirs and not isinstance(error, NotFoundError) else 500


def _check(enqueued: EnqueuedQuery) -> None:
    if not _is_wanted(enqueued):
        raise QueryTimeoutError("The query was cancelled.", code=CANCELLED)


def _is_wanted(enqueued: EnqueuedQuery) -> bool:
    """Return whether somebody still waits for this run."""
    found = find_enqueued(enqueued.team_id, enqueued.key)
    return found is not None and found.task_id == enqueued.task_id
