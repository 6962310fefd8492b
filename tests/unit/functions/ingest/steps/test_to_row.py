"""The row a finished draft becomes."""

from __future__ import annotations

from functions.ingest.steps.to_row import to_row
from shared.ids import person_id
from tests.unit.functions.ingest.steps.drafts import draft


def test_the_person_follows_from_the_distinct_id() -> None:
    assert to_row(draft()).person_id == str(person_id(1, "ann"))
    assert to_row(draft(team_id=2)).person_id == str(person_id(2, "ann"))


def test_properties_without_a_value_are_left_out() -> None:
    row = to_row(draft({"a": None, "b": "", "c": False, "d": {"e": None}}))
    assert row.properties == {"b": "", "c": False, "d": {"e": None}}
