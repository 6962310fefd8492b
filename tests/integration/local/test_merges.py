"""The embedded engine shows merges of persons that were written while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local.stores.clickhouse import Engine
from shared.clickhouse.connect import open_client
from shared.clickhouse.migrate import migrate

if TYPE_CHECKING:
    from pathlib import Path

ASK = "SELECT dictGetOrDefault('person_overrides_dict', 'new_key', toUInt64(5), toUInt64(5))"
MERGE = "INSERT INTO person_overrides (team_id, old_key, new_key, version) VALUES (1, 5, 9, 1)"


def test_a_merge_is_shown_after_the_next_reload(chdb_folder: Path) -> None:
    engine = Engine(chdb_folder)
    client = open_client(engine.url)
    migrate(client)
    engine.reload_merges()
    before = client.query(ASK).result_rows[0][0]
    client.command(MERGE)
    engine.reload_merges()
    after = client.query(ASK).result_rows[0][0]
    client.close()
    engine.close()
    assert (before, after) == (5, 9)
