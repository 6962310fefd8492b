"""Sends the messages of a dead-letter queue again, marked as delivered before.

    dead letters --receive--> send to their queue with ``redelivered`` --> delete

Unlike the move task of SQS this marks what it moves: such a message may have been half done, so its
consumer has to look. One that is moved twice, because we died before deleting it, does no harm.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

import orjson

from shared import aws, settings
from shared.errors import NotFoundError, TemporarilyUnavailableError
from shared.sqs.redelivery import REDELIVERED

if TYPE_CHECKING:
    from mypy_boto3_sqs.type_defs import MessageAttributeValueTypeDef, MessageTypeDef

AT_ONCE: Final = 10  # the most that SQS hands out in one call
HIDDEN_SECONDS: Final = 60  # while we move a message, nobody else does
GROUP: Final = "MessageGroupId"


def redrive(queue: str, *, most: int, seconds: float) -> int:
    """Move up to ``most`` messages back to a queue within some time; return how many.

    NotFoundError when we may not redrive the queue, TemporarilyUnavailableError when SQS did not
    move all that it handed out.
    """
    url = settings.current().queues.get(queue)
    if url is None:
        raise NotFoundError(f"There is no queue {queue} to redrive.")
    deadline = time.monotonic() + seconds
    moved = 0
    try:
        dead = _dead_letters(url)
        while moved < most and time.monotonic() < deadline:
            found = _receive(dead, min(AT_ONCE, most - moved))
            if not found:
                break
            for message in found:
                _move(message, source=dead, target=url)
                moved += 1
    except aws.failures() as error:
        raise TemporarilyUnavailableError(f"The dead letters of {queue} were not moved.") from error
    return moved


def _dead_letters(url: str) -> str:
    """Return the URL of the queue that takes what a queue gives up."""
    client = aws.sqs()
    found = client.get_queue_attributes(QueueUrl=url, AttributeNames=["RedrivePolicy"])
    name = orjson.loads(found["Attributes"]["RedrivePolicy"])["deadLetterTargetArn"]
    return client.get_queue_url(QueueName=name.rsplit(":", 1)[-1])["QueueUrl"]


def _receive(dead: str, most: int) -> list[MessageTypeDef]:
    answer = aws.sqs().receive_message(
        QueueUrl=dead,
        MaxNumberOfMessages=most,
        VisibilityTimeout=HIDDEN_SECONDS,
        WaitTimeSeconds=1,
        MessageAttributeNames=["All"],
        MessageSystemAttributeNames=[GROUP],
    )
    return answer.get("Messages", [])


def _move(message: MessageTypeDef, *, source: str, target: str) -> None:
    """Send, then delete: the message is in one of the two queues at least.

    One by one, because ten of the largest are more than one call may carry.
    """
    client = aws.sqs()
    attributes: dict[str, MessageAttributeValueTypeDef] = {
        name: {"DataType": "String", "StringValue": value.get("StringValue", "")}
        for name, value in message.get("MessageAttributes", {}).items()
    }
    attributes[REDELIVERED] = {"DataType": "String", "StringValue": "1"}
    group = message.get("Attributes", {}).get(GROUP)
    fairness: dict[str, Any] = {"MessageGroupId": group} if group else {}
    client.send_message(
        QueueUrl=target,
        MessageBody=message.get("Body", ""),
        MessageAttributes=attributes,
        **fairness,
    )
    client.delete_message(QueueUrl=source, ReceiptHandle=message.get("ReceiptHandle", ""))
