"""Was this message delivered before? Then what it asks for may have been done already.

The queue counts its own deliveries; a body that we send again, from the fallback, from a spool or
by a replay, is a new message to the queue and says so by an attribute.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

REDELIVERED: Final = "redelivered"


def is_repeated(record: SQSRecord) -> bool:
    """Return whether an earlier delivery may have been taken care of."""
    if int(record.attributes.approximate_receive_count) > 1:
        return True
    return REDELIVERED in record.raw_event.get("messageAttributes", {})
