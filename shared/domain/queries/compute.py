"""Computes the answer to one node: facts of the project in, statements run, rows shaped.

Node -> build -> trees -> what they speak of is loaded -> compile -> ClickHouse -> shape -> JSON
"""

import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hogql.compile import compile_query
from hogql.context import Context
from hogql.insights.context import Answer
from hogql.insights.funnels.shards import DIVIDED, SHARDS
from hogql.insights.registry import FIRST_EVENT, asks_all_time
from hogql.insights.sql.models import HogQLQuery
from shared.clickhouse.failures import MEMORY_LIMIT
from shared.clickhouse.select import run
from shared.domain.queries.examining import explained
from shared.domain.queries.kept import Kept
from shared.domain.queries.knowledge import load_context
from shared.domain.queries.rules import Age
from shared.errors import QueryTimeoutError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import BaseModel, JsonValue

    from hogql.insights.context import InsightContext, Query
    from hogql.insights.registry import Node
    from shared.clickhouse.select import Rows
    from shared.domain.queries.asking import Asking
    from shared.domain.queries.bounds import Bounds


@dataclass(kw_only=True, slots=True)
class Spent:
    """What the statements of a question cost so far."""

    rows_read: int = 0
    bytes_read: int = 0
    memory_bytes: int = 0
    result_rows: int = 0

    def add(self, rows: "Rows") -> None:
        """Add what one statement cost."""
        self.rows_read += rows.rows_read
        self.bytes_read += rows.bytes_read
        self.memory_bytes = max(self.memory_bytes, rows.memory_bytes)
        self.result_rows += len(rows.rows)


def compute(asking: "Asking", node: "Node", facts: "InsightContext", spent: Spent) -> Kept:
    """Return the answer as of ``asking.now``; HogQLError when the query is at fault.

    ``spent`` is told what it cost, also when it fails half-way.
    """
    started = time.perf_counter()
    insight, request = node.insight, node.request
    facts = _with_first_event(asking, request, facts, spent)
    try:
        known, answers = _ask(asking, node, facts, spent)
    except QueryTimeoutError as error:
        if error.code != MEMORY_LIMIT or node.kind not in DIVIDED:
            raise
        facts = replace(facts, shards=SHARDS)
        known, answers = _ask(asking, node, facts, spent)
    if isinstance(request, HogQLQuery) and request.explain:
        explanation = explained(request, facts, known)
        answers = [replace(answer, explained=explanation) for answer in answers]
    response = insight.shape(answers, request, facts)
    cost = timedelta(milliseconds=round((time.perf_counter() - started) * 1000))
    age = Age(computed_at=asking.now, cost=cost, interval=_interval_of(request))
    answer = {"timings": _timings(answers), **response.model_dump(mode="json", by_alias=True)}
    return Kept(answer=answer, age=age)


def _interval_of(request: "BaseModel") -> str | None:
    """The interval by which an answer grows old; a retention has it as its period."""
    holder = getattr(request, "retention_filter", None)
    found = getattr(request, "interval", None) or getattr(holder, "period", None)
    return None if found is None else str(found).lower()


def _timings(answers: "Sequence[Answer]") -> "list[JsonValue]":
    """How long each step of each statement took, in seconds."""
    return [
        {"k": f"./{place}/{step}", "t": seconds}
        for place, answer in enumerate(answers)
        for step, seconds in answer.timings
    ]


def _ask(
    asking: "Asking", node: "Node", facts: "InsightContext", spent: Spent
) -> tuple[Context, list[Answer]]:
    first = node.insight.prepare(node.request, facts)
    if first:
        facts = replace(facts, prepared=tuple(_run_all(asking, first, facts, spent)[1]))
    return _run_all(asking, node.insight.build(node.request, facts), facts, spent)


def _run_all(
    asking: "Asking", queries: "Sequence[Query]", facts: "InsightContext", spent: Spent
) -> tuple[Context, list[Answer]]:
    known = load_context(asking, [query.tree for query in queries], facts)
    return known, [_answer(query, known, spent, asking.bounds) for query in queries]


def _with_first_event(
    asking: "Asking", request: "BaseModel", facts: "InsightContext", spent: Spent
) -> "InsightContext":
    if not asks_all_time(request):
        return facts
    project = Context(team_id=asking.project.id, timezone=asking.project.timezone)
    (first,) = _answer(FIRST_EVENT, project, spent, asking.bounds).rows[0]
    return replace(facts, first_event_at=first if isinstance(first, datetime) else asking.now)


def _answer(query: "Query", known: Context, spent: Spent, bounds: "Bounds") -> Answer:
    started = time.perf_counter()
    compiled = compile_query(query.tree, known)
    compiled_in = time.perf_counter() - started
    rows = run(compiled, settings=bounds.settings(compiled.settings))
    spent.add(rows)
    return Answer(
        columns=rows.columns,
        types=rows.types,
        rows=rows.rows,
        hogql=compiled.hogql,
        limit=compiled.limit,
        timings=(("compile", round(compiled_in, 6)), ("clickhouse", rows.elapsed_ms / 1000)),
    )
