"""One actor as JSON: known, gone, a group."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from hogql.insights.people.rows import Facts, group_row, person_row

WHO = UUID("01890000-0000-7000-8000-000000000001")
AT = datetime(2020, 1, 3, 12, tzinfo=UTC)


def facts(known: object, *, actor_id: object = WHO, properties: object = '{"a": 1}') -> Facts:
    return Facts(
        actor_id=actor_id,
        known=known,
        created_at=AT.replace(tzinfo=None),
        properties=properties,
        is_identified=1,
    )


def test_a_person_has_what_is_known_of_it() -> None:
    shown = person_row(facts(WHO), ["a", "b"])
    assert isinstance(shown, dict)
    assert str(shown.pop("created_at")).startswith("2020-01-03T12:00:00")
    assert shown == {
        "id": str(WHO),
        "uuid": str(WHO),
        "distinct_ids": ["a", "b"],
        "properties": {"a": 1},
        "is_identified": True,
    }


@pytest.mark.parametrize("properties", ["", None, {}])
def test_nothing_said_is_no_properties(properties: object) -> None:
    shown = person_row(facts(WHO, properties=properties), ())
    assert isinstance(shown, dict)
    assert shown["properties"] == {}


def test_a_group_is_its_key_with_what_is_known_of_it() -> None:
    known = group_row(facts("acme", actor_id="acme"), 2)
    gone = group_row(facts("", actor_id="acme"), 2)
    own = {"id": "acme", "type": "group", "group_key": "acme", "group_type_index": 2}
    assert gone == own
    assert isinstance(known, dict)
    assert known["properties"] == {"a": 1}
    assert own.items() <= known.items()


@pytest.mark.parametrize("known", [None, "", UUID(int=0), str(UUID(int=0))])
def test_whom_nobody_knows_is_an_id(known: object) -> None:
    assert facts(known).is_missing
    assert person_row(facts(known), ()) == {"id": str(WHO), "distinct_ids": []}
