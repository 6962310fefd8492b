r"""Answers a query node: the only place that runs an insight.

    JSON -> node -> fingerprint -> kept result
                              \\-> build -> compile -> ClickHouse -> shape -> kept

Modes that let a result be computed in the background compute it here and now and say that the run
is complete: the client then has no reason to poll (application-api 6.2).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hogql.errors import HogQLError
from hogql.insights.errors import InsightError
from hogql.insights.registry import read_node
from shared import clock
from shared.domain.queries import rules
from shared.domain.queries.compute import compute
from shared.domain.queries.fingerprint import fingerprint
from shared.domain.queries.kept import Kept, find_kept, keep
from shared.domain.queries.overrides import overridden
from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from datetime import datetime

    from hogql.insights.registry import Node
    from shared.domain.queries.models import QueryRequest, RefreshMode
    from shared.domain.teams.models import Project


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A query that was answered, from what was kept or anew."""

    key: str
    mode: "RefreshMode"
    is_cached: bool
    started_at: "datetime"
    kept: Kept


def run_query(project: "Project", request: "QueryRequest") -> Run:
    """Return the result of the request's node for the project.

    InvalidRequestError when the query is at fault; it says where and what would mend it.
    """
    try:
        node = read_node(overridden(request))
        return _run_node(project, node, rules.mode_of(request))
    except HogQLError as error:
        raise _as_invalid_request(error) from error


def _run_node(project: "Project", node: "Node", mode: "RefreshMode") -> Run:
    now = clock.now()
    key = fingerprint(project, node, now)
    kept = None if mode in rules.ALWAYS_COMPUTE else find_kept(project.id, key)
    is_cached = kept is not None and rules.answers(kept.age, mode, now)
    if kept is None or not is_cached:
        kept = compute(project, node, now)
        keep(project.id, key, kept)
    return Run(key=key, mode=mode, is_cached=is_cached, started_at=now, kept=kept)


def _as_invalid_request(error: HogQLError) -> InvalidRequestError:
    attr = error.attr if isinstance(error, InsightError) else None
    return InvalidRequestError(
        error.message,
        code=error.code,
        attr=attr or "query",
        extra={"start": error.start, "end": error.end, "fix": error.fix},
    )
