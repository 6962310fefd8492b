"""Publishes what the SDK edge knows of all projects, so that no edge function needs a database.

    teams in PostgreSQL -> Snapshot -> s3://config/snapshot.json

The lock is taken before the teams are read. Two publishers therefore write in the order in which
they read, and the last object holds every project that was committed before it.
"""

from shared import clock, snapshot
from shared.domain.quotas.models import month_of
from shared.domain.teams.repository import list_snapshot_teams
from shared.postgres.transaction import transaction
from shared.s3 import objects
from shared.snapshot import Snapshot

LOCK = 7_204_117_326


def publish_snapshot() -> int:
    """Publish all projects; return the version. Call it after the change has been committed."""
    with transaction() as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        row = connection.execute("SELECT nextval('snapshot_versions')").fetchone()
        version = 0 if row is None else int(row[0])
        month = month_of(clock.now())
        teams = {team.token: team for team in list_snapshot_teams(connection, month)}
        content = snapshot.write_snapshot(Snapshot(version=version, teams=teams))
        objects.put("config", snapshot.KEY, content)
    return version
