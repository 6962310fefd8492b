"""Who may write to a person (sdk-protocol 4.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from functions.ingest.dropped import Refusal
from functions.ingest.steps.assign_person import assign_person
from tests.unit.functions.ingest.steps.drafts import draft

if TYPE_CHECKING:
    from shared.json import Json

WRITES: dict[str, Json] = {"$set": {"a": 1}, "$set_once": {"b": 1}, "$unset": ["c"]}
OFF: dict[str, Json] = {"$process_person_profile": False}


@pytest.mark.parametrize("value", [True, None, "false", 0])
def test_an_ordinary_event_writes_to_its_person(value: Json) -> None:
    taken = draft({**WRITES, "$process_person_profile": value})
    assert assign_person(taken) is None
    assert taken.person_mode == "full"
    assert taken.properties.keys() >= WRITES.keys()


def test_an_event_without_person_processing_writes_nothing() -> None:
    taken = draft({**WRITES, **OFF, "plan": "pro"})
    assert assign_person(taken) is None
    assert taken.person_mode == "propertyless"
    assert taken.properties == {**OFF, "plan": "pro"}


@pytest.mark.parametrize(
    "name", ["$identify", "$create_alias", "$merge_dangerously", "$groupidentify"]
)
def test_an_identity_event_needs_person_processing(name: str) -> None:
    assert assign_person(draft(dict(OFF), name=name)) is Refusal.PERSON_PROCESSING_OFF


def test_a_group_event_never_writes_to_a_person() -> None:
    taken = draft(dict(WRITES), name="$groupidentify")
    assert assign_person(taken) is None
    assert (taken.person_mode, taken.properties) == ("full", {})


def test_an_id_of_nobody_turns_processing_off_without_a_refusal_in_the_newer_protocol() -> None:
    raw: dict[str, Json] = {"distinct_id": " Anonymous "}
    off: dict[str, Json] = {"$process_person_profile": False, "$set": {"a": 1}}
    newer = draft(dict(off), raw=raw, name="$identify", path="/i/v1/analytics/events")
    assert assign_person(newer) is None
    assert newer.person_mode == "propertyless"
    assert "$set" not in newer.properties
    older = draft(dict(off), raw=raw, name="$identify")
    assert assign_person(older) is Refusal.PERSON_PROCESSING_OFF
