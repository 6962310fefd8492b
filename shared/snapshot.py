"""The project snapshot: what the edge and ingestion know of all projects without a database.

    PostgreSQL --publish_snapshot, api--> s3://config/snapshot.json --> capture, ingest, flags, ...

Held in memory; read again by ETag every 30 s and, at most once a second, when a token is unknown;
a stale copy is honoured for 24 h (sdk-protocol 2.3). Without any copy the edge accepts and ingest
decides.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

import orjson

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY: Final = "snapshot.json"
REFRESH_SECONDS: Final = 30.0
UNKNOWN_TOKEN_SECONDS: Final = 1.0
STALE_SECONDS: Final = 24 * 3600.0


@dataclass(frozen=True, kw_only=True, slots=True)
class SnapshotTeam:
    """What is known of one project outside PostgreSQL. ``timezone`` is an IANA name."""

    team_id: int
    token: str
    timezone: str
    anonymize_ips: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot:
    """All projects, by public token."""

    version: int
    teams: Mapping[str, SnapshotTeam]


def write_snapshot(snapshot: Snapshot) -> bytes:
    """Return the bytes that are published."""
    teams = [asdict(team) for team in snapshot.teams.values()]
    return orjson.dumps({"version": snapshot.version, "teams": teams})


def read_snapshot(content: bytes) -> Snapshot:
    """Return the snapshot that was published; fields a newer writer added are ignored."""
    value: dict[str, Any] = orjson.loads(content)
    teams = (
        SnapshotTeam(
            team_id=row["team_id"],
            token=row["token"],
            timezone=row["timezone"],
            anonymize_ips=row["anonymize_ips"],
        )
        for row in value["teams"]
    )
    return Snapshot(version=value["version"], teams={team.token: team for team in teams})
