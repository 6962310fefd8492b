"""Applies the files of ``migrations/`` in order, once each, forward only.

All of a run happens in one transaction that holds an advisory lock, so that two deployments cannot
interleave and a failed file leaves nothing behind. The lock belongs to the transaction and not to
the session because RDS Proxy may hand the session to somebody else.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from shared.postgres.connect import answer_within
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from psycopg import Connection

FOLDER: Final = Path(__file__).parent / "migrations"
LOCK: Final = 7_204_117_325


def migrate() -> list[str]:
    """Apply the migrations that this database has not seen; return their names, oldest first.

    They take the time that they need: the function that runs this has its own limit.
    """
    with answer_within(None), transaction() as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        connection.execute(
            "CREATE TABLE IF NOT EXISTS schema_migrations"
            " (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())"
        )
        waiting = [path for path in migration_files() if path.stem not in _applied(connection)]
        for path in waiting:
            _apply(connection, path)
    return [path.stem for path in waiting]


def migration_files() -> list[Path]:
    """Return the migrations of this version, in the order of their numbers."""
    return sorted(FOLDER.glob("*.sql"))


def _applied(connection: "Connection") -> set[str]:
    return {str(name) for (name,) in connection.execute("SELECT name FROM schema_migrations")}


def _apply(connection: "Connection", path: Path) -> None:
    connection.execute(path.read_bytes())
    connection.execute("INSERT INTO schema_migrations (name) VALUES (%s)", [path.stem])
