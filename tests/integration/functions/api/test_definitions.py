"""Definitions of events and properties: what was learned, and what members say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import pytest

from shared.domain.event_definitions.repository import insert_met_events
from shared.domain.property_definitions.messages import MetEvent, MetProperty
from shared.domain.property_definitions.repository import (
    find_property_types,
    insert_group_properties,
    insert_met,
)
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from shared.domain.property_definitions.detect import DetectedType
    from tests.api_client import ApiClient

HOUR: Final = 3_600_000
AT: Final = 1_767_225_600_000  # 2026-01-01
EVENTS: Final = "/api/projects/@current/event_definitions/"
PROPERTIES: Final = "/api/projects/@current/property_definitions/"
PAID: Final = quote('["paid"]')
PLAN: Final = quote('["plan"]')
NOWHERE: Final = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def team_id(ada: ApiClient) -> int:
    """Ada's project, which has seen three events."""
    team: int = ada.get("/api/projects/@current/").body["id"]
    told: tuple[tuple[str, str, DetectedType | None], ...] = (
        ("paid", "amount", "Numeric"),
        ("paid", "plan", "String"),
        ("$pageview", "plan", "String"),
        ("$pageview", "$feature/new", "String"),
        ("left", "gone", None),
    )
    with transaction() as connection:
        names = ("$pageview", "paid", "left")
        insert_met_events(
            connection, team, [MetEvent(team, name, AT + n * HOUR) for n, name in enumerate(names)]
        )
        insert_met(
            connection,
            team,
            [
                *(MetProperty(team, "event", event, name, of, AT) for event, name, of in told),
                MetProperty(team, "person", "", "email", "String", AT),
            ],
        )
        insert_group_properties(connection, team, 0, [("seats", "Numeric")])
    return team


def _names(client: ApiClient, url: str) -> list[str]:
    answer = client.get(url)
    assert answer.status == 200, answer.body
    assert answer.body["count"] == len(answer.body["results"])
    return [item["name"] for item in answer.body["results"]]


def _one(client: ApiClient, url: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        item for item in client.get(url).body["results"] if item["name"] == name
    )
    return found


@pytest.mark.usefixtures("team_id")
def test_events_are_listed_the_latest_first(ada: ApiClient) -> None:
    assert _names(ada, EVENTS) == ["left", "paid", "$pageview"]
    assert _one(ada, EVENTS, "paid")["last_seen_at"] == "2026-01-01T01:00:00Z"


@pytest.mark.usefixtures("team_id")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("search=PAGE%20view", ["$pageview"]),
        ("search=%25", []),
        ("event_type=event_custom", ["left", "paid"]),
        ("event_type=event_posthog", ["$pageview"]),
        ("names=paid,left&ordering=-name", ["paid", "left"]),
        ("ordering=last_seen_at", ["$pageview", "paid", "left"]),
        ("verified=true", []),
        ("exclude_hidden=true", ["left", "paid", "$pageview"]),
    ],
)
def test_a_list_of_events_is_narrowed(ada: ApiClient, query: str, expected: list[str]) -> None:
    assert _names(ada, f"{EVENTS}?{query}") == expected


@pytest.mark.usefixtures("team_id")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["$feature/new", "amount", "gone", "plan"]),
        ("type=person", ["email"]),
        ("type=group&group_type_index=0", ["seats"]),
        ("type=group&group_type_index=1", []),
        ("type=session", []),
        ("search=AM", ["amount"]),
        ("properties=plan,amount", ["amount", "plan"]),
        (f"excluded_properties={PLAN}", ["$feature/new", "amount", "gone"]),
        ("is_feature_flag=true", ["$feature/new"]),
        ("is_feature_flag=false", ["amount", "gone", "plan"]),
        ("is_numerical=true", ["amount"]),
        (f"event_names={PAID}", ["amount", "plan", "$feature/new", "gone"]),
        (f"event_names={PAID}&filter_by_event_names=true", ["amount", "plan"]),
        (
            f"event_names={PAID}&is_seen_on_filtered_events=false",
            ["$feature/new", "gone"],
        ),
    ],
)
def test_a_list_of_properties_is_narrowed(ada: ApiClient, query: str, expected: list[str]) -> None:
    assert _names(ada, f"{PROPERTIES}?{query}") == expected


