"""The key of a result: everything that its numbers depend on, except the events.

    team, its settings, the node, the day  ->  hash

Two requests with the same fingerprint have the same answer. The day is that of the project, so that
a range that ends today is not answered with yesterday's; within a day ``rules`` decides.
"""

import hashlib
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import orjson

from hogql.context import Restrictions
from hogql.insights.sql.models import HogQLQuery
from hogql.parser import parse_select
from hogql.schema.naming import tables_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pydantic import JsonValue

    from hogql.context import LimitContext
    from hogql.insights.registry import Node
    from shared.domain.teams.models import Project

VERSION: Final = 2  # raise it when the same query would now give another answer
WITHOUT_EFFECT: Final = frozenset({"tags", "response", "name"})


NO_RESTRICTIONS: Final = Restrictions()
OF_A_USER: Final = frozenset({"query_log", "raw_query_log"})
"""Tables that show everybody their own rows."""


def fingerprint(
    project: "Project",
    node: "Node",
    now: "datetime",
    *,
    user_id: int | None = None,
    variables: "Mapping[str, JsonValue] | None" = None,
    limit_context: "LimitContext" = "query",
    restrictions: Restrictions = NO_RESTRICTIONS,
) -> str:
    """Return the cache key of this node for this project on the day of ``now``.

    ``user_id`` is for what shows everybody their own rows, ``variables`` are the project's values
    for those that the node gives none. What one caller may not read is never answered from what
    was kept for another who may (hogql 7.1.11). More time to compute it is no other answer.
    """
    asked = node.request.model_dump(mode="json", by_alias=True, exclude_none=True)
    depends_on = {
        "version": VERSION,
        "team_id": project.id,
        "timezone": project.timezone,
        "week_start_day": project.week_start_day,
        "test_account_filters": project.test_account_filters,
        "path_cleaning": [rule.model_dump() for rule in project.path_cleaning_filters],
        "by_distinct_id": project.aggregate_users_by_distinct_id,
        "kind": node.kind,
        "query": {name: value for name, value in asked.items() if name not in WITHOUT_EFFECT},
        "user_id": user_id,
        "variables": dict(variables or {}),
        "limit_context": "query" if limit_context == "query_async" else limit_context,
        "restrictions": [sorted(restrictions.tables), sorted(restrictions.properties)],
        "day": now.astimezone(ZoneInfo(project.timezone)).date().isoformat(),
    }
    content = orjson.dumps(depends_on, option=orjson.OPT_SORT_KEYS)
    return f"cache_{project.id}_{hashlib.sha256(content).hexdigest()[:32]}"


def reads_own_lines(node: "Node") -> bool:
    """Return whether the answer depends on who asks.

    A query may hide in a filter or a breakdown, and a name behind an escape: in doubt it depends.
    """
    written = node.request.model_dump_json().lower()
    if any(name in written for name in OF_A_USER) or ("select" in written and "\\\\" in written):
        return True
    if not isinstance(node.request, HogQLQuery):
        return False
    return bool(tables_of(parse_select(node.request.query)) & OF_A_USER)
