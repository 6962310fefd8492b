"""Computes the answer to one node: facts of the project in, statements run, rows shaped.

Node -> build -> trees -> compile -> ClickHouse -> rows -> shape -> JSON
"""

import time
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from hogql.compile import compile_query
from hogql.context import Context
from hogql.insights.context import Answer, InsightContext
from hogql.insights.registry import FIRST_EVENT, asks_all_time
from hogql.property_filters.models import PropertyFilter
from shared.clickhouse.select import run
from shared.domain.queries.kept import Kept
from shared.domain.queries.rules import Age
from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from hogql.insights.context import Query
    from hogql.insights.registry import Node
    from shared.domain.teams.models import Project

_FILTERS = TypeAdapter(tuple[PropertyFilter, ...])


def compute(project: "Project", node: "Node", now: datetime) -> Kept:
    """Return the answer as of ``now``; HogQLError when the query is at fault."""
    started = time.perf_counter()
    context = _context_of(project, node, now)
    answers = [_answer(project, query) for query in node.insight.build(node.request, context)]
    response = node.insight.shape(answers, node.request, context)
    cost = timedelta(milliseconds=round((time.perf_counter() - started) * 1000))
    interval = getattr(node.request, "interval", None)
    age = Age(computed_at=now, cost=cost, interval=None if interval is None else str(interval))
    return Kept(answer=response.model_dump(mode="json", by_alias=True), age=age)


def _context_of(project: "Project", node: "Node", now: datetime) -> InsightContext:
    context = InsightContext(
        timezone=project.timezone,
        week_start_day=project.week_start_day or 0,
        now=now,
        test_account_filters=_test_account_filters(project, node),
    )
    if not asks_all_time(node.request):
        return context
    (first,) = _answer(project, FIRST_EVENT).rows[0]
    return replace(context, first_event_at=first if isinstance(first, datetime) else now)


def _answer(project: "Project", query: "Query") -> Answer:
    compiled = compile_query(
        query.tree,
        Context(
            team_id=project.id,
            timezone=project.timezone,
            week_start_day=project.week_start_day or 0,
        ),
    )
    rows = run(compiled)
    return Answer(
        columns=rows.columns,
        types=rows.types,
        rows=rows.rows,
        hogql=compiled.hogql,
        limit=compiled.limit,
    )


def _test_account_filters(project: "Project", node: "Node") -> tuple[PropertyFilter, ...]:
    """Return the project's filters if the node asks for them; others need not be readable."""
    holder = getattr(node.request, "filters", None) or node.request
    if not getattr(holder, "filter_test_accounts", None):
        return ()
    try:
        return _FILTERS.validate_python(project.test_account_filters)
    except ValidationError as error:
        raise InvalidRequestError(
            "The project's filters for test accounts cannot be read.", attr="filterTestAccounts"
        ) from error
