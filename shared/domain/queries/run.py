r"""Answers a query node: the only place that runs an insight.

    JSON -> node -> fingerprint -> kept result
                              \\-> build -> compile -> ClickHouse -> shape -> kept
                                                              \\-> a line of query_log

Modes that let a result be computed in the background compute it here and now and say that the run
is complete: the client then has no reason to poll (application-api 6.2).
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hogql.errors import HogQLError
from hogql.insights.registry import read_editor_node, read_node
from shared import clock
from shared.clickhouse import query_log
from shared.domain.queries import rules
from shared.domain.queries.asking import Asking
from shared.domain.queries.compute import compute
from shared.domain.queries.examining import answer_editor
from shared.domain.queries.faults import as_invalid_request
from shared.domain.queries.fingerprint import fingerprint, reads_own_lines
from shared.domain.queries.kept import Kept, find_kept, keep
from shared.domain.queries.knowledge import load_facts
from shared.domain.queries.noting import NotedRun
from shared.domain.queries.overrides import overridden
from shared.errors import ProductError

if TYPE_CHECKING:
    from pydantic import JsonValue

    from hogql.insights.context import InsightContext
    from hogql.insights.registry import Node
    from shared.domain.queries.models import QueryRequest, RefreshMode
    from shared.domain.teams.models import Project


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A query that was answered, from what was kept or anew."""

    key: str
    mode: "RefreshMode"
    is_cached: bool
    kept: Kept


def run_query(project: "Project", request: "QueryRequest", *, user_id: int) -> Run:
    """Return the result of the request's node for the project.

    InvalidRequestError when the query is at fault; it says where and what would mend it.
    """
    asking = Asking(
        project=project, user_id=user_id, now=clock.now(), limit_context=request.limit_context
    )
    body = overridden(request)
    try:
        return _run_node(asking, read_node(body), request)
    except HogQLError as error:
        raise as_invalid_request(error, body) from error


def run_editor_query(
    project: "Project", request: "QueryRequest", *, user_id: int
) -> "dict[str, JsonValue] | None":
    """Return the answer to what an editor asks of a text; None for a node that is about events."""
    asking = Asking(project=project, user_id=user_id, now=clock.now())
    try:
        node = read_editor_node(request.query)
        return None if node is None else answer_editor(asking, node)
    except HogQLError as error:
        raise as_invalid_request(error, request.query) from error


def _run_node(asking: Asking, node: "Node", request: "QueryRequest") -> Run:
    team_id, mode = asking.project.id, rules.mode_of(request)
    facts = load_facts(asking, node.request)
    if reads_own_lines(node):
        asking = replace(asking, is_personal=True)
        query_log.write_waiting()
    key = fingerprint(
        asking.project,
        node,
        asking.now,
        user_id=asking.user_id if asking.is_personal else None,
        variables=facts.variables,
        limit_context=asking.limit_context,
        restrictions=asking.restrictions,
    )
    kept = None if mode in rules.ALWAYS_COMPUTE else find_kept(team_id, key)
    is_cached = kept is not None and rules.answers(kept.age, mode, asking.now)
    if kept is None or not is_cached:
        kept = _compute_and_note(asking, node, facts, request, key)
        if asking.limit_context != "export":
            keep(team_id, key, kept)
    return Run(key=key, mode=mode, is_cached=is_cached, kept=kept)


def _compute_and_note(
    asking: Asking, node: "Node", facts: "InsightContext", request: "QueryRequest", key: str
) -> Kept:
    """Compute, and leave a line in the log of queries; a query at fault was never one."""
    run = NotedRun(asking=asking, node=node, request=request, key=key)
    try:
        kept = compute(asking, node, facts, run.spent)
    except ProductError as error:
        run.note(error_code=error.code)
        raise
    run.note(error_code="")
    return kept
