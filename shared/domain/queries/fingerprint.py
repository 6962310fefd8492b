"""The key of a result: everything that its numbers depend on, except the events.

    team, its settings, the node, the day  ->  hash

Two requests with the same fingerprint have the same answer. The day is that of the project, so that
a range that ends today is not answered with yesterday's; within a day ``rules`` decides.
"""

import hashlib
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import orjson

if TYPE_CHECKING:
    from datetime import datetime

    from hogql.insights.registry import Node
    from shared.domain.teams.models import Project

VERSION: Final = 1  # raise it when the same query would now give another answer
WITHOUT_EFFECT: Final = frozenset({"tags", "response", "name"})


def fingerprint(project: "Project", node: "Node", now: "datetime") -> str:
    """Return the cache key of this node for this project on the day of ``now``."""
    asked = node.request.model_dump(mode="json", by_alias=True, exclude_none=True)
    depends_on = {
        "version": VERSION,
        "team_id": project.id,
        "timezone": project.timezone,
        "week_start_day": project.week_start_day,
        "test_account_filters": project.test_account_filters,
        "kind": node.kind,
        "query": {name: value for name, value in asked.items() if name not in WITHOUT_EFFECT},
        "day": now.astimezone(ZoneInfo(project.timezone)).date().isoformat(),
    }
    content = orjson.dumps(depends_on, option=orjson.OPT_SORT_KEYS)
    return f"cache_{project.id}_{hashlib.sha256(content).hexdigest()[:32]}"
