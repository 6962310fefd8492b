"""Messages that are worked on together, and alone when that fails."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from shared.sqs.consume import consume_together
from tools.memory_aws import use_memory
from tools.queue_messages import failed_ids, invocation, record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord


@pytest.fixture(autouse=True)
def _memory() -> Iterator[None]:
    with contextmanager(use_memory)():
        yield


class Work:
    """Fails when it is given a message that says ``bad``."""

    def __init__(self) -> None:
        self.given: list[list[str]] = []

    def __call__(self, records: Sequence[SQSRecord]) -> None:
        self.given.append([record.body for record in records])
        if "bad" in self.given[-1]:
            raise ValueError("what somebody sent")


def test_all_messages_are_worked_on_at_once() -> None:
    work = Work()
    event = invocation(record("a"), record("b"))
    assert consume_together(event, work, service="test") == {"batchItemFailures": []}
    assert work.given == [["a", "b"]]


def test_a_message_that_fails_holds_up_no_other() -> None:
    work = Work()
    event = invocation(record("a"), record("bad"), record("b"))
    answer = consume_together(event, work, service="test")
    assert failed_ids(answer) == {event["Records"][1]["messageId"]}
    assert work.given == [["a", "bad", "b"], ["a"], ["bad"], ["b"]]


def test_one_message_is_tried_once(caplog: pytest.LogCaptureFixture) -> None:
    work = Work()
    event = invocation(record("bad"))
    assert failed_ids(consume_together(event, work, service="test"))
    assert work.given == [["bad"]]
    assert "what somebody sent" not in caplog.text
