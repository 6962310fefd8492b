"""Tells again of the requests that capture could only write to S3.

    objects ``fallback/<request>`` of an earlier run --one message each--> queue ``fallback``

S3 told of each when it was written, but the emulator's queues are memory, so what was not replayed
before a crash would lie there unseen. The objects stay when they are replayed, as on AWS, and are
told of at every start until they expire: ingestion looks up whether it has their events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote_plus

import orjson

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client
    from mypy_boto3_sqs.client import SQSClient

QUEUE: Final = "fallback"
BUCKET: Final = "intake"
PREFIX: Final = "fallback/"


def tell_again(s3: S3Client, sqs: SQSClient, *, bucket: str, queue_url: str) -> int:
    """Send what S3 sends of a new object, for every object of the fallback; return how many."""
    count = 0
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=PREFIX):
        for row in page.get("Contents", ()):
            sqs.send_message(QueueUrl=queue_url, MessageBody=_notice(bucket, row.get("Key", "")))
            count += 1
    return count


def _notice(bucket: str, key: str) -> str:
    """Return an event of S3, as much of it as anybody reads."""
    created = {"s3": {"bucket": {"name": bucket}, "object": {"key": quote_plus(key)}}}
    return orjson.dumps({"Records": [created]}).decode()
