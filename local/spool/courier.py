"""Carries stored messages to the emulator's queues in batches, and again until they arrive.

take(key, entry) -> waiting list of its queue -> SendMessageBatch(<= 10, <= 900 kB)

Nothing is lost when it fails or stops: the next start reads the spool. An emulator that did not
answer in time may have taken the messages all the same, so they say that they are sent again.
"""

from __future__ import annotations

import logging
from collections import deque
from threading import Condition, Thread
from typing import TYPE_CHECKING, Final

from botocore.exceptions import BotoCoreError, ClientError

from local.spool.entry import sent_before

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_sqs.client import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

    from local.spool.entry import Entry

KEY_ATTRIBUTE: Final = "spool_key"
MOST_MESSAGES: Final = 10
MOST_BYTES: Final = 900_000  # of the MiB that one call may carry
RETRY_SECONDS: Final = 0.5
logger: Final = logging.getLogger(__name__)


class Courier:
    """One thread that empties a waiting list; the entries themselves are safe in the spool."""

    def __init__(self, client: SQSClient, addresses: Mapping[str, str]) -> None:
        """Send by ``client``, which asks once; ``addresses`` are queues' URLs by topology name."""
        self._client: Final = client
        self._addresses: Final = addresses
        self._waiting: Final[deque[tuple[str, Entry]]] = deque()
        self._changed: Final = Condition()
        self._is_closing = False
        self._thread: Final = Thread(target=self._run, name="spool-courier", daemon=True)
        self._thread.start()

    def take(self, key: str, entry: Entry) -> None:
        """Send an entry soon; ``key`` travels with it and comes back when it is consumed."""
        with self._changed:
            self._waiting.append((key, entry))
            self._changed.notify()

    def close(self) -> None:
        """Stop after the call under way; what still waits is sent by the next start."""
        with self._changed:
            self._is_closing = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        while batch := self._next_batch():
            try:
                self._send(batch)
            except (BotoCoreError, ClientError):
                logger.exception("the emulator took no messages; trying again")
                self._put_back([(key, sent_before(entry)) for key, entry in batch])

    def _next_batch(self) -> list[tuple[str, Entry]]:
        """Wait for entries; return as many of one queue as fit, none when closing."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._is_closing)
            if self._is_closing:
                return []
            batch = [self._waiting.popleft()]
            size = len(batch[0][1].body)
            while self._waiting and len(batch) < MOST_MESSAGES:
                entry = self._waiting[0][1]
                size += len(entry.body)
                if entry.queue != batch[0][1].queue or size > MOST_BYTES:
                    break
                batch.append(self._waiting.popleft())
            return batch

    def _put_back(self, batch: list[tuple[str, Entry]]) -> None:
        with self._changed:
            self._waiting.extendleft(reversed(batch))
            self._changed.wait_for(lambda: self._is_closing, timeout=RETRY_SECONDS)

    def _send(self, batch: list[tuple[str, Entry]]) -> None:
        answer = self._client.send_message_batch(
            QueueUrl=self._addresses[batch[0][1].queue],
            Entries=[_message(str(i), key, entry) for i, (key, entry) in enumerate(batch)],
        )
        failed = [batch[int(row["Id"])] for row in answer.get("Failed", [])]
        if failed:
            logger.error("the emulator refused messages", extra={"count": len(failed)})
            self._put_back(failed)


def _message(number: str, key: str, entry: Entry) -> SendMessageBatchRequestEntryTypeDef:
    attributes = {**entry.attributes, KEY_ATTRIBUTE: key}
    message: SendMessageBatchRequestEntryTypeDef = {
        "Id": number,
        "MessageBody": entry.body,
        "MessageAttributes": {
            name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()
        },
    }
    if entry.group is not None:
        message["MessageGroupId"] = entry.group
    return message
