"""Makes messages that failed come back later with every failure.

Without this they would return after the queue's visibility timeout, which is made for the longest
run of the function: too late after a hiccup, too early in an outage.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from shared import aws

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

FIRST_SECONDS: Final = 5
LONGEST_SECONDS: Final = 900
AT_ONCE: Final = 10  # of one call of SQS
MOST: Final = 1000  # more would take longer than they are to rest


def wait_seconds(receives: int) -> int:
    """Return how long a message rests after this many deliveries: 5 s, 10 s, 20 s, ... 15 min."""
    return min(FIRST_SECONDS << min(receives - 1, 20), LONGEST_SECONDS)


def postpone(records: Sequence[SQSRecord]) -> int:
    """Set when messages of one queue return; return of how many the queue took it.

    The others, and those above ``MOST``, rest as long as the queue says.
    """
    postponed = 0
    left = iter(records[:MOST])
    try:
        url = _url_of(records[0]) if records else ""
        while portion := list(islice(left, AT_ONCE)):
            answer = aws.sqs().change_message_visibility_batch(
                QueueUrl=url,
                Entries=[
                    {
                        "Id": str(place),
                        "ReceiptHandle": record.receipt_handle,
                        "VisibilityTimeout": _wait(record),
                    }
                    for place, record in enumerate(portion)
                ],
            )
            postponed += len(answer.get("Successful", []))
    except aws.failures():
        return postponed
    return postponed


def _url_of(record: SQSRecord) -> str:
    name = record.event_source_arn.rsplit(":", 1)[-1]
    return aws.sqs().get_queue_url(QueueName=name)["QueueUrl"]


def _wait(record: SQSRecord) -> int:
    return wait_seconds(int(record.attributes.approximate_receive_count))
