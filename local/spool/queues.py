"""The SQS client that the functions get: messages of durable queues are on disk before they return.

    send_message --durable queue--> spool --at once--> caller
                                         --courier---> emulator's queue
                 --other queue----> emulator

The courier sends what the spool stored in batches, so a burst costs few calls of the emulator.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final, cast
from uuid import uuid4

from local.spool.courier import KEY_ATTRIBUTE
from local.spool.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_sqs.client import SQSClient

    from local.spool.courier import Courier
    from local.spool.spool import Spool


class DurableQueues:
    """Stands in for a botocore SQS client; ``durable`` are queue names by their URLs."""

    def __init__(
        self, client: SQSClient, *, spool: Spool, courier: Courier, durable: Mapping[str, str]
    ) -> None:
        """Wrap ``client``; what is not sending passes through."""
        self._client: Final = client
        self._spool: Final = spool
        self._courier: Final = courier
        self._durable: Final = durable

    def __getattr__(self, name: str) -> object:
        """Return the client's own operation."""
        return getattr(self._client, name)

    def send_message(self, **request: object) -> Mapping[str, object]:
        """Return once the message is durable; SpoolError, a botocore error, when it is not."""
        wanted = cast("Mapping[str, Any]", request)  # botocore's operations take any keywords
        queue = self._durable.get(wanted["QueueUrl"])
        if queue is None:
            return cast("Mapping[str, object]", self._client.send_message(**wanted))
        entry, moved = _entry(queue, wanted)
        key = self._spool.append(entry)
        if moved is not None:  # a dead letter that is sent again: its first entry has done its part
            self._spool.forget(moved)
        self._courier.take(key, entry)
        return _receipt(entry)

    def send_message_batch(self, **request: object) -> Mapping[str, object]:
        """Send each entry of a batch by itself; all of them are durable when this returns."""
        wanted = cast("Mapping[str, Any]", request)
        if wanted["QueueUrl"] not in self._durable:
            return cast("Mapping[str, object]", self._client.send_message_batch(**wanted))
        done = [
            {"Id": row["Id"], **self.send_message(QueueUrl=wanted["QueueUrl"], **row)}
            for row in wanted["Entries"]
        ]
        return {"Successful": done, "Failed": []}


def _entry(queue: str, request: Mapping[str, Any]) -> tuple[Entry, str | None]:
    """Return what to store, and the key under which the message was stored before."""
    given: Mapping[str, Mapping[str, str]] = request.get("MessageAttributes", {})
    attributes = {name: value["StringValue"] for name, value in given.items()}
    moved = attributes.pop(KEY_ATTRIBUTE, None)
    entry = Entry(
        queue=queue,
        body=request["MessageBody"],
        attributes=attributes,
        group=request.get("MessageGroupId"),
    )
    return entry, moved


def _receipt(entry: Entry) -> Mapping[str, str]:
    digest = hashlib.md5(entry.body.encode(), usedforsecurity=False).hexdigest()
    return {"MessageId": str(uuid4()), "MD5OfMessageBody": digest}
