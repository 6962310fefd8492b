"""Writes what members of a project should know of their own code, into ``ingestion_warnings``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import orjson
from clickhouse_connect.driver.exceptions import Error

from shared.clickhouse import connect
from shared.errors import TemporarilyUnavailableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from shared.json import Json

TABLE: Final = "ingestion_warnings"
COLUMNS: Final = ("team_id", "timestamp", "source", "type", "details")


@dataclass(frozen=True, kw_only=True, slots=True)
class IngestionWarning:
    """One thing to tell, of one ``type``; PostHog's names where PostHog has the same."""

    team_id: int
    type: str
    details: Mapping[str, Json]


def write_warnings(warnings: Sequence[IngestionWarning], *, source: str, at: datetime) -> None:
    """Insert a row for each; TemporarilyUnavailableError when ClickHouse took none.

    ``source`` is the function that noticed, ``at`` (UTC) the time that they are listed under.
    """
    rows = [
        [item.team_id, at, source, item.type, orjson.dumps(item.details).decode()]
        for item in warnings
    ]
    if not rows:
        return
    try:
        connect.client().insert(TABLE, rows, column_names=COLUMNS)
    except Error as error:
        raise TemporarilyUnavailableError("The event store took no warnings.") from error
