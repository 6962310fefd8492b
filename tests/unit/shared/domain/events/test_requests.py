"""The three shapes of a request, its token, and when it was sent (sdk-protocol 2.2 and 2.3)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pytest

from shared.domain.events.requests import read_request
from shared.errors import InvalidRequestError, UnauthenticatedError
from shared.http.body import Decoded

if TYPE_CHECKING:
    from shared.domain.events.event_request import EventRequest
    from shared.json import Json

EVENT: Final[dict[str, Json]] = {"event": "a", "distinct_id": "u"}
QUERY_TIME: Final = datetime(2026, 1, 1, tzinfo=UTC)


def read(value: Json, *, path: str = "/e", sent_at: datetime | None = None) -> EventRequest:
    """Return the request that a value is."""
    return read_request(Decoded(value=value, sent_at=sent_at), path=path)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"api_key": "phc_a", "batch": [EVENT]}, id="batch"),
        pytest.param({"token": "phc_a", "batch": [EVENT]}, id="batch-with-token"),
        pytest.param({"batch": [{**EVENT, "properties": {"token": "phc_a"}}]}, id="batch-inside"),
        pytest.param([{**EVENT, "properties": {"token": "phc_a"}}], id="array"),
        pytest.param([{**EVENT, "api_key": " phc_a "}, EVENT], id="array-one-names-it"),
        pytest.param({**EVENT, "api_key": "phc_a"}, id="single-api-key"),
        pytest.param({**EVENT, "token": "phc_a"}, id="single-token"),
        pytest.param({**EVENT, "$token": "phc_a"}, id="single-dollar-token"),
        pytest.param({**EVENT, "api_key": "", "properties": {"token": "phc_a"}}, id="empty-first"),
    ],
)
def test_every_shape_gives_its_events_and_token(value: Json) -> None:
    request = read(value)
    assert request.token == "phc_a"
    assert request.events[0]["event"] == "a"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        pytest.param({"batch": [EVENT]}, "missing_api_key", id="none"),
        pytest.param({"api_key": " ", "batch": [EVENT]}, "missing_api_key", id="blank"),
        pytest.param({"api_key": 5, "batch": [EVENT]}, "missing_api_key", id="number"),
        pytest.param({"api_key": "x" * 65, "batch": [EVENT]}, "invalid_api_key", id="too-long"),
        pytest.param({"api_key": "phc_ü", "batch": [EVENT]}, "invalid_api_key", id="not-ascii"),
        pytest.param({"api_key": "a\0b", "batch": [EVENT]}, "invalid_api_key", id="nul"),
        pytest.param({"api_key": "phx_a", "batch": [EVENT]}, "personal_api_key", id="personal"),
        pytest.param([{"token": "a"}, {"token": "b"}], "conflicting_api_keys", id="mixed"),
        pytest.param([1, 2], "missing_api_key", id="no-objects"),
    ],
)
def test_a_request_without_one_good_token_is_refused(value: Json, code: str) -> None:
    with pytest.raises(UnauthenticatedError) as refused:
        read(value)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("value", "code"),
    [
        pytest.param([], "empty_batch", id="empty-array"),
        pytest.param({"api_key": "a", "batch": []}, "empty_batch", id="empty-batch"),
        pytest.param({"api_key": "a", "batch": {}}, "invalid_batch", id="object-batch"),
        pytest.param({"api_key": "a", "batch": "x"}, "invalid_batch", id="text-batch"),
        pytest.param({"api_key": "a", "batch": None}, "invalid_batch", id="null-batch"),
        pytest.param("text", "invalid_body", id="text"),
        pytest.param(1, "invalid_body", id="number"),
        pytest.param(None, "invalid_body", id="null"),
    ],
)
def test_a_request_without_events_is_refused(value: Json, code: str) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        read(value)
    assert refused.value.code == code


def test_what_is_not_an_object_is_counted_and_the_rest_keeps_its_order() -> None:
    request = read({"api_key": "a", "batch": [{"event": "1"}, None, "x", {"event": "2"}, [1]]})
    assert [event["event"] for event in request.events] == ["1", "2"]
    assert request.malformed == 3


@pytest.mark.parametrize(
    ("text", "sent_at"),
    [
        pytest.param("2026-11-22T16:30:13.594Z", datetime(2026, 11, 22, 16, 30, 13, 594000, UTC)),
        pytest.param("2026-11-22T16:30:13+03:00", datetime(2026, 11, 22, 13, 30, 13, tzinfo=UTC)),
        pytest.param("2026-11-22T16:30:13", datetime(2026, 11, 22, 16, 30, 13, tzinfo=UTC)),
        pytest.param("yesterday", QUERY_TIME),
        pytest.param("0001-01-01T00:00:00+14:00", QUERY_TIME),
        pytest.param(1795365013594, QUERY_TIME),
    ],
)
def test_the_batch_says_when_it_was_sent_before_the_query_does(
    text: Json, sent_at: datetime
) -> None:
    value: Json = {"api_key": "a", "sent_at": text, "batch": [EVENT]}
    assert read(value, sent_at=QUERY_TIME).sent_at == sent_at


def test_recordings_say_it_in_their_elements() -> None:
    value: Json = [{**EVENT, "token": "a", "sent_at": "2026-11-22T16:30:13Z"}]
    assert read(value, path="/s/").sent_at == datetime(2026, 11, 22, 16, 30, 13, tzinfo=UTC)
    assert read(value, path="/e/").sent_at is None


def test_only_true_makes_a_request_historical() -> None:
    batch: dict[str, Json] = {"api_key": "a", "batch": [EVENT]}
    assert read({**batch, "historical_migration": True}).historical
    assert not read({**batch, "historical_migration": "false"}).historical
    assert not read(batch).historical
