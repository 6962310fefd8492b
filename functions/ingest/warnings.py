"""Tells a project's members what was dropped, and why.

    Dropped events of a batch --group by project, reason, event--> rows of ``ingestion_warnings``

A row says how many events it stands for. Writing them never delays or fails the events: when
ClickHouse is away they are only in the log.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from functions.ingest.dropped import Dropped, Refusal
from functions.ingest.log import store_failed
from shared.domain.events.rules import DropReason
from shared.domain.ingestion_warnings import write
from shared.domain.ingestion_warnings.write import IngestionWarning
from shared.errors import TemporarilyUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from shared.json import Json

SOURCE: Final = "ingest"
MOST_PER_BATCH: Final = 200
LONGEST_EVENT_NAME: Final = 200


def write_warnings(dropped: Iterable[Dropped], *, received_at: datetime) -> None:
    """Insert one row for each kind of drop, the most frequent first."""
    kinds = Counter(drop for drop in dropped if _is_for_members(drop))
    warnings = [_warning(kind, count) for kind, count in kinds.most_common(MOST_PER_BATCH)]
    try:
        write.write_warnings(warnings, source=SOURCE, at=received_at)
    except TemporarilyUnavailableError as error:
        store_failed("warnings not written", error)


def _is_for_members(drop: Dropped) -> bool:
    """Whether the drop says something about the code of a project, or about its quota."""
    if isinstance(drop.reason, DropReason) and not drop.reason.is_told:
        return False
    return drop.team_id is not None and drop.reason is not Refusal.HEATMAP


def _warning(kind: Dropped, count: int) -> IngestionWarning:
    details: dict[str, Json] = {"count": count, "event": kind.event[:LONGEST_EVENT_NAME]}
    if kind.message:
        details["message"] = kind.message
    return IngestionWarning(team_id=kind.team_id or 0, type=kind.reason.value, details=details)
