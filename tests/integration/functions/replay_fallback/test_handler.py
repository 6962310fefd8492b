"""The fallback's requests reach the queue, marked as ones that ingestion may have seen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote_plus

import orjson
import pytest

from functions.replay_fallback.handler import handle
from shared.domain.events.envelope import Envelope, read_envelope, write_envelope
from shared.s3 import objects
from tools.queue_messages import record

if TYPE_CHECKING:
    from tests.integration.ministack import Aws

ENVELOPE: Final = Envelope(
    request_id="01a20418-084d-7f6e-865d-2aeb4a365a27",
    token="phc_a",
    team_id=7,
    received_at_ms=1_795_365_013_594,
    path="/e",
    query={"_": "1"},
    content_type="text/plain",
    content_encoding="",
    ip="192.0.2.1",
    user_agent="ünïcode",
    body=b"\x1f\x8b\x08\x00",
    claim=None,
)


def s3_message(number: int, *keys: str) -> dict[str, Any]:
    """Return the queue's message about objects that were created."""
    rows = [{"s3": {"bucket": {"name": "b"}, "object": {"key": quote_plus(key)}}} for key in keys]
    return message(number, {"Records": rows})


def message(number: int, content: object) -> dict[str, Any]:
    """Return a message of the queue."""
    return {**record(orjson.dumps(content).decode()), "messageId": str(number)}


def test_a_request_is_queued_as_it_was_with_a_mark(aws: Aws) -> None:
    objects.put("intake", "fallback/one", write_envelope(ENVELOPE).encode())
    answer = handle({"Records": [s3_message(1, "fallback/one")]}, None)
    assert answer == {"batchItemFailures": []}
    (sent,) = aws.messages("events")
    assert read_envelope(sent["Body"]) == ENVELOPE
    attributes = {name: row["StringValue"] for name, row in sent["MessageAttributes"].items()}
    assert attributes == {
        "request_id": ENVELOPE.request_id,
        "token": "phc_a",
        "team_id": "7",
        "received_at_ms": "1795365013594",
        "redelivered": "1",
    }


def test_one_failure_does_not_hold_the_others_back(aws: Aws) -> None:
    for number in (1, 3):
        named = replace(ENVELOPE, request_id=f"request {number}")
        objects.put("intake", f"fallback/{number} +ü", write_envelope(named).encode())
    objects.put("intake", "fallback/broken", b"{}")
    records = [
        s3_message(1, "fallback/1 +ü"),
        s3_message(2, "fallback/broken"),
        s3_message(3, "fallback/3 +ü"),
        s3_message(4, "fallback/missing"),
    ]
    answer = handle({"Records": records}, None)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "2"}, {"itemIdentifier": "4"}]}
    sent = {read_envelope(found["Body"]).request_id for found in aws.messages("events")}
    assert sent == {"request 1", "request 3"}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param({"Service": "Amazon S3", "Event": "s3:TestEvent"}, id="test-event"),
        pytest.param({"Records": []}, id="empty"),
        pytest.param({"Records": [{"s3": {"object": {"key": "claims/1"}}}]}, id="other-prefix"),
    ],
)
def test_a_message_about_nothing_is_done(aws: Aws, content: object) -> None:
    assert handle({"Records": [message(1, content)]}, None) == {"batchItemFailures": []}
    assert aws.messages("events") == []


def test_a_failing_queue_keeps_every_message(aws: Aws) -> None:
    objects.put("intake", "fallback/one", write_envelope(ENVELOPE).encode())
    aws.sqs.delete_queue(QueueUrl=aws.settings.queues["events"])
    answer = handle({"Records": [s3_message(1, "fallback/one")]}, None)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "1"}]}
