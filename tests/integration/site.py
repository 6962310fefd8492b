"""A whole site for the tests of the typed API: every store, emptied before each test.

Servers, the bucket and the ClickHouse database live as long as the process, because making them
costs more than a test. Team ids never repeat within a process, so that tests which share the
database never see each other's events.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

import psycopg

from shared import aws, settings, snapshot
from tests.integration.ministack import create_client

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_s3.client import S3Client

_last_team = [0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Bucket:
    """The bucket that the snapshot is published to."""

    name: str
    s3: S3Client

    def publish(self, published: snapshot.Snapshot) -> None:
        """Publish a project snapshot."""
        content = snapshot.write_snapshot(published)
        self.s3.put_object(Bucket=self.name, Key=snapshot.KEY, Body=content)

    def published(self) -> snapshot.Snapshot:
        """Return the snapshot that is published."""
        found = self.s3.get_object(Bucket=self.name, Key=snapshot.KEY)
        return snapshot.read_snapshot(found["Body"].read())

    def empty(self) -> None:
        """Forget the snapshot."""
        self.s3.delete_object(Bucket=self.name, Key=snapshot.KEY)


def create_bucket(endpoint: str) -> Iterator[Bucket]:
    """Yield a new bucket of the emulator."""
    s3 = cast("S3Client", create_client(endpoint, "s3"))
    bucket = Bucket(name=f"config-{uuid4().hex[:12]}", s3=s3)
    s3.create_bucket(Bucket=bucket.name)
    yield bucket
    s3.close()


def run_site(bucket: Bucket, **addresses: Any) -> Iterator[Bucket]:
    """Make the stores current in the settings and clients of ``shared``."""
    bucket.empty()
    clients: dict[str, object] = {"s3": bucket.s3}
    aws.use_clients(clients.__getitem__)
    snapshot.forget()
    _number_teams_anew(addresses["database_url"])
    buckets = {snapshot.BUCKET: bucket.name}
    with settings.use(replace(settings.current(), buckets=buckets, **addresses)):
        yield bucket


def _number_teams_anew(database_url: str) -> None:
    _last_team[0] += 1000
    with psycopg.connect(database_url) as connection:
        connection.execute(
            "SELECT setval(pg_get_serial_sequence('teams', 'id'), %s)", [_last_team[0]]
        )
