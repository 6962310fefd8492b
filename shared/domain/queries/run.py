r"""Answers a query node: the only place that runs an insight.

    JSON -> node -> fingerprint -> kept result
                              \\-> in the background, when the mode or the time asks for it
                              \\-> build -> compile -> ClickHouse -> shape -> kept
                                                              \\-> a line of query_log

Somebody who waits for an answer gets it within ``BUDGET_SECONDS``; what takes longer goes on in the
background and is polled for (application-api 6.2, 6.5).
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hogql.errors import HogQLError
from hogql.insights.registry import read_editor_node, read_node
from shared import clock
from shared.clickhouse import query_log
from shared.domain.queries import rules
from shared.domain.queries.asking import Asking
from shared.domain.queries.bounds import TIMED_OUT, bounds
from shared.domain.queries.compute import compute
from shared.domain.queries.enqueue import enqueue
from shared.domain.queries.examining import answer_editor
from shared.domain.queries.faults import as_invalid_request
from shared.domain.queries.fingerprint import fingerprint, reads_own_lines
from shared.domain.queries.kept import Kept, find_kept, keep
from shared.domain.queries.knowledge import load_facts
from shared.domain.queries.noting import NotedRun
from shared.domain.queries.overrides import overridden
from shared.errors import ProductError, QueryTimeoutError

if TYPE_CHECKING:
    from pydantic import JsonValue

    from hogql.insights.context import InsightContext
    from hogql.insights.registry import Node
    from shared.domain.queries.enqueued import EnqueuedQuery
    from shared.domain.queries.models import QueryRequest, RefreshMode
    from shared.domain.teams.models import Project

BUDGET_SECONDS: Final = 20.0
"""How long somebody waits for an answer; API Gateway ends a request after 29 seconds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A query that was answered, from what was kept or anew."""

    key: str
    mode: "RefreshMode"
    is_cached: bool
    kept: Kept


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A query that is answered in the background; ``stale`` is what was kept before."""

    key: str
    mode: "RefreshMode"
    enqueued: "EnqueuedQuery"
    stale: Kept | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A request that was understood: what its answer depends on, and the key of that answer."""

    asking: Asking
    node: "Node"
    facts: "InsightContext"
    request: "QueryRequest"
    key: str


def run_query(
    project: "Project",
    request: "QueryRequest",
    *,
    user_id: int,
    is_by_api_key: bool = False,
) -> Run | Waiting:
    """Return the result of the request's node for the project, or who computes it.

    InvalidRequestError when the query is at fault; it says where and what would mend it.
    """
    asking = Asking(
        project=project,
        user_id=user_id,
        now=clock.now(),
        limit_context=request.limit_context,
        bounds=bounds(seconds=None, team_id=project.id, run=request.client_query_id),
    )
    try:
        question = _understood(asking, request)
        return _answered(question, is_by_api_key=is_by_api_key)
    except HogQLError as error:
        raise as_invalid_request(error, request.query) from error


def run_again(asking: Asking, request: "QueryRequest") -> Kept:
    """Return a new result, whatever was kept; InvalidRequestError when the query is at fault."""
    try:
        return _compute_and_note(_understood(asking, request))
    except HogQLError as error:
        raise as_invalid_request(error, request.query) from error


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


def _understood(asking: Asking, request: "QueryRequest") -> Question:
    node = read_node(overridden(request))
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
    return Question(asking=asking, node=node, facts=facts, request=request, key=key)


def _answered(question: Question, *, is_by_api_key: bool) -> Run | Waiting:
    asking, key, mode = question.asking, question.key, rules.mode_of(question.request)
    found = find_kept(asking.project.id, key)
    if found is not None and rules.answers(found.age, mode, asking.now):
        return Run(key=key, mode=mode, is_cached=True, kept=found)
    if rules.goes_to_background(mode, is_kept=found is not None):
        waiting = _in_background(question, mode, found, is_by_api_key=is_by_api_key)
        if waiting is not None:
            return waiting
    in_time = bounds(
        seconds=BUDGET_SECONDS, team_id=asking.project.id, run=question.request.client_query_id
    )
    try:
        kept = _compute_and_note(replace(question, asking=replace(asking, bounds=in_time)))
    except QueryTimeoutError as error:
        waiting = None
        if error.code == TIMED_OUT:
            waiting = _in_background(question, mode, found, is_by_api_key=is_by_api_key)
        if waiting is None:
            raise
        return waiting
    if asking.limit_context != "export":
        keep(asking.project.id, key, kept)
    return Run(key=key, mode=mode, is_cached=False, kept=kept)


def _in_background(
    question: Question, mode: "RefreshMode", stale: Kept | None, *, is_by_api_key: bool
) -> Waiting | None:
    """Hand the question over; None for an export, which is not kept, and without the means."""
    if question.asking.limit_context == "export":
        return None
    enqueued = enqueue(
        question.asking.project.id,
        question.key,
        question.request,
        user_id=question.asking.user_id,
        is_by_api_key=is_by_api_key,
    )
    if enqueued is None:
        return None
    return Waiting(key=question.key, mode=mode, enqueued=enqueued, stale=stale)


def _compute_and_note(question: Question) -> Kept:
    """Compute, and leave a line in the log of queries; a query at fault was never one."""
    run = NotedRun(
        asking=question.asking, node=question.node, request=question.request, key=question.key
    )
    try:
        kept = compute(question.asking, question.node, question.facts, run.spent)
    except ProductError as error:
        run.note(error_code=error.code)
        raise
    run.note(error_code="")
    return kept
