"""Lists through the endpoint: events, groups, recordings, and sessions of somebody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from shared import clock
from shared.domain.groups.repository import take_places
from shared.ids import person_id
from shared.postgres.transaction import transaction
from tests.integration.hogql.insights.replays import GivenReplay, insert_replays

if TYPE_CHECKING:
    from tests.integration.functions.query.conftest import Asker

SESSION = "01930000-0000-7000-8000-000000000001"


def add_group(warehouse: Any, team_id: int, key: str) -> None:
    names = ["team_id", "group_type", "group_key", "created_at", "properties", "is_deleted"]
    row = [team_id, "company", key, clock.now(), {"name": f"{key} Inc"}, 0, 1]
    warehouse.insert("groups", [row], column_names=[*names, "version"])


def add_recording(warehouse: Any, team_id: int, session_id: str) -> None:
    at = clock.now() - timedelta(hours=1)
    recording = GivenReplay(session_id=session_id, distinct_id="somebody", start=at, seconds=7)
    insert_replays(warehouse, team_id, [recording])


def test_events_are_listed_with_what_was_selected(ada: Asker, bob: Asker) -> None:
    query = {"kind": "EventsQuery", "select": ["*", "event", "properties.plan -- Plan"]}
    answer = ada.ask({**query, "orderBy": ["event"], "limit": 2})

    assert answer.status == 200
    assert answer.body["columns"] == query["select"]
    assert [row[1:] for row in answer.body["results"]] == [
        ["paid", f"plan of {ada.team_id}"],
        ["paid", f"plan of {ada.team_id}"],
    ]
    assert answer.body["results"][0][0]["properties"] == {"plan": f"plan of {ada.team_id}"}
    assert (answer.body["hasMore"], answer.body["limit"], answer.body["offset"]) == (True, 2, 0)
    theirs = bob.ask({"kind": "DataTableNode", "source": {**query, "select": ["event"]}})
    assert theirs.body["results"] == [["secret"]]


def test_groups_of_the_project_are_listed(warehouse: Any, ada: Asker, bob: Asker) -> None:
    for asker, key in ((ada, "acme"), (bob, "hidden")):
        with transaction() as connection:
            take_places(connection, asker.team_id, ["company"])
        add_group(warehouse, asker.team_id, key)

    answer = ada.ask({"kind": "GroupsQuery", "group_type_index": 0})

    assert answer.status == 200
    ((name, key, _created_at),) = answer.body["results"]
    assert (name, key) == ({"display_name": "acme Inc", "key": "acme"}, "acme")


def test_recordings_of_the_project_are_listed(warehouse: Any, ada: Asker, bob: Asker) -> None:
    add_recording(warehouse, ada.team_id, SESSION)
    add_recording(warehouse, bob.team_id, "hidden")

    answer = ada.ask({"kind": "RecordingsQuery"})

    assert answer.status == 200
    assert [(one["id"], one["recording_duration"]) for one in answer.body["results"]] == [
        (SESSION, 7)
    ]
    assert answer.body["has_next"] is False


def test_the_sessions_of_somebody_are_listed(ada: Asker, bob: Asker) -> None:
    somebody = {"personId": str(person_id(ada.team_id, "somebody"))}

    answer = ada.ask({"kind": "SessionsTimelineQuery", **somebody})

    assert answer.status == 200
    (session,) = answer.body["results"]
    assert (session["sessionId"], session["recording_duration_s"]) == (None, None)
    assert sorted(event["event"] for event in session["events"]) == ["paid", "paid", "signed up"]
    assert bob.ask({"kind": "SessionsTimelineQuery", **somebody}).body["results"] == []


@pytest.mark.parametrize(
    ("query", "attr"),
    [
        ({"kind": "EventsQuery", "select": ["event", "1 +"]}, "select.1"),
        ({"kind": "EventsQuery", "select": ["event"], "after": "later"}, "after"),
        ({"kind": "EventsQuery", "select": ["event"], "actionId": 1}, "actionId"),
        ({"kind": "GroupsQuery"}, "group_type_index"),
        ({"kind": "GroupsQuery", "group_type_index": 0, "orderBy": [")"]}, "orderBy.0"),
        ({"kind": "RecordingsQuery", "actions": [{"id": 1}]}, "actions.0.id"),
        ({"kind": "RecordingsQuery", "order": "size"}, "order"),
        ({"kind": "SessionsTimelineQuery", "personId": "me"}, "personId"),
    ],
)
def test_a_list_at_fault_is_named_by_its_field(
    ada: Asker, query: dict[str, Any], attr: str
) -> None:
    answer = ada.ask(query)

    assert answer.status == 400
    assert answer.body["type"] == "validation_error"
    assert (answer.body["attr"], bool(answer.body["detail"])) == (attr, True)
