from __future__ import annotations

from itertools import chain, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared import ids
from shared.domain.persons.derive import derive
from shared.domain.persons.effects import registers_of
from shared.domain.persons.operations import (
    Operation,
    bound,
    fold,
    operation_of,
    read_batch,
    write_batch,
)
from shared.domain.registers import join, read
from tests.unit.shared.domain.persons.histories import HISTORIES, TEAM
from tests.unit.shared.domain.persons.oracle import replay

if TYPE_CHECKING:
    from shared.domain.persons.derive import Derived
    from shared.domain.persons.links import Link
    from shared.domain.registers import Registers
    from shared.json import Json


def _end(deliveries: list[list[Operation]], team_id: int = TEAM) -> Derived:
    """What the deliveries come to, each of them a message that was written and read."""
    registers: dict[str, Registers] = {}
    links: set[Link] = set()
    for delivery in deliveries:
        for message in chain.from_iterable(map(write_batch, fold(delivery))):
            received = read_batch(message)
            links |= set(received.links)
            for name, effects in received.effects.items():
                new = registers_of(effects)
                registers[name] = join(registers[name], new) if name in registers else new
    return derive(team_id, registers, links, {})


@given(HISTORIES, st.data())
@settings(max_examples=3000, deadline=None, derandomize=False)
def test_order_repetition_and_batches_do_not_matter(
    history: list[Operation], data: st.DataObject
) -> None:
    expected = _end([history])
    again = data.draw(st.lists(st.sampled_from(history))) if history else []
    shuffled = data.draw(st.permutations([*history, *again]))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(shuffled)), max_size=4)))
    edges = [0, *cuts, len(shuffled)]
    parts = [shuffled[start:end] for start, end in pairwise(edges)]
    assert _end(parts) == expected


@given(HISTORIES)
@settings(max_examples=2500, deadline=None, derandomize=False)
def test_people_are_those_of_the_operations_in_order_of_time(history: list[Operation]) -> None:
    derived = _end([history])
    assert (derived.persons, derived.owners) == replay(TEAM, history)


def _event(at: int, properties: dict[str, Json]) -> Operation:
    uuid = f"00000000-0000-0000-0000-{at:012}"
    made = operation_of(
        team_id=1, distinct_id="a", name="seen", at=at, uuid=uuid, properties=properties
    )
    assert made is not None
    return made


def _properties(history: list[Operation]) -> dict[str, Json]:
    return read(registers_of([item.effect for item in history]))


def test_a_later_set_wins_and_an_unset_leaves_nothing() -> None:
    history = [_event(1, {"$set_once": {"plan": "free"}}), _event(2, {"$set": {"plan": "pro"}})]
    assert _properties(history)["plan"] == "pro"
    assert "plan" not in _properties([*history, _event(3, {"$unset": ["plan"]})])


def test_what_a_browser_says_of_itself_is_kept_first_and_last() -> None:
    history = [_event(1, {"$browser": "Safari"}), _event(2, {"$browser": "Firefox"})]
    found = _properties(history)
    assert (found["$initial_browser"], found["$browser"]) == ("Safari", "Firefox")


def test_the_system_of_a_server_is_nobodys() -> None:
    assert "$os" not in _properties([_event(1, {"$os": "Linux", "$lib": "posthog-python"})])


@pytest.mark.parametrize("distinct_id", ["", " ", "null", "'id'", "GUEST", "[object Object]"])
def test_nothing_is_merged_by_an_id_that_stands_for_nobody(distinct_id: str) -> None:
    made = operation_of(
        team_id=1,
        distinct_id="ann",
        name="$identify",
        at=1,
        uuid="0",
        properties={"$anon_distinct_id": distinct_id},
    )
    assert made is not None
    assert made.link is None


def test_messages_stay_below_a_mebibyte_and_say_the_same() -> None:
    history = [_event(at, {"$set": {f"key {at}": "x" * 200_000}}) for at in range(1, 13)]
    messages = [message for batch in fold(history) for message in write_batch(batch)]
    assert len(messages) > 2
    assert max(map(len, messages)) < 2**20
    assert len(_end([history], team_id=1).persons[ids.person_id(1, "a")].properties) == 13


def test_writes_that_are_too_large_are_left_out_and_the_rest_stays() -> None:
    large = _event(1, {"$set": {"text": "x" * 400_000}})
    bare = bound(large)
    assert bare is not None
    assert registers_of([bare.effect]).keys == {}
    assert bare.effect.stamp == large.effect.stamp
    assert bound(_event(1, {"$set": {"text": "x" * 1000}})) is None
