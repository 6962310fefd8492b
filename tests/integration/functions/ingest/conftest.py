"""One project, published, with queues, buckets and a ClickHouse of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from functions.ingest import write
from shared.snapshot import Snapshot, SnapshotTeam
from tools.queue_messages import TOKEN

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

    from tests.integration.ministack import Aws

PROJECT = SnapshotTeam(team_id=1, token=TOKEN, timezone="UTC", anonymize_ips=False)


@pytest.fixture
def project(aws: Aws, clickhouse: Client) -> Client:
    """The ClickHouse of a stack that knows one project; its breaker is closed."""
    aws.publish(Snapshot(version=1, teams={TOKEN: PROJECT}))
    write.breaker.succeed()
    return clickhouse
