"""After a crash, every request that only S3 has is queued again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from functions.replay_fallback.handler import handle
from local.spool.fallback import tell_again
from shared.domain.events.envelope import read_envelope, write_envelope
from shared.s3 import objects
from tests.integration.functions.replay_fallback.test_handler import ENVELOPE
from tools.queue_messages import invocation, record

if TYPE_CHECKING:
    from tests.integration.ministack import Aws

REQUESTS: Final = ("one", "two +ü", "three/4")


def told(aws: Aws) -> int:
    settings = aws.settings
    return tell_again(
        aws.s3,
        aws.sqs,
        bucket=settings.buckets["intake"],
        queue_url=settings.queues["fallback"],
    )


def test_what_lies_in_the_fallback_is_replayed_as_it_was(aws: Aws) -> None:
    for name in REQUESTS:
        envelope = replace(ENVELOPE, request_id=name)
        objects.put("intake", f"fallback/{name}", write_envelope(envelope).encode())
    objects.put("intake", "claims/one", b"not for us")
    assert told(aws) == len(REQUESTS)
    notices = [record(message["Body"]) for message in aws.messages("fallback")]
    assert handle(invocation(*notices), None) == {"batchItemFailures": []}
    sent = aws.messages("events")
    assert {read_envelope(found["Body"]).request_id for found in sent} == set(REQUESTS)
    assert all("redelivered" in found["MessageAttributes"] for found in sent)


def test_an_empty_fallback_is_nothing_to_tell_of(aws: Aws) -> None:
    assert told(aws) == 0
    assert aws.messages("fallback") == []
