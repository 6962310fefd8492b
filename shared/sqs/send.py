"""Sends one message to one of our queues, named by topology name.

Trap: SQS refuses a message with an empty attribute, so attributes without a value are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared import aws, settings
from shared.errors import TemporarilyUnavailableError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_sqs.type_defs import MessageAttributeValueTypeDef


def send(queue: str, body: str, *, group: str | None, attributes: Mapping[str, str]) -> None:
    """Return once the queue has stored the message; TemporarilyUnavailableError when it has not.

    ``group`` is who the message belongs to: one busy team does not delay the others.
    """
    values: dict[str, MessageAttributeValueTypeDef] = {
        name: {"DataType": "String", "StringValue": value}
        for name, value in attributes.items()
        if value
    }
    fairness: dict[str, Any] = {} if group is None else {"MessageGroupId": group}
    url = settings.current().queues[queue]
    try:
        aws.sqs().send_message(QueueUrl=url, MessageBody=body, MessageAttributes=values, **fairness)
    except aws.failures() as error:
        raise TemporarilyUnavailableError(f"The queue {queue} took no message.") from error
