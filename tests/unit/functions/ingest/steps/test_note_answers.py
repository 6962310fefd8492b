"""What surveys and early features say of a person (sdk-protocol 4.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from functions.ingest.steps.note_answers import note_answers
from tests.unit.functions.ingest.steps.drafts import draft

if TYPE_CHECKING:
    from shared.json import Json


@pytest.mark.parametrize(
    ("name", "properties", "written"),
    [
        ("survey sent", {"$survey_id": "s1"}, {"$survey_responded/s1": True}),
        (
            "survey sent",
            {"$survey_id": "s1", "$survey_iteration": 2},
            {"$survey_responded/s1/2": True},
        ),
        (
            "$feature_enrollment_update",
            {"$feature_flag": "beta", "$feature_enrollment": False},
            {"$feature_enrollment/beta": False},
        ),
    ],
)
def test_a_person_property_follows(
    name: str, properties: dict[str, Json], written: dict[str, Json]
) -> None:
    taken = draft(dict(properties), name=name)
    note_answers(taken)
    assert taken.properties["$set"] == written


def test_what_the_event_itself_writes_wins_and_is_not_changed_in_place() -> None:
    sent: dict[str, Json] = {"$survey_responded/s1": "yes", "plan": "pro"}
    taken = draft({"$survey_id": "s1", "$set": sent}, name="survey sent")
    note_answers(taken)
    assert taken.properties["$set"] == {"$survey_responded/s1": "yes", "plan": "pro"}
    assert taken.properties["$set"] is not sent


@pytest.mark.parametrize(
    ("name", "properties"),
    [
        ("viewed", {"$survey_id": "s1"}),
        ("survey sent", {}),
        ("survey sent", {"$survey_id": 7}),
        ("$feature_enrollment_update", {"$feature_flag": "beta"}),
        ("$feature_enrollment_update", {"$feature_enrollment": True}),
    ],
)
def test_other_events_say_nothing_lasting(name: str, properties: dict[str, Json]) -> None:
    taken = draft(dict(properties), name=name)
    note_answers(taken)
    assert taken.properties == properties
