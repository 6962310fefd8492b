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


def answer(body: "Mapping[str, JsonValue]", *, team_id: int, context: InsightContext) -> JsonValue:
    """Return the response of a node as a client would decode it."""
    node = read_node(body)
    if asks_all_time(node.request):
        first = ask(FIRST_EVENT.tree, team_id, context).rows[0][0]
        at = first if isinstance(first, datetime) else context.now
        context = replace(context, first_event_at=at.astimezone(UTC))
    answers = [
        ask(query.tree, team_id, context) for query in node.insight.build(node.request, context)
    ]
    response = node.insight.shape(answers, node.request, context)
    return _JSON.validate_json(response.model_dump_json(by_alias=True))


def ask(tree: "ast.Query", team_id: int, context: InsightContext) -> Answer:
    """Return what ClickHouse answers to one statement."""
    compiled = compile_query(
        tree,
        Context(team_id=team_id, timezone=context.timezone, week_start_day=context.week_start_day),
    )
    rows = select.run(compiled)
    return Answer(
        columns=compiled.columns,
        types=rows.types,
        rows=rows.rows,
        hogql=to_hogql(tree),
        limit=compiled.limit,
    )
