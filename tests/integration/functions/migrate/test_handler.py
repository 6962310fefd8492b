"""What a deployment runs before new code serves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from functions.migrate.handler import handle
from shared import settings
from shared.clickhouse import connect as clickhouse_connect

if TYPE_CHECKING:
    from tests.integration.site import Bucket


def test_both_databases_are_migrated_and_the_snapshot_is_published(
    site: Bucket, clickhouse_url: str
) -> None:
    with settings.use(replace(settings.current(), clickhouse_url=clickhouse_url)):
        first, second = handle({}, None), handle({}, None)
    clickhouse_connect.close()

    assert first["postgres"] == first["clickhouse"] == []
    assert site.published().version == second["snapshot"]
    assert site.published().teams == {}
