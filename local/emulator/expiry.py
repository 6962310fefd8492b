"""Deletes objects that are older than their bucket's row allows: the emulator keeps every one.

    topology.BUCKETS.expire_days + names of the buckets -> DeleteObjects

On AWS the lifecycle rules of the template do it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from functions.topology import BUCKETS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mypy_boto3_s3.client import S3Client


def delete_expired(client: S3Client, names: Mapping[str, str], now: datetime) -> int:
    """Delete what has expired at ``now`` (UTC) in the buckets that we have; return how much."""
    return sum(
        _delete_before(client, names[row.name], now - timedelta(days=row.expire_days))
        for row in BUCKETS
        if row.expire_days is not None and row.name in names
    )


def _delete_before(client: S3Client, bucket: str, moment: datetime) -> int:
    count = 0
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        rows = cast("list[dict[str, Any]]", page.get("Contents", []))
        old: list[str] = [row["Key"] for row in rows if row["LastModified"] < moment]
        if old:
            client.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": key} for key in old]})
        count += len(old)
    return count
