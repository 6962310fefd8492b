"""Issues from exceptions as ingestion writes them, from the node to ClickHouse and back."""

from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from hogql.insights.context import InsightContext
from shared.ids import event_uuid, person_id
from tests.integration.hogql.insights.events import GivenEvent, insert_events
from tests.integration.hogql.insights.run import answer

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

TEAMS = count(8000)
CONTEXT = InsightContext(timezone="UTC", week_start_day=0, now=datetime(2020, 2, 1, tzinfo=UTC))
ISSUES = {"print": UUID(int=1), "parse": UUID(int=2)}
COLUMNS = (
    *("team_id", "issue_id", "fingerprint", "timestamp", "uuid", "distinct_id", "person_id"),
    *("session_id", "types", "values", "sources", "functions", "level", "handled", "release"),
)
THROWN = [
    ("2019-12-01", "print", "u1", 1, "OutOfInk"),
    ("2020-01-11", "print", "u1", 1, "OutOfInk"),
    ("2020-01-12", "print", "u2", 2, "OutOfInk"),
    ("2020-01-19", "parse", "u2", 0, "Unexpected token"),
]


def write(client: "Client") -> int:
    """Write the exceptions of a project, one of them twice, and their events."""
    team = next(TEAMS)
    for owner in (team, next(TEAMS)):
        events = [
            GivenEvent(at=at(day), distinct_id=who, name="$exception", properties={"$browser": who})
            for day, _, who, *_ in THROWN
        ]
        insert_events(client, owner, events)
        rows = [row(owner, place) for place in range(len(THROWN))]
        client.insert("exceptions", rows, column_names=COLUMNS)
        client.insert("exceptions", [row(owner, 1)], column_names=COLUMNS)
    return team


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00+00:00")


def row(team: int, place: int) -> list[object]:
    day, name, who, session, text = THROWN[place]
    return [
        *(team, ISSUES[name], name, at(day), event_uuid(f"test {team}", place), who),
        *(person_id(team, who), UUID(int=session), ["Error"], [text], ["app.py"], [name]),
        *("error", False, ""),
    ]


def asked(client: "Client", team: int | None = None, **fields: Any) -> Any:
    body = {
        "kind": "ErrorTrackingQuery",
        "dateRange": {"date_from": "2020-01-10", "date_to": "2020-01-19"},
        "orderBy": "occurrences",
        "volumeResolution": 2,
        **fields,
    }
    return answer(body, team_id=team or write(client), context=CONTEXT)


def names(response: Any) -> list[str]:
    return [one["fingerprint"] for one in response["results"]]


def test_an_issue_counts_each_exception_once(shared_clickhouse: "Client") -> None:
    response = asked(shared_clickhouse)
    first, second = response["results"]
    assert first == {
        "id": str(ISSUES["print"]),
        "fingerprint": "print",
        "name": "Error",
        "description": "OutOfInk",
        "status": "active",
        "assignee": None,
        "first_seen": "2019-12-01T12:00:00Z",
        "last_seen": "2020-01-12T12:00:00Z",
        "library": None,
        "source": "app.py",
        "function": "print",
        "aggregations": {
            "occurrences": 2,
            "sessions": 2,
            "users": 2,
            "volumeRange": [2, 0],
            "volume_buckets": [
                {"label": "2020-01-10T00:00:00+00:00", "value": 2},
                {"label": "2020-01-15T00:00:00+00:00", "value": 0},
            ],
        },
    }
    counts = second["aggregations"]
    assert (counts["sessions"], counts["users"], counts["volumeRange"]) == (0, 1, [0, 1])


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"orderBy": "last_seen"}, ["parse", "print"]),
        ({"orderBy": "first_seen"}, ["print", "parse"]),
        ({"orderBy": "users", "orderDirection": "ASC"}, ["parse", "print"]),
        ({"searchQuery": "OUTOF error"}, ["print"]),
        ({"searchQuery": '"unexpected token"'}, ["parse"]),
        ({"searchQuery": "outofink parse"}, []),
        ({"issueId": str(ISSUES["parse"])}, ["parse"]),
        ({"filterGroup": [{"key": "$browser", "value": "u1", "type": "event"}]}, ["print"]),
        ({"status": "active"}, ["print", "parse"]),
        ({"status": "resolved"}, []),
        ({"limit": 1}, ["print"]),
        ({"limit": 1, "offset": 1}, ["parse"]),
        ({"volumeResolution": 0, "withAggregations": False}, ["print", "parse"]),
    ],
)
def test_issues_are_searched_filtered_and_ordered(
    fields: dict[str, Any], found: list[str], shared_clickhouse: "Client"
) -> None:
    response = asked(shared_clickhouse, **fields)
    assert names(response) == found
    assert response["hasMore"] is (fields == {"limit": 1})


def test_a_person_has_its_own_issues(shared_clickhouse: "Client") -> None:
    team = write(shared_clickhouse)
    response = asked(shared_clickhouse, team, personId=str(person_id(team, "u1")))
    assert names(response) == ["print"]


def test_a_moved_fingerprint_belongs_to_its_new_issue(shared_clickhouse: "Client") -> None:
    team = write(shared_clickhouse)
    columns = ("team_id", "fingerprint", "issue_id", "is_deleted", "version")
    moved = [[team, "parse", ISSUES["print"], 0, 1]]
    table = "error_tracking_issue_fingerprint_overrides"
    shared_clickhouse.insert(table, moved, column_names=columns)
    (issue,) = asked(shared_clickhouse, team)["results"]
    assert (issue["id"], issue["aggregations"]["occurrences"]) == (str(ISSUES["print"]), 3)