@pytest.mark.usefixtures("team_id")
@pytest.mark.parametrize(
    ("url", "attr"),
    [
        (f"{EVENTS}?ordering=secret", "ordering"),
        (f"{EVENTS}?verified=perhaps", "verified"),
        (f"{EVENTS}?search=%00", "search"),
        (f"{PROPERTIES}?type=dog", "type"),
        (f"{PROPERTIES}?type=group", "group_type_index"),
        (f"{PROPERTIES}?event_names=[1]", "event_names"),
        (f"{PROPERTIES}?event_names=[", "event_names"),
    ],
)
def test_a_filter_that_means_nothing_is_refused(ada: ApiClient, url: str, attr: str) -> None:
    answer = ada.get(url)
    assert (answer.status, answer.body["attr"]) == (400, attr)


@pytest.mark.usefixtures("team_id")
def test_events_are_said_to_have_a_property_or_not(ada: ApiClient) -> None:
    events = quote('["paid", "left", "never"]')
    url = f"{PROPERTIES}seen_together/?event_names={events}&property_name=plan"
    assert ada.get(url).body == {"paid": True, "left": False, "never": False}


@pytest.mark.usefixtures("team_id")
def test_what_members_say_of_an_event_stays(ada: ApiClient) -> None:
    me = ada.get("/api/users/@me/").body["id"]
    url = f"{EVENTS}{_one(ada, EVENTS, 'paid')['id']}/"
    said = {"description": "Money came.", "tags": ["core"], "verified": True, "owner": me}
    answer = ada.patch(url, said)
    assert answer.status == 200, answer.body
    assert ada.get(url).body == answer.body
    assert (answer.body["description"], answer.body["tags"]) == ("Money came.", ["core"])
    assert answer.body["owner"]["id"] == answer.body["verified_by"]["id"] == me
    assert ada.patch(url, {"hidden": True}).body["description"] == "Money came."
    assert _names(ada, f"{EVENTS}?exclude_hidden=true") == ["left", "$pageview"]
    assert _names(ada, f"{EVENTS}?tags=core&hidden=true") == ["paid"]
    log = ada.get("/api/projects/@current/activity_log/?scope=EventDefinition").body["results"]
    assert [row["activity"] for row in log] == ["updated", "updated"]


@pytest.mark.usefixtures("team_id")
def test_only_members_own_an_event(ada: ApiClient, bob: ApiClient) -> None:
    other = bob.get("/api/users/@me/").body["id"]
    url = f"{EVENTS}{_one(ada, EVENTS, 'paid')['id']}/"
    assert ada.patch(url, {"owner": other}).body["attr"] == "owner"
    assert ada.patch(url, {"owner": None}).status == 200
    assert ada.patch(url, {"tags": None}).body["code"] == "null"


def test_an_event_may_be_written_down_before_it_is_sent(ada: ApiClient, team_id: int) -> None:
    created = ada.post(EVENTS, {"name": "planned", "description": "Soon."})
    assert (created.status, created.body["last_seen_at"]) == (201, None)
    assert created.body["description"] == "Soon."
    assert ada.post(EVENTS, {"name": "planned"}).body["code"] == "unique"
    with transaction() as connection:
        insert_met_events(connection, team_id, [MetEvent(team_id, "planned", AT)])
    assert _one(ada, EVENTS, "planned")["last_seen_at"] == "2026-01-01T00:00:00Z"


@pytest.mark.usefixtures("team_id")
def test_what_is_deleted_is_gone(ada: ApiClient) -> None:
    for url, name in ((EVENTS, "paid"), (PROPERTIES, "plan")):
        one = f"{url}{_one(ada, url, name)['id']}/"
        assert ada.delete(one).status == 204
        assert ada.get(one).status == 404
        assert ada.get(f"{url}{NOWHERE}/").status == 404


def test_a_type_that_a_member_chose_stays_whatever_events_show(
    ada: ApiClient, team_id: int
) -> None:
    url = f"{PROPERTIES}{_one(ada, PROPERTIES, 'amount')['id']}/"
    answer = ada.patch(url, {"property_type": "Duration", "description": "Seconds."})
    assert (answer.body["property_type"], answer.body["is_numerical"]) == ("Duration", True)
    with transaction() as connection:
        insert_met(
            connection, team_id, [MetProperty(team_id, "event", "paid", "amount", "String", 1)]
        )
        (known,) = find_property_types(connection, team_id, names=["amount"])
    assert known.property_type == "Duration"
    assert ada.patch(url, {"property_type": "Colour"}).status == 400


@pytest.mark.usefixtures("team_id")
def test_definitions_of_others_do_not_exist(ada: ApiClient, bob: ApiClient) -> None:
    assert _names(bob, EVENTS) == _names(bob, PROPERTIES) == []
    for url, name in ((EVENTS, "paid"), (PROPERTIES, "plan")):
        one = f"{url}{_one(ada, url, name)['id']}/"
        assert [bob.get(one).status, bob.patch(one, {"hidden": True}).status] == [404, 404]
        assert bob.delete(one).status == 404
