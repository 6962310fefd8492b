"""Messages of the queue become batches: pointers to the log, and what the API asks for itself."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from functions.persons.gather import TOO_LARGE, TOO_OFTEN, gather
from shared.domain.events.hot_keys import LIMIT
from shared.domain.events.rows import NO_UUID, Row, write_line
from shared.domain.events.seal import seal
from shared.domain.persons.operations import fold, operation_of, write_batch
from shared.domain.persons.sealed import send_pointer
from shared.errors import InvalidRequestError, NotFoundError
from tools.memory_aws import use_memory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.memory_aws import MemoryAws

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
UUID = "0199a0c4-7a3e-7c0f-8a51-0d6f0a4c9e11"


@pytest.fixture
def memory() -> Iterator[MemoryAws]:
    with contextmanager(use_memory)() as found:
        yield found


def row(distinct_id: str, *, event: str = "viewed", team_id: int = 1, **more: Any) -> Row:
    fields: dict[str, Any] = {
        "uuid": UUID,
        "team_id": team_id,
        "event": event,
        "at": 1000,
        "distinct_id": distinct_id,
        "person_id": NO_UUID,
        "properties": {},
        "groups": {},
        "elements_chain": "",
        "person_mode": "full",
    }
    return Row(**{**fields, **more})


def queued(memory: MemoryAws, *rows: Row) -> str:
    sealed = seal([write_line(one) for one in rows], received_at=NOON)
    send_pointer(sealed.key)
    return str(memory.sent[-1]["MessageBody"])


def test_the_sealed_events_say_what_is_done_to_whom(memory: MemoryAws) -> None:
    rows = [
        row("ann", properties={"$set": {"plan": "pro"}, "$browser": "Safari"}),
        row("ann", event="$identify", properties={"$anon_distinct_id": "a1"}, at=2000),
        row("bob", team_id=2),
        row("nobody", person_mode="propertyless", properties={"$set": {"plan": "no"}}),
        row("eve", event="$exception"),
    ]
    gathered = gather([queued(memory, *rows)])
    batches = {batch.team_id: batch for batch in gathered.batches}
    assert gathered.warnings == ()
    assert set(batches) == {1, 2}
    assert set(batches[1].effects) == {"ann"}
    assert batches[1].effects["ann"][0].set == {"plan": "pro"}
    assert [(link.source, link.target) for link in batches[1].links] == [("a1", "ann")]
    assert set(batches[2].effects) == {"bob"}


def test_an_operation_means_the_same_in_the_log_and_in_an_older_message(memory: MemoryAws) -> None:
    properties: dict[str, Any] = {"$set": {"plan": "pro"}, "$set_once": {"a": 1}, "$os": "iOS"}
    operation = operation_of(
        team_id=1, distinct_id="ann", name="viewed", at=1000, uuid=UUID, properties=properties
    )
    assert operation is not None
    (old,) = (text for batch in fold([operation]) for text in write_batch(batch))
    (from_old,), (from_log,) = (
        gather([text]).batches for text in (old, queued(memory, row("ann", properties=properties)))
    )
    assert from_old == from_log


def test_who_is_hot_is_decided_by_each_object_alone(memory: MemoryAws) -> None:
    half = [row("ann", at=at) for at in range(LIMIT // 2 + 1)]
    later = [row("ann", at=LIMIT + one.at) for one in half]
    apart = gather([queued(memory, *half), queued(memory, *later)])
    assert (apart.warnings, len(apart.batches)) == ((), 1)
    assert set(apart.batches[0].effects) == {"ann"}
    together = gather([queued(memory, *half, *later)])
    assert [warning.type for warning in together.warnings] == [TOO_OFTEN]
    assert together.batches == ()


def test_what_is_too_large_for_a_person_is_left_out_and_told(memory: MemoryAws) -> None:
    gathered = gather([queued(memory, row("ann", properties={"$set": {"text": "x" * 400_000}}))])
    (batch,) = gathered.batches
    assert batch.effects["ann"][0].is_empty
    assert [warning.type for warning in gathered.warnings] == [TOO_LARGE]


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("text", ["", "{}", "[]", '{"v": 2, "key": "elsewhere"}', "nonsense"])
def test_a_message_that_nobody_can_read_is_refused(text: str) -> None:
    with pytest.raises(InvalidRequestError):
        gather([text])


def test_an_object_that_is_gone_is_not_found(memory: MemoryAws) -> None:
    text = queued(memory, row("ann"))
    memory.objects.clear()
    with pytest.raises(NotFoundError):
        gather([text])


def test_nothing_is_asked_of_an_object_without_persons(memory: MemoryAws) -> None:
    gathered = gather([queued(memory, row("ann", person_mode="propertyless"))])
    assert gathered.batches == ()


def test_whom_several_messages_name_is_written_once(memory: MemoryAws) -> None:
    texts = [
        queued(memory, *(row("ann", at=at, properties={"$browser": f"b{at}"}) for at in moments))
        for moments in ([1, 2], [3, 4], [5, 6])
    ]
    (batch,) = gather([*texts, texts[0]]).batches
    assert [(effect.at, effect.automatic) for effect in batch.effects["ann"]] == [
        (1, {"$browser": "b1"}),
        (6, {"$browser": "b6"}),
    ]
