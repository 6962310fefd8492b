"""SessionsTimelineQuery from the node to ClickHouse; another team has the same sessions."""

from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any, Final

import pytest
from pydantic import TypeAdapter

from hogql.insights.context import InsightContext
from shared.ids import person_id
from tests.integration.hogql.insights.events import insert_events, read_events
from tests.integration.hogql.insights.replays import GivenReplay, insert_replays
from tests.integration.hogql.insights.run import answer

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

TEAMS = count(7900)
CONTEXT: Final = InsightContext(
    timezone="UTC", week_start_day=0, now=datetime(2020, 1, 24, 12, tzinfo=UTC)
)
LONG: Final = "016fd000-0000-7000-8000-000000000001"
SHORT: Final = "016fd000-0000-7000-8000-000000000002"
PAST: Final = "016fd000-0000-7000-8000-000000000003"
EVENTS: Final = read_events(f"""
2020-01-22 09:00:00 u1 gone $session_id={PAST}
2020-01-23 11:59:00 u1 begun $session_id={LONG}
2020-01-23 12:10:00 u1 went_on $session_id={LONG}
2020-01-23 11:58:00 u1 too_early
2020-01-24 09:00:00 u1 alone plan=free
2020-01-24 09:29:00 u1 alone_still
2020-01-24 10:00:00 u1 alone_again
2020-01-24 11:00:00 u2 other $session_id={SHORT}
2020-01-24 12:00:09 u1 future
""")
_OBJECT: Final[TypeAdapter[dict[str, Any]]] = TypeAdapter(dict[str, Any])


@pytest.fixture
def team(shared_clickhouse: "Client") -> int:
    """A team with sessions; those of the team after it have the same ids."""
    own, other = next(TEAMS), next(TEAMS)
    for team in (own, other):
        insert_events(shared_clickhouse, team, EVENTS)
    at = datetime(2020, 1, 23, 11, 59, tzinfo=UTC)
    long = GivenReplay(session_id=LONG, distinct_id="u1", start=at, seconds=90)
    short = GivenReplay(session_id=SHORT, distinct_id="u2", start=at, seconds=7)
    insert_replays(shared_clickhouse, own, [long])
    insert_replays(shared_clickhouse, other, [long, short])
    theirs = read_events(f"2020-01-24 11:30:00 u1 secret $session_id={LONG}")
    insert_events(shared_clickhouse, other, theirs)
    return own


def asked(team: int, **body: Any) -> dict[str, Any]:
    node = {"kind": "SessionsTimelineQuery", **body}
    return _OBJECT.validate_python(answer(node, team_id=team, context=CONTEXT))


def told(response: dict[str, Any]) -> list[tuple[str | None, float | None, list[str]]]:
    return [
        (one["sessionId"], one["recording_duration_s"], [each["event"] for each in one["events"]])
        for one in response["results"]
    ]


def test_a_session_is_whole_also_where_it_began_before_the_span(team: int) -> None:
    response = asked(team, personId=str(person_id(team, "u1")))
    assert told(response) == [
        (None, None, ["alone_again"]),
        (None, None, ["alone_still", "alone"]),
        (LONG, 90, ["went_on", "begun"]),
    ]
    assert response["hasMore"] is False


def test_an_event_is_shown_with_its_properties(team: int) -> None:
    response = asked(team, personId=str(person_id(team, "u1")))
    event = response["results"][1]["events"][1]
    assert event.pop("id")
    assert event == {
        "event": "alone",
        "timestamp": "2020-01-24T09:00:00Z",
        "distinct_id": "u1",
        "properties": {"plan": "free"},
        "elements_chain": None,
    }


def test_without_a_person_the_sessions_of_everybody_in_this_team_are_shown(team: int) -> None:
    found = told(asked(team))
    assert found[0] == (SHORT, None, ["other"])
    assert [session for session, _, _ in found] == [SHORT, None, None, LONG]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"after": "-1h", "before": "-30M"}, []),
        ({"after": "2020-01-22T08:00:00", "before": "2020-01-22T10:00:00"}, [PAST]),
        ({"after": "2020-01-23T11:59:00Z", "before": "2020-01-23T12:10:00Z"}, []),
        ({"after": "2020-01-23T11:58:59Z", "before": "2020-01-23T12:10:00Z"}, [LONG]),
    ],
)
def test_sessions_have_an_event_inside_of_the_span(
    team: int, body: dict[str, Any], expected: list[str]
) -> None:
    assert [session for session, _, _ in told(asked(team, **body))] == expected


def test_a_person_of_another_team_has_no_sessions_here(team: int) -> None:
    assert told(asked(team, personId=str(person_id(team + 1, "u1")))) == []
