"""A query node from JSON to its answer as JSON, on the embedded ClickHouse: what run.py does."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pydantic import JsonValue, TypeAdapter

from hogql.canonical import to_hogql
from hogql.compile import compile_query
from hogql.context import Context
from hogql.insights.context import Answer, InsightContext
from hogql.insights.registry import FIRST_EVENT, asks_all_time, read_node
from shared.clickhouse import select

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hogql import ast

_JSON: TypeAdapter[JsonValue] = TypeAdapter(JsonValue)


def answer(
    body: "Mapping[str, JsonValue]",
    *,
    team_id: int,
    context: InsightContext,
    known: Context | None = None,
) -> JsonValue:
    """Return the response of a node as a client would decode it.

    ``known`` is what the compiler knows of the team, where that is more than its clock.
    """
    node = read_node(body)
    if asks_all_time(node.request):
        first = ask(FIRST_EVENT.tree, team_id, context, known).rows[0][0]
        at = first if isinstance(first, datetime) else context.now
        context = replace(context, first_event_at=at.astimezone(UTC))
    first_of_all = node.insight.prepare(node.request, context)
    found = tuple(ask(query.tree, team_id, context, known) for query in first_of_all)
    context = replace(context, prepared=found)
    answers = [
        ask(query.tree, team_id, context, known)
        for query in node.insight.build(node.request, context)
    ]
    response = node.insight.shape(answers, node.request, context)
    return _JSON.validate_json(response.model_dump_json(by_alias=True))


def ask(
    tree: "ast.Query", team_id: int, context: InsightContext, known: Context | None = None
) -> Answer:
    """Return what ClickHouse answers to one statement."""
    clock = Context(
        team_id=team_id, timezone=context.timezone, week_start_day=context.week_start_day
    )
    compiled = compile_query(tree, known or clock)
    rows = select.run(compiled)
    return Answer(
        columns=compiled.columns,
        types=rows.types,
        rows=rows.rows,
        hogql=to_hogql(tree),
        limit=compiled.limit,
    )
