"""The spool between functions and queues, with queues that live in memory."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Any, Final

import pytest
from botocore.exceptions import EndpointConnectionError

from local.spool.durability import Durability

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

URL: Final = "http://localhost:1/000000000000/events"
OTHER_URL: Final = "http://localhost:1/000000000000/fallback"
SECONDS: Final = 10.0


class Queues:
    """Takes batches; ``hold`` makes it refuse them, as an emulator that is down does."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.direct: list[dict[str, Any]] = []
        self.refusals = 0
        self.wanted = 1
        self.arrived = Event()

    def send_message_batch(self, **request: Any) -> Any:
        if self.refusals:
            self.refusals -= 1
            raise EndpointConnectionError(endpoint_url=request["QueueUrl"])
        self.messages += request["Entries"]
        if len(self.messages) >= self.wanted:
            self.arrived.set()
        return {"Successful": [{"Id": row["Id"]} for row in request["Entries"]], "Failed": []}

    def send_message(self, **request: Any) -> Any:
        self.direct.append(request)
        return {"MessageId": "1"}

    def wait_for(self, count: int) -> list[dict[str, Any]]:
        self.wanted = count
        if len(self.messages) < count:
            self.arrived.clear()
            assert self.arrived.wait(SECONDS)
        return self.messages


@pytest.fixture
def queues() -> Queues:
    return Queues()


def durability(folder: Path, queues: Queues) -> Durability:
    carrier: Any = queues
    return Durability(
        folder, queues={"events": URL}, create=lambda _service: queues, carrier=carrier
    )


def send(made: Durability, body: str, url: str = URL) -> Any:
    client: Any = made.create_client("sqs")
    return client.send_message(
        QueueUrl=url,
        MessageBody=body,
        MessageGroupId="7",
        MessageAttributes={"token": {"DataType": "String", "StringValue": "phc_a"}},
    )


def record(message: dict[str, Any]) -> dict[str, Any]:
    attributes = {
        name: {"stringValue": value["StringValue"]}
        for name, value in message["MessageAttributes"].items()
    }
    return {"messageId": message["MessageBody"], "messageAttributes": attributes}


def test_a_message_travels_with_its_key_its_attributes_and_its_group(
    tmp_path: Path, queues: Queues
) -> None:
    made = durability(tmp_path, queues)
    assert send(made, "hello")["MessageId"]
    (message,) = queues.wait_for(1)
    assert (message["MessageBody"], message["MessageGroupId"]) == ("hello", "7")
    assert set(message["MessageAttributes"]) == {"token", "spool_key"}
    made.close()


def test_a_message_is_stored_before_the_queue_has_it(tmp_path: Path, queues: Queues) -> None:
    queues.refusals = 10**9
    made = durability(tmp_path, queues)
    send(made, "hello")
    assert made.pending() == 1
    made.close()
    later = durability(tmp_path, Queues())
    assert later.pending() == 1
    later.close()


def test_what_an_earlier_run_left_is_sent_again_and_marked(tmp_path: Path, queues: Queues) -> None:
    queues.refusals = 10**9
    first = durability(tmp_path, queues)
    send(first, "hello")
    first.close()
    again = Queues()
    second = durability(tmp_path, again)
    assert second.send_left() == 1
    (message,) = again.wait_for(1)
    assert message["MessageBody"] == "hello"
    assert message["MessageAttributes"]["redelivered"]["StringValue"] == "1"
    second.consumed({"Records": [record(message)]}, {"batchItemFailures": []})
    assert second.pending() == 0
    second.close()


def test_only_consumed_messages_are_forgotten(tmp_path: Path, queues: Queues) -> None:
    made = durability(tmp_path, queues)
    send(made, "good")
    send(made, "bad")
    messages = queues.wait_for(2)
    failures = {"batchItemFailures": [{"itemIdentifier": "bad"}]}
    made.consumed({"Records": [record(message) for message in messages]}, failures)
    assert made.pending() == 1
    made.close()


def test_a_queue_that_comes_back_gets_what_waited_in_order(tmp_path: Path, queues: Queues) -> None:
    queues.refusals = 1
    made = durability(tmp_path, queues)
    for number in range(25):
        send(made, str(number))
    assert [message["MessageBody"] for message in queues.wait_for(25)] == list(map(str, range(25)))
    made.close()


def test_what_may_have_arrived_without_an_answer_is_marked_when_it_is_sent_again(
    tmp_path: Path, queues: Queues
) -> None:
    queues.refusals = 1
    made = durability(tmp_path, queues)
    send(made, "unanswered")
    queues.wait_for(1)
    send(made, "later")
    marked = ["redelivered" in message["MessageAttributes"] for message in queues.wait_for(2)]
    assert marked == [True, False]
    made.close()


def test_other_queues_are_reached_directly(tmp_path: Path, queues: Queues) -> None:
    made = durability(tmp_path, queues)
    assert send(made, "hello", OTHER_URL) == {"MessageId": "1"}
    assert (queues.direct[0]["MessageBody"], made.pending()) == ("hello", 0)
    made.close()


def test_every_message_of_a_batch_is_stored(tmp_path: Path, queues: Queues) -> None:
    made = durability(tmp_path, queues)
    client: Any = made.create_client("sqs")
    rows = [{"Id": name, "MessageBody": name} for name in ("a", "b")]
    answer = client.send_message_batch(QueueUrl=URL, Entries=rows)
    assert [row["Id"] for row in answer["Successful"]] == ["a", "b"]
    assert made.pending() == 2
    made.close()


def test_a_call_carries_at_most_ten_messages_and_less_than_a_mebibyte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, queues: Queues
) -> None:
    sizes: list[tuple[int, int]] = []
    send_batch: Callable[..., Any] = queues.send_message_batch

    def note(**request: Any) -> Any:
        rows = request["Entries"]
        sizes.append((len(rows), sum(len(row["MessageBody"]) for row in rows)))
        return send_batch(**request)

    monkeypatch.setattr(queues, "send_message_batch", note)
    queues.refusals = 1
    made = durability(tmp_path, queues)
    for _ in range(30):
        send(made, "x" * 200_000)
    queues.wait_for(30)
    assert all(count <= 10 and size <= 1024 * 1024 for count, size in sizes)
    made.close()


def test_other_services_get_their_client_unchanged(tmp_path: Path, queues: Queues) -> None:
    made = durability(tmp_path, queues)
    assert made.create_client("s3") is queues
    made.close()


def test_a_dead_letter_that_is_sent_again_is_kept_once(tmp_path: Path, queues: Queues) -> None:
    made = durability(tmp_path, queues)
    send(made, "given up")
    dead = queues.wait_for(1)[0]
    client: Any = made.create_client("sqs")
    client.send_message(
        QueueUrl=URL,
        MessageBody=dead["MessageBody"],
        MessageAttributes=dead["MessageAttributes"],
    )
    again = queues.wait_for(2)[1]
    assert again["MessageAttributes"]["spool_key"] != dead["MessageAttributes"]["spool_key"]
    assert made.pending() == 1
    made.consumed({"Records": [record(again)]}, {"batchItemFailures": []})
    assert made.pending() == 0
    made.close()
