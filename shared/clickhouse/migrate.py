"""Brings a ClickHouse database to the schema of ``migrations/``.

    0001_schema.sql --replace $DB, $ONCL, $E, $HOT--> statements --run what is missing--> names

Applied ones are rows of ``schema_migrations``. ClickHouse has no transactions over DDL: a migration
that stopped half-way is run again from its first statement, so every statement is idempotent.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hogql.schema.hot import HOT_COLUMNS

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

FOLDER: Final = Path(__file__).parent / "migrations"
_APPLIED_TABLE: Final = """
CREATE TABLE IF NOT EXISTS $DB.schema_migrations $ONCL
( name String, applied_at DateTime64(3,'UTC') DEFAULT now64(3) )
ENGINE = $EReplacingMergeTree(applied_at) ORDER BY name
"""
_COMMENT: Final = re.compile(r"^--.*$", re.MULTILINE)
_ENGINE_PREFIX: Final = re.compile(r"\$E(?=[A-Z])")
_STATEMENT_END: Final = re.compile(r";\s*$", re.MULTILINE)


def migrate(client: Client, *, cluster: bool = False) -> list[str]:
    """Apply the migrations that are missing, in order, and return their names.

    ``cluster`` is for a self-managed cluster, whose servers define the macro ``{cluster}``.
    """
    database = str(client.database or client.command("SELECT currentDatabase()"))
    (first,) = render(_APPLIED_TABLE, database=database, cluster=cluster)
    client.command(first)
    found = client.query(f"SELECT DISTINCT name FROM `{database}`.schema_migrations").result_rows
    applied = {str(name) for (name,) in found}
    missing = [path for path in sorted(FOLDER.glob("*.sql")) if path.stem not in applied]
    for path in missing:
        for statement in render(path.read_text(), database=database, cluster=cluster):
            client.command(statement)
        client.insert("schema_migrations", [[path.stem]], column_names=["name"], database=database)
    return [path.stem for path in missing]


def render(sql: str, *, database: str, cluster: bool) -> list[str]:
    """Return the statements of a migration for one database."""
    hot = "\n  ".join(f"`{column.name}` {column.type}," for column in HOT_COLUMNS)
    text = _ENGINE_PREFIX.sub("Replicated" if cluster else "", _COMMENT.sub("", sql))
    text = text.replace("$ONCL", "ON CLUSTER '{cluster}'" if cluster else "")
    text = text.replace("$DB", f"`{database}`").replace("$HOT", hot)
    return [part.strip() for part in _STATEMENT_END.split(text) if part.strip()]
