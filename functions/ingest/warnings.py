"""Tells a project's members what was dropped, and why.

    Dropped events of a batch --group by project, reason, event--> rows of ``ingestion_warnings``

A row says how many events it stands for. Writing them never delays or fails the events: when
ClickHouse is away they are only in the log.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import orjson
from clickhouse_connect.driver.exceptions import Error

from functions.ingest.dropped import Dropped, Refusal
from functions.ingest.log import store_failed
from shared.clickhouse import connect
from shared.domain.events.rules import DropReason
from shared.errors import TemporarilyUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

TABLE: Final = "ingestion_warnings"
COLUMNS: Final = ("team_id", "timestamp", "source", "type", "details")
SOURCE: Final = "ingest"
MOST_PER_BATCH: Final = 200
LONGEST_EVENT_NAME: Final = 200


def write_warnings(dropped: Iterable[Dropped], *, received_at: datetime) -> None:
    """Insert one row for each kind of drop, the most frequent first."""
    kinds = Counter(drop for drop in dropped if _is_for_members(drop))
    rows = [
        [kind.team_id, received_at, SOURCE, kind.reason.value, _details(kind, count)]
        for kind, count in kinds.most_common(MOST_PER_BATCH)
    ]
    try:
        if rows:
            connect.client().insert(TABLE, rows, column_names=COLUMNS)
    except (Error, TemporarilyUnavailableError) as error:
        store_failed("warnings not written", error)


def _is_for_members(drop: Dropped) -> bool:
    """Whether the drop says something about the code of a project."""
    if isinstance(drop.reason, DropReason) and not drop.reason.is_fault:
        return False
    return drop.team_id is not None and drop.reason is not Refusal.HEATMAP


def _details(kind: Dropped, count: int) -> str:
    facts: dict[str, str | int] = {"count": count, "event": kind.event[:LONGEST_EVENT_NAME]}
    if kind.message:
        facts["message"] = kind.message
    return orjson.dumps(facts).decode()
