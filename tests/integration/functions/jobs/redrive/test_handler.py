"""Messages that were given up are delivered again when an operator asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
import pytest

from functions.jobs.redrive import handler as redrive
from shared.sqs.send import send

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.integration.ministack import Aws

QUEUE = "persons"


@pytest.fixture
def give_up(aws: Aws) -> Callable[[], None]:
    """What moves all messages of the queue to dead letters of its own."""
    url = aws.settings.queues[QUEUE]
    dead = aws.sqs.create_queue(QueueName=f"{url.rsplit('/', 1)[-1]}-dead")["QueueUrl"]
    arn = aws.sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])
    policy = {"deadLetterTargetArn": arn["Attributes"]["QueueArn"], "maxReceiveCount": "1"}
    aws.sqs.set_queue_attributes(
        QueueUrl=url, Attributes={"RedrivePolicy": orjson.dumps(policy).decode()}
    )

    def receive_in_vain() -> None:
        for _ in range(2):
            while aws.sqs.receive_message(
                QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0
            ).get("Messages"):
                pass

    return receive_in_vain


def bodies_of(aws: Aws) -> list[str]:
    return sorted(message["Body"] for message in aws.messages(QUEUE))


def test_dead_letters_come_back_once_with_what_they_carried(
    aws: Aws, give_up: Callable[[], None]
) -> None:
    for number in range(25):
        send(QUEUE, f"message {number}", group="7", attributes={"request_id": f"{number}"})
    give_up()
    assert bodies_of(aws) == []
    assert redrive.handle({"queue": QUEUE}, None) == {"moved": 25, "problem": None}
    came = aws.messages(QUEUE)
    assert sorted(message["Body"] for message in came) == sorted(f"message {n}" for n in range(25))
    for message in came:
        carried = {k: v["StringValue"] for k, v in message["MessageAttributes"].items()}
        number = message["Body"].removeprefix("message ")
        assert carried == {"request_id": number, "redelivered": "1"}
    assert redrive.handle({"queue": QUEUE}, None)["moved"] == 0


def test_no_more_than_asked_for_come_back(aws: Aws, give_up: Callable[[], None]) -> None:
    for number in range(15):
        send(QUEUE, f"message {number}", group=None, attributes={})
    give_up()
    assert redrive.handle({"queue": QUEUE, "most": 12}, None)["moved"] == 12
    assert len(bodies_of(aws)) == 12
    assert redrive.handle({"queue": QUEUE}, None)["moved"] == 3


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize("event", [{}, {"queue": "unheard-of"}])
def test_a_queue_that_is_not_there_is_answered_as_data(event: dict[str, str]) -> None:
    answer = redrive.handle(event, None)
    assert answer["moved"] == 0
    assert answer["problem"].startswith("There is no queue")
