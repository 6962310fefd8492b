"""Second task of the replay: queues the sealed objects of one manifest for loading.

    {"manifest": key} --> pointers on queue clickhouse-load --> {"queued": n}

The pointers say that their rows may be stored already. Running it again queues them again, which
loads nothing twice (load.py).
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import orjson

from shared import aws, settings
from shared.domain.events.load import QUEUE, write_pointer
from shared.domain.events.seal import BUCKET
from shared.errors import TemporarilyUnavailableError
from shared.logs import logger
from shared.s3 import objects
from shared.sqs.redelivery import REDELIVERED

if TYPE_CHECKING:
    from collections.abc import Sequence

AT_ONCE: Final = 10  # the most that SQS takes in one call

_logger: Final = logger("queue_sealed")


def handle(event: dict[str, Any], _context: object) -> dict[str, int]:
    """Queue every object of the manifest; fails, to be run again, when the queue took not all."""
    keys: list[str] = orjson.loads(objects.get(BUCKET, event["manifest"]))
    rest = iter(keys)
    while part := list(islice(rest, AT_ONCE)):
        _queue(part)
    _logger.info("sealed objects queued", extra={"objects": len(keys)})
    return {"queued": len(keys)}


def _queue(keys: Sequence[str]) -> None:
    answer = aws.sqs().send_message_batch(
        QueueUrl=settings.current().queues[QUEUE],
        Entries=[
            {
                "Id": str(number),
                "MessageBody": write_pointer(key),
                "MessageAttributes": {REDELIVERED: {"DataType": "String", "StringValue": "1"}},
            }
            for number, key in enumerate(keys)
        ],
    )
    if answer.get("Failed"):
        raise TemporarilyUnavailableError(f"The queue {QUEUE} did not take every pointer.")
