from datetime import UTC, datetime, timedelta

from hogql.insights.context import Answer
from hogql.insights.sessions_timeline.build import MAX_EVENTS
from hogql.insights.sessions_timeline.models import SessionsTimelineQuery
from hogql.insights.sessions_timeline.shape import sessions_of, shape
from tests.unit.hogql.insights.contexts import make_context

START = datetime(2020, 1, 24, tzinfo=UTC)


def row(minutes: float, person: str = "ann", session: str | None = None) -> tuple[object, ...]:
    at = START + timedelta(minutes=minutes)
    return (f"id {minutes}", at, "view", '{"a": 1}', person, "", person, session)


def told(*rows: tuple[object, ...]) -> list[tuple[str | None, list[str]]]:
    """The sessions of rows given oldest first."""
    newest_first = tuple(reversed(rows))
    return [(one.id, [event.id for event in one.events]) for one in sessions_of(newest_first)]


def test_events_without_a_session_are_one_until_half_an_hour_passes() -> None:
    assert told(row(0), row(30), row(60.5)) == [(None, ["id 60.5"]), (None, ["id 0", "id 30"])]


def test_the_session_that_began_last_comes_first() -> None:
    assert told(row(0, session="a"), row(1, session="b"), row(99, session="a")) == [
        ("b", ["id 1"]),
        ("a", ["id 0", "id 99"]),
    ]


def test_events_of_two_persons_without_a_session_are_two_sessions() -> None:
    assert told(row(0), row(1, "bea"), row(2)) == [(None, ["id 1"]), (None, ["id 0", "id 2"])]


def test_a_session_stays_one_when_its_person_changes() -> None:
    assert told(row(0, "ann", "a"), row(1, "bea", "a")) == [("a", ["id 0", "id 1"])]


def test_one_event_beyond_the_limit_says_that_there_are_more() -> None:
    request = SessionsTimelineQuery(kind="SessionsTimelineQuery")
    for count in (MAX_EVENTS, MAX_EVENTS + 1):
        rows = [row(-place, session="a") for place in range(count)]
        answers = [_answer(rows), _answer([("a", 7)])]
        response = shape(answers, request, make_context())
        (entry,) = response.results
        assert response.has_more is (count > MAX_EVENTS)
        assert len(entry.events) == MAX_EVENTS
        assert (entry.events[0].id, entry.recording_duration_s) == ("id 0", 7)


def _answer(rows: list[tuple[object, ...]]) -> Answer:
    return Answer(columns=(), types=(), rows=rows, hogql="", limit=None)
