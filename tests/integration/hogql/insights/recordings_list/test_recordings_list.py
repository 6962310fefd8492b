"""RecordingsQuery from the node to ClickHouse and back; another team has the same sessions."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any, Final

import pytest
from pydantic import TypeAdapter

from hogql.context import Action, Cohort, Context
from hogql.insights.context import InsightContext
from hogql.property_filters.models import PropertyFilter
from shared.ids import person_id
from tests.integration.hogql.insights.events import insert_events, read_events
from tests.integration.hogql.insights.replays import GivenReplay, insert_replays
from tests.integration.hogql.insights.run import answer

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

TEAMS = count(8000)
NOW: Final = datetime(2026, 11, 20, 12, tzinfo=UTC)
CONTEXT: Final = InsightContext(
    timezone="UTC",
    week_start_day=0,
    now=NOW,
    actions={1: "Pays"},
    cohorts={2: "Annas"},
    test_account_filters=(PropertyFilter(key="plan", value="pro"),),
)
IDS: Final = {
    name: f"01930000-0000-7000-8000-00000000000{place}"
    for place, name in enumerate(("old", "long", "short", "gone"), start=1)
}
NAMES: Final = {session: name for name, session in IDS.items()}
START: Final = {
    "old": NOW - timedelta(days=5),
    "long": NOW - timedelta(days=1),
    "short": NOW - timedelta(minutes=6),
    "gone": NOW - timedelta(hours=2),
}
REPLAYS: Final = (
    GivenReplay(session_id=IDS["old"], distinct_id="u1", start=START["old"], seconds=60),
    GivenReplay(
        session_id=IDS["long"],
        distinct_id="u1",
        start=START["long"],
        seconds=100,
        counts={"click_count": 3, "active_milliseconds": 30_000, "console_error_count": 1},
    ),
    GivenReplay(
        session_id=IDS["long"],
        distinct_id="u1",
        start=START["long"] + timedelta(seconds=100),
        seconds=100,
        url="https://example.com/pay",
        counts={"click_count": 2, "mouse_activity_count": 99},
    ),
    GivenReplay(
        session_id=IDS["short"],
        distinct_id="u2",
        start=START["short"],
        seconds=120,
        counts={"keypress_count": 9, "active_milliseconds": 120_000},
    ),
    GivenReplay(
        session_id=IDS["gone"], distinct_id="u2", start=START["gone"], seconds=9, is_deleted=True
    ),
)
EVENTS: Final = read_events(f"""
2026-11-15 12:00:10 u1 paid plan=pro $session_id={IDS["old"]}
2026-11-19 12:00:10 u1 view plan=pro $session_id={IDS["long"]}
2026-11-19 12:00:20 u1 paid plan=pro $session_id={IDS["long"]}
2026-11-20 11:54:10 u2 view plan=free $session_id={IDS["short"]}
2026-11-20 11:54:20 u2 view colour=red $session_id={IDS["short"]}
""")
LINES: Final = (("long", "error", "it broke"), ("long", "info", "fine"), ("short", "info", "fine"))
_OBJECT: Final[TypeAdapter[dict[str, Any]]] = TypeAdapter(dict[str, Any])


def insert_people(client: "Client", team: int) -> None:
    for distinct_id, name in (("u1", "Anna"), ("u2", "Bea")):
        owner = person_id(team, distinct_id)
        person = [team, owner, START["old"], {"name": name}, 1, 0, 1, NOW]
        names = ("team_id", "id", "created_at", "properties", "is_identified")
        columns = (*names, "is_deleted", "version", "last_seen")
        client.insert("person", [person], column_names=columns)
        ids = ("team_id", "distinct_id", "person_id", "is_deleted", "version")
        client.insert("person_distinct_id", [[team, distinct_id, owner, 0, 1]], column_names=ids)
    member = [team, 2, 1, person_id(team, "u1")]
    names_of_member = ("team_id", "cohort_id", "version", "person_id")
    client.insert("cohort_people", [member], column_names=names_of_member)


def insert_lines(client: "Client", team: int) -> None:
    rows = [
        [team, "session_replay", IDS[name], START[name] + timedelta(seconds=place), level, text]
        for place, (name, level, text) in enumerate(LINES)
    ]
    columns = ("team_id", "log_source", "log_source_id", "timestamp", "level", "message")
    client.insert("log_entries", rows, column_names=columns)


@pytest.fixture
def team(shared_clickhouse: "Client") -> int:
    """A team with recordings; in the team after it, the same sessions did what is asked for."""
    own, other = next(TEAMS), next(TEAMS)
    for team in (own, other):
        insert_replays(shared_clickhouse, team, REPLAYS)
        insert_events(shared_clickhouse, team, EVENTS)
        insert_people(shared_clickhouse, team)
        insert_lines(shared_clickhouse, team)
    more = read_events(f"2026-11-20 11:54:30 u2 paid plan=pro $session_id={IDS['short']}")
    insert_events(shared_clickhouse, other, more)
    secret = GivenReplay(session_id="secret", distinct_id="u2", start=START["short"], seconds=5)
    insert_replays(shared_clickhouse, other, [secret])
    return own


def asked(team: int, **body: Any) -> dict[str, Any]:
    known = Context(
        team_id=team,
        timezone="UTC",
        actions=(Action(id=1, name="Pays", condition="event = 'paid'"),),
        cohorts=(Cohort(id=2, name="Annas", is_static=False, version=1),),
    )
    node = {"kind": "RecordingsQuery", **body}
    return _OBJECT.validate_python(answer(node, team_id=team, context=CONTEXT, known=known))


def told(team: int, **body: Any) -> list[str]:
    found = [str(one["id"]) for one in asked(team, **body)["results"]]
    return [NAMES.get(session, session) for session in found]


def test_a_recording_is_the_sum_of_its_parts_and_has_its_person(team: int) -> None:
    response = asked(team, limit=1, offset=1)
    (found,) = response["results"]
    person = found.pop("person")
    assert person["uuid"] == str(person_id(team, "u1"))
    assert (person["properties"], person["distinct_ids"]) == ({"name": "Anna"}, ["u1"])
    assert found.pop("retention_period_days") == 10_000
    assert found.pop("recording_ttl") == 9_999
    assert found.pop("expiry_time") == "2054-04-06T12:00:00Z"
    assert found == {
        "id": IDS["long"],
        "distinct_id": "u1",
        "start_time": "2026-11-19T12:00:00Z",
        "end_time": "2026-11-19T12:03:20Z",
        "recording_duration": 200,
        "active_seconds": 30,
        "inactive_seconds": 170,
        "activity_score": 12,
        "ongoing": False,
        "click_count": 5,
        "keypress_count": 0,
        "mouse_activity_count": 99,
        "console_log_count": 0,
        "console_warn_count": 0,
        "console_error_count": 1,
        "start_url": "https://example.com/",
        "snapshot_source": "web",
    }
    assert (response["has_next"], response["limit"], response["offset"]) == (False, 1, 1)


def test_a_session_that_sent_something_lately_is_ongoing(team: int) -> None:
    response = asked(team, limit=1)
    assert response["has_next"] is True
    assert [(one["id"], one["ongoing"]) for one in response["results"]] == [(IDS["short"], True)]


def filter_of(key: str, value: object, kind: str = "event", **more: object) -> dict[str, object]:
    return {"key": key, "value": value, "type": kind, **more}


PAID: Final = {"id": "paid", "type": "events"}
RED: Final = filter_of("colour", "red")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, ["short", "long"]),
        ({"date_from": "-10d"}, ["short", "long", "old"]),
        ({"date_from": "-10d", "date_to": "2026-11-15"}, ["old"]),
        ({"date_from": "2026-11-19T12:00:00Z", "date_to": "2026-11-19T12:00:00Z"}, ["long"]),
        ({"order": "duration"}, ["long", "short"]),
        ({"order": "duration", "order_direction": "ASC"}, ["short", "long"]),
        ({"order": "inactive_seconds"}, ["long", "short"]),
        ({"order": "activity_score"}, ["short", "long"]),
        ({"order": "recording_ttl", "order_direction": "ASC"}, ["long", "short"]),
        ({"events": [PAID]}, ["long"]),
        ({"events": [{**PAID, "properties": [filter_of("plan", "free")]}]}, []),
        ({"actions": [{"id": 1, "type": "actions"}]}, ["long"]),
        ({"events": [PAID, {"id": "view"}]}, ["long"]),
        ({"events": [PAID, {"id": "view"}], "operand": "OR"}, ["short", "long"]),
        ({"properties": [filter_of("plan", "free")]}, ["short"]),
        ({"properties": [filter_of("plan", "free", operator="is_not")]}, ["long"]),
        ({"properties": [filter_of("colour", None, operator="is_not_set")]}, ["long"]),
        ({"properties": [filter_of("name", "Anna", "person")]}, ["long"]),
        ({"properties": [filter_of("name", "Anna", "person", operator="is_not")]}, ["short"]),
        ({"properties": [filter_of("id", 2, "cohort", operator="in")]}, ["long"]),
        ({"properties": [filter_of("id", 2, "cohort", operator="not_in")]}, ["short"]),
        ({"properties": [{"key": "properties.colour = 'red'", "type": "hogql"}]}, ["short"]),
        ({"properties": [RED, filter_of("name", "Anna", "person")]}, []),
        (
            {"properties": [RED, filter_of("name", "Anna", "person")], "operand": "OR"},
            ["short", "long"],
        ),
        ({"having_predicates": [filter_of("duration", 150, "recording", operator="gt")]}, ["long"]),
        (
            {"having_predicates": [filter_of("inactive_seconds", 1, "recording", operator="lt")]},
            ["short"],
        ),
        (
            {"properties": [filter_of("visited_page", "https://example.com/pay", "recording")]},
            ["long"],
        ),
        ({"console_log_filters": [filter_of("level", ["error"], "log_entry")]}, ["long"]),
        (
            {
                "console_log_filters": [
                    filter_of("level", ["info"], "log_entry"),
                    filter_of("message", "FINE", "log_entry", operator="icontains"),
                ]
            },
            ["short", "long"],
        ),
        ({"session_ids": [IDS["short"], "secret"]}, ["short"]),
        ({"session_ids": []}, []),
        ({"distinct_ids": ["u1"]}, ["long"]),
        ({"filter_test_accounts": True}, ["long"]),
        ({"filter_test_accounts": True, "operand": "OR", "properties": [RED]}, []),
    ],
)
def test_the_recordings_are_those_that_match(
    team: int, body: dict[str, Any], expected: list[str]
) -> None:
    assert told(team, **body) == expected


def test_the_recordings_of_one_person_are_found_and_none_of_another_teams(team: int) -> None:
    assert told(team, person_uuid=str(person_id(team, "u2"))) == ["short"]
    assert told(team, person_uuid=str(person_id(team + 1, "u2"))) == []


def test_no_condition_reaches_the_recordings_of_another_team(team: int) -> None:
    body = {"properties": [{"key": "1 = 1 OR team_id > 0", "type": "hogql"}]}
    assert told(team, date_from="-10d", **body) == ["short", "long", "old"]
