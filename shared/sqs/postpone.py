"""Makes a message that failed come back later with every failure.

Without this it would return after the queue's visibility timeout, which is made for the longest
run of the function: too late after a hiccup, too early in an outage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from shared import aws

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

FIRST_SECONDS: Final = 5
LONGEST_SECONDS: Final = 900


def wait_seconds(receives: int) -> int:
    """Return how long a message rests after this many deliveries: 5 s, 10 s, 20 s, ... 15 min."""
    return min(FIRST_SECONDS << min(receives - 1, 20), LONGEST_SECONDS)


def postpone(record: SQSRecord) -> bool:
    """Set when the message returns; False when the queue kept its own timeout."""
    try:
        queue = aws.sqs().get_queue_url(QueueName=record.event_source_arn.rsplit(":", 1)[-1])
        aws.sqs().change_message_visibility(
            QueueUrl=queue["QueueUrl"],
            ReceiptHandle=record.receipt_handle,
            VisibilityTimeout=wait_seconds(int(record.attributes.approximate_receive_count)),
        )
    except aws.failures():
        return False
    return True
