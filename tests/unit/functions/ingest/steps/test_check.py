"""The normal form of an event (sdk-protocol 4.1)."""

from functions.ingest.steps.check import check
from shared.domain.events.rules import DropReason
from tests.unit.functions.ingest.steps.drafts import draft


def test_name_distinct_id_and_properties_are_taken_over() -> None:
    properties = {"plan": "pro"}
    taken = draft(raw={"event": "viewed", "distinct_id": 23, "properties": properties}, name="")
    assert check(taken) is None
    assert (taken.name, taken.distinct_id, taken.properties) == ("viewed", "23", {"plan": "pro"})
    taken.properties["more"] = 1
    assert properties == {"plan": "pro"}


def test_what_stands_beside_the_properties_wins_key_by_key() -> None:
    taken = draft(
        raw={
            "event": "viewed",
            "properties": {"distinct_id": "ann", "$set": {"a": 1, "b": 1}, "$set_once": 5},
            "$set": {"b": 2, "c": 2},
            "$set_once": {"d": 3},
        }
    )
    check(taken)
    assert taken.properties["$set"] == {"a": 1, "b": 2, "c": 2}
    assert taken.properties["$set_once"] == {"d": 3}


def test_the_shared_rules_decide() -> None:
    assert check(draft(raw={"event": "viewed"})) is DropReason.MISSING_DISTINCT_ID


def test_engage_implies_identify() -> None:
    taken = draft(raw={"distinct_id": "ann"}, path="/engage/")
    assert check(taken) is None
    assert taken.name == "$identify"
