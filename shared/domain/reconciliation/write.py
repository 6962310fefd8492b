"""Keeps what comparisons found, where operators can ask for it: table ``reconciliations``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from clickhouse_connect.driver.exceptions import Error

from shared.clickhouse import connect
from shared.errors import TemporarilyUnavailableError

if TYPE_CHECKING:
    from shared.domain.reconciliation.check import Findings

TABLE: Final = "reconciliations"
COLUMNS: Final = ("hour", "team_id", "accepted", "missing")


def write_findings(findings: Findings) -> None:
    """Insert a row for each project; the newest of an hour counts.

    TemporarilyUnavailableError when ClickHouse took none.
    """
    rows = [
        [findings.hour, team_id, accepted, findings.missing[team_id]]
        for team_id, accepted in sorted(findings.accepted.items())
    ]
    if not rows:
        return
    try:
        connect.client().insert(TABLE, rows, column_names=COLUMNS)
    except Error as error:
        raise TemporarilyUnavailableError("The event store took no findings.") from error
