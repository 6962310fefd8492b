"""What a client gets to read of a run: the node's response, and how old it is.

    Run  ->  response + Freshness  |  QueryStatus

Source: PostHog's cached responses and ``QueryStatus`` (application-api 6.3, 6.5).
"""

from typing import TYPE_CHECKING

from pydantic import JsonValue

from shared.domain.queries import rules
from shared.domain.queries.models import Freshness, QueryStatus, RefreshMode

if TYPE_CHECKING:
    from shared.domain.queries.kept import Kept
    from shared.domain.queries.run import Run
    from shared.domain.teams.models import Project

Body = dict[str, JsonValue]


def answer_run(project: "Project", run: "Run", *, query_id: str) -> Body:
    """Return the body that answers a request: the result, or for ``force_async`` its status."""
    result = _result(project, run)
    if run.mode not in rules.IN_BACKGROUND:
        return result
    status = status_of(project, run.kept, query_id=query_id, key=run.key)
    if run.mode is RefreshMode.FORCE_ASYNC:
        return {"query_status": status.model_dump(mode="json")}
    light = status.model_copy(update={"results": None})
    return {**result, "query_status": light.model_dump(mode="json")}


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
        expiration_time=kept.age.acceptable_until(),
        task_id=None,
    )


def _result(project: "Project", run: "Run") -> Body:
    freshness = _freshness(project, run.kept, key=run.key, is_cached=run.is_cached)
    return {**run.kept.answer, **freshness}


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
