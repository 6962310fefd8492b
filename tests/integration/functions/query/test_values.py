"""Values to suggest, as a filter asks for them while somebody types."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pytest

from shared.domain.groups.repository import take_places
from shared.domain.property_definitions.messages import MetProperty
from shared.domain.property_definitions.repository import insert_met
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from tests.integration.functions.query.conftest import Asker

TODAY: Final = date(2026, 11, 23)


@pytest.fixture
def values(warehouse: Any, ada: Asker, bob: Asker) -> None:
    """Values of both projects."""
    ours, theirs = ada.team_id, bob.team_id
    rows = [
        [ours, "event", "plan", "free", 3],
        [ours, "event", "plan", "Pro", 9],
        [ours, "event", "plan", "Pro", 2],
        [ours, "event", "plan", "pro_rata", 1],
        [ours, "event", "colour", "red", 1],
        [ours, "person", "plan", "of a person", 1],
        [ours, "group", "company.plan", "of a company", 1],
        [ours, "group", "team.plan", "of a team", 1],
        [theirs, "event", "plan", "secret", 99],
    ]
    warehouse.insert(
        "property_values",
        [[*row, TODAY] for row in rows],
        column_names=["team_id", "kind", "name", "value", "n", "last_seen"],
    )


def _suggested(asker: Asker, path: str, *, mount: str = "projects") -> list[str]:
    answer = asker.send("GET", f"/api/{mount}/{asker.team_id}/{path}")
    assert answer.status == 200, answer.body
    return [item["name"] for item in answer.body]


@pytest.mark.usefixtures("values")
def test_the_most_frequent_values_come_first_and_only_those_of_the_project(ada: Asker) -> None:
    assert _suggested(ada, "events/values/?key=plan") == ["Pro", "free", "pro_rata"]
    assert _suggested(ada, "events/values?key=plan", mount="environments")[0] == "Pro"


@pytest.mark.usefixtures("values")
@pytest.mark.parametrize(
    ("part", "expected"),
    [("PRO", ["Pro", "pro_rata"]), ("%25", []), ("o_r", ["pro_rata"]), ("x' OR 1=1", [])],
)
def test_values_contain_what_was_typed(ada: Asker, part: str, expected: list[str]) -> None:
    assert _suggested(ada, f"events/values/?key=plan&value={part}") == expected


@pytest.mark.usefixtures("values")
def test_an_event_without_the_property_has_no_values(ada: Asker) -> None:
    with transaction() as connection:
        met = MetProperty(ada.team_id, "event", "paid", "colour", "String", 1)
        insert_met(connection, ada.team_id, [met])
    assert _suggested(ada, "events/values/?key=colour&event_name=paid") == ["red"]
    assert _suggested(ada, "events/values/?key=colour&event_name=left") == []


@pytest.mark.usefixtures("values")
def test_persons_have_values_of_their_own(ada: Asker) -> None:
    assert _suggested(ada, "persons/values/?key=plan") == ["of a person"]


@pytest.mark.usefixtures("values")
def test_types_of_groups_have_values_of_their_own(ada: Asker) -> None:
    with transaction() as connection:
        take_places(connection, ada.team_id, ["company"])
    path = "groups/property_values/?key=plan&group_type_index="
    assert _suggested(ada, path + "0") == ["of a company"]
    answer = ada.send("GET", f"/api/projects/{ada.team_id}/{path}1")
    assert (answer.status, answer.body["attr"]) == (400, "group_type_index")


def test_without_a_key_nothing_is_suggested(ada: Asker) -> None:
    answer = ada.send("GET", f"/api/projects/{ada.team_id}/events/values/")
    assert (answer.status, answer.body["attr"]) == (400, "key")
