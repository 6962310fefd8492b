"""A run in the background as it lies in Valkey: what was asked, who asked, how it is doing.

EnqueuedQuery  <->  record of the team's run  ->  QueryStatus

Source: PostHog's ``QueryStatusManager`` (application-api 6.5).
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict, JsonValue

from shared import clock
from shared.domain.queries.models import QueryProgress, QueryStatus
from shared.valkey import runs
from shared.valkey.results import LIFETIME_SECONDS

if TYPE_CHECKING:
    from collections.abc import Mapping

LIVES: Final = timedelta(seconds=LIFETIME_SECONDS)
LOST_AFTER: Final = timedelta(seconds=runs.LOST_AFTER_SECONDS)


class EnqueuedQuery(BaseModel):
    """One run; ``key`` is the cache key that its result will have.

    ``task_id`` tells two runs of the same question apart. ``error_status`` is what polling answers
    when it failed.
    """

    model_config = ConfigDict(frozen=True)

    team_id: int
    user_id: int
    key: str
    task_id: str
    request: dict[str, JsonValue]
    is_by_api_key: bool
    start_time: datetime
    pickup_time: datetime | None = None
    end_time: datetime | None = None
    complete: bool = False
    error: bool = False
    error_message: str | None = None
    error_status: int = 500

    @property
    def run(self) -> str:
        """By what the statements of this run are found."""
        return f"task:{self.task_id}"

    def is_under_way(self) -> bool:
        """Return whether a result can still be expected of it."""
        since = self.pickup_time or self.start_time
        return not self.complete and clock.now() < since + LOST_AFTER


def find_enqueued(team_id: int, key: str) -> EnqueuedQuery | None:
    """Return the team's run of this question; CacheUnavailableError without Valkey."""
    record = runs.find(team_id, key)
    return None if record is None else EnqueuedQuery.model_validate_json(record)


def store_enqueued(enqueued: EnqueuedQuery, *, instead_of: str) -> runs.Start:
    """Store a new run in the place of another task, which may be none, if there is room for it."""
    return runs.start(
        enqueued.team_id,
        enqueued.key,
        instead_of=instead_of,
        task=enqueued.task_id,
        record=enqueued.model_dump_json(),
    )


def update_enqueued(
    enqueued: EnqueuedQuery, changes: "Mapping[str, object]"
) -> EnqueuedQuery | None:
    """Store what became of the run; None when it was cancelled, or another took its place."""
    changed = enqueued.model_copy(update=dict(changes))
    is_stored = runs.replace(
        changed.team_id,
        changed.key,
        task=changed.task_id,
        record=changed.model_dump_json(),
    )
    if is_stored and changed.complete:
        runs.end(changed.team_id, changed.key)
    return changed if is_stored else None


def status_of_enqueued(
    enqueued: EnqueuedQuery,
    *,
    query_id: str,
    progress: QueryProgress | None = None,
    results: JsonValue = None,
) -> QueryStatus:
    """Return how the run is doing, as clients read it."""
    return QueryStatus(
        id=query_id,
        team_id=enqueued.team_id,
        complete=enqueued.complete,
        query_async=True,
        error=enqueued.error,
        error_message=enqueued.error_message,
        results=results,
        start_time=enqueued.start_time,
        pickup_time=enqueued.pickup_time,
        end_time=enqueued.end_time,
        expiration_time=enqueued.start_time + LIVES,
        task_id=enqueued.task_id,
        query_progress=progress,
        insight_id=None,
        dashboard_id=None,
        labels=None,
    )
