"""One message: to the right queue, with the attributes that have a value, or an error to retry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shared.errors import TemporarilyUnavailableError
from shared.sqs.send import send

if TYPE_CHECKING:
    from tools.memory_aws import MemoryAws


def test_attributes_without_a_value_are_left_out(memory: MemoryAws) -> None:
    send("events", "body", group="7", attributes={"token": "phc_a", "team_id": ""})
    assert memory.sent == [
        {
            "QueueUrl": "events",
            "MessageBody": "body",
            "MessageAttributes": {"token": {"DataType": "String", "StringValue": "phc_a"}},
            "MessageGroupId": "7",
        }
    ]


def test_a_message_of_nobody_has_no_group(memory: MemoryAws) -> None:
    send("fallback", "body", group=None, attributes={})
    assert "MessageGroupId" not in memory.sent[0]


def test_a_failing_queue_is_an_error_to_retry(memory: MemoryAws) -> None:
    memory.broken.add("sqs")
    with pytest.raises(TemporarilyUnavailableError):
        send("events", "body", group=None, attributes={})
