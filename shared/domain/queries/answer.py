"""What a client gets to read of a run: the node's response, and how old it is.

    Run      ->  response + Freshness                                        200
    Waiting  ->  [stale response + Freshness] + QueryStatus                  202
    query id ->  QueryStatus with result, progress or what went wrong        202 200 400 500

Source: PostHog's cached responses and ``QueryStatus`` (application-api 6.3, 6.5).
"""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from pydantic import JsonValue

from shared.clickhouse.processes import progress_of, tag_of
from shared.domain.queries import rules
from shared.domain.queries.enqueued import (
    LIVES,
    EnqueuedQuery,
    find_enqueued,
    status_of_enqueued,
)
from shared.domain.queries.kept import find_kept
from shared.domain.queries.models import Freshness, QueryProgress, QueryStatus, RefreshMode
from shared.domain.queries.run import Run
from shared.logs import logger
from shared.valkey import results
from shared.valkey.connect import CacheUnavailableError

if TYPE_CHECKING:
    from shared.domain.queries.kept import Kept
    from shared.domain.queries.run import Waiting
    from shared.domain.teams.models import Project

Body = dict[str, JsonValue]
UNDER_WAY: Final = 202
DONE: Final = 200
_log: Final = logger("queries")


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A body, and the HTTP status that goes with it."""

    status: int
    body: Body


def answer_run(project: "Project", run: "Run | Waiting", *, query_id: str) -> Told:
    """Return what answers a request: the result, or how far its run in the background is."""
    if not isinstance(run, Run):
        return _answer_waiting(project, run, query_id=query_id)
    freshness = _freshness(project, run.kept, key=run.key, is_cached=run.is_cached)
    result: Body = {**run.kept.answer, **freshness}
    if run.mode not in rules.IN_BACKGROUND:
        return Told(status=DONE, body=result)
    status = status_of(project, run.kept, query_id=query_id, key=run.key)
    if run.mode is RefreshMode.FORCE_ASYNC:
        return Told(status=DONE, body={"query_status": status.model_dump(mode="json")})
    light = status.model_copy(update={"results": None})
    return Told(status=DONE, body={**result, "query_status": light.model_dump(mode="json")})


def find_status(project: "Project", query_id: str, *, shows_progress: bool) -> Told | None:
    """Return how the run of this id is doing; None when the project has none."""
    key = results.find_run(project.id, query_id)
    if key is None:
        return None
    enqueued = _find_enqueued(project.id, key)
    if enqueued is not None and not enqueued.complete:
        progress = _progress(enqueued) if shows_progress else None
        status = status_of_enqueued(enqueued, query_id=query_id, progress=progress)
        return _told(status, UNDER_WAY)
    kept = find_kept(project.id, key)
    if enqueued is not None and enqueued.error and not _is_later(kept, enqueued):
        return _told(status_of_enqueued(enqueued, query_id=query_id), enqueued.error_status)
    if kept is None:
        return None
    status = status_of(project, kept, query_id=query_id, key=key)
    if enqueued is not None and not enqueued.error:
        status = status_of_enqueued(enqueued, query_id=query_id, results=status.results)
    return _told(status, DONE)


def status_of(project: "Project", kept: "Kept", *, query_id: str, key: str) -> QueryStatus:
    """Return the status of a run that ended in this result."""
    started = kept.age.computed_at
    return QueryStatus(
        id=query_id,
        team_id=project.id,
        complete=True,
        query_async=True,
        error=False,
        error_message=None,
        results={**kept.answer, **_freshness(project, kept, key=key, is_cached=True)},
        start_time=started,
        pickup_time=started,
        end_time=started + kept.age.cost,
        expiration_time=started + LIVES,
        task_id=None,
        query_progress=None,
        insight_id=None,
        dashboard_id=None,
        labels=None,
    )


def _answer_waiting(project: "Project", waiting: "Waiting", *, query_id: str) -> Told:
    status = status_of_enqueued(waiting.enqueued, query_id=query_id).model_dump(mode="json")
    if waiting.mode is RefreshMode.FORCE_ASYNC:
        return Told(status=UNDER_WAY, body={"query_status": status})
    body: Body = {"cache_key": waiting.key}
    if waiting.stale is not None:
        freshness = _freshness(project, waiting.stale, key=waiting.key, is_cached=True)
        body = {**waiting.stale.answer, **freshness}
    return Told(status=UNDER_WAY, body={**body, "query_status": status})


def _told(status: QueryStatus, http_status: int) -> Told:
    return Told(status=http_status, body={"query_status": status.model_dump(mode="json")})


def _find_enqueued(team_id: int, key: str) -> EnqueuedQuery | None:
    try:
        return find_enqueued(team_id, key)
    except CacheUnavailableError as error:
        _log.warning("runs are not known", exc_info=error)
        return None


def _progress(enqueued: EnqueuedQuery) -> QueryProgress | None:
    if enqueued.pickup_time is None:
        return None
    found = progress_of(tag_of(enqueued.team_id, enqueued.run))
    return None if found is None else QueryProgress(**asdict(found))


def _is_later(kept: "Kept | None", enqueued: EnqueuedQuery) -> bool:
    """Return whether somebody got a result after the run failed."""
    ended = enqueued.end_time
    return kept is not None and ended is not None and kept.age.computed_at > ended


def _freshness(project: "Project", kept: "Kept", *, key: str, is_cached: bool) -> Body:
    computed_at = kept.age.computed_at
    return Freshness(
        is_cached=is_cached,
        last_refresh=computed_at,
        next_allowed_client_refresh=computed_at + rules.CLIENT_REFRESH,
        cache_key=key,
        cache_target_age=kept.age.fresh_until(),
        timezone=project.timezone,
        query_status=None,
    ).model_dump(mode="json")
