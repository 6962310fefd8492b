"""Persons that thousands of events name at once (aws 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.persons.hot import spare
from shared.domain.persons.operations import Operation, operation_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.json import Json

UUID = "0199a0c4-7a3e-7c0f-8a51-0d6f0a4c9e11"


def operation(
    distinct_id: str, name: str = "viewed", properties: Mapping[str, Json] | None = None
) -> Operation:
    found = operation_of(
        team_id=1,
        distinct_id=distinct_id,
        name=name,
        at=0,
        uuid=UUID,
        properties=properties or {},
    )
    assert found is not None
    return found


def test_a_hot_person_is_left_alone_and_named() -> None:
    others = [operation("ann"), operation("bob")]
    kept, hot = spare([*others, *[operation("constant")] * 4], limit=3)
    assert kept == others
    assert hot == {(1, "constant")}


def test_who_is_who_and_which_groups_there_are_is_never_left_out() -> None:
    more = [
        operation("constant", "$identify", {"$anon_distinct_id": "a1"}),
        operation("constant", "$groupidentify", {"$group_type": "company", "$group_key": "x"}),
        operation("constant", properties={"$groups": {"team": "y"}}),
    ]
    kept, _ = spare([*more, more[2], *[operation("constant")] * 4], limit=3)
    assert kept == more


def test_a_batch_without_hot_persons_stays_as_it_is() -> None:
    operations = [operation(name) for name in ("ann", "bob", "ann", "eve")]
    assert spare(operations, limit=3) == (operations, frozenset())
    assert spare(operations, limit=10) == (operations, frozenset())
