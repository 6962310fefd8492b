"""The row a finished draft becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from functions.ingest.steps.to_row import to_row
from shared.domain.events.rows import NO_UUID
from shared.ids import person_id
from tests.unit.functions.ingest.steps.drafts import draft

if TYPE_CHECKING:
    from shared.json import Json

UUID = "0199a0c4-7a3e-7c0f-8a51-0d6f0a4c9e11"


def test_the_person_follows_from_the_distinct_id() -> None:
    assert to_row(draft()).person_id == str(person_id(1, "ann"))
    assert to_row(draft(team_id=2)).person_id == str(person_id(2, "ann"))


def test_a_session_id_that_is_a_uuid_leaves_the_properties() -> None:
    row = to_row(draft({"$session_id": UUID.upper(), "$window_id": UUID, "plan": "pro"}))
    assert (row.session_id, row.window_id) == (UUID, UUID)
    assert row.properties == {"plan": "pro"}


@pytest.mark.parametrize("value", ["s1", UUID + "\n", UUID.replace("-", ""), NO_UUID, 5, {}])
def test_any_other_session_id_stays_a_property(value: Json) -> None:
    row = to_row(draft({"$session_id": value}))
    assert row.session_id == NO_UUID
    assert row.properties == {"$session_id": value}


def test_properties_without_a_value_are_left_out() -> None:
    row = to_row(draft({"a": None, "b": "", "c": False, "d": {"e": None}}))
    assert row.properties == {"b": "", "c": False, "d": {"e": None}}
