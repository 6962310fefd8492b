"""Which events are kept, and why the others are not (sdk-protocol 3.1 and 4.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import orjson
import pytest

from shared.domain.events.rules import (
    MAX_DEPTH,
    DropReason,
    check_event,
    distinct_id,
    event_name,
    is_nested_too_deep,
)

if TYPE_CHECKING:
    from shared.json import Json

EVENT: Final[dict[str, Json]] = {"event": "a", "distinct_id": "u"}


def nested(levels: int) -> Json:
    """Return an array in an array and so on."""
    value: Json = []
    for _ in range(levels - 1):
        value = [value]
    return value


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(EVENT, id="least"),
        pytest.param({"event": "a", "$distinct_id": "u"}, id="dollar-id"),
        pytest.param({"event": "a", "properties": {"distinct_id": "u"}}, id="id-in-properties"),
        pytest.param({**EVENT, "properties": None}, id="null-properties"),
        pytest.param({**EVENT, "uuid": ""}, id="empty-uuid"),
        pytest.param({**EVENT, "uuid": None}, id="null-uuid"),
        pytest.param({**EVENT, "uuid": "01A20418-084D-7F6E-865D-2AEB4A365A27"}, id="uuid"),
        pytest.param({**EVENT, "timestamp": "whenever"}, id="bad-timestamp"),
        pytest.param({**EVENT, "properties": {"x": nested(MAX_DEPTH - 2)}}, id="deep"),
    ],
)
def test_a_usable_event_is_kept(event: dict[str, Json]) -> None:
    assert check_event(event, path="/e") is None


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        pytest.param({"distinct_id": "u"}, DropReason.MISSING_EVENT_NAME, id="no-name"),
        pytest.param({**EVENT, "event": ""}, DropReason.MISSING_EVENT_NAME, id="empty-name"),
        pytest.param({**EVENT, "event": 5}, DropReason.MISSING_EVENT_NAME, id="number-name"),
        pytest.param({"event": "a"}, DropReason.MISSING_DISTINCT_ID, id="no-id"),
        pytest.param({**EVENT, "distinct_id": ""}, DropReason.MISSING_DISTINCT_ID, id="empty-id"),
        pytest.param(
            {"event": "a", "distinct_id": None}, DropReason.MISSING_DISTINCT_ID, id="null-id"
        ),
        pytest.param(
            {**EVENT, "properties": [1]}, DropReason.MALFORMED_PROPERTIES, id="array-properties"
        ),
        pytest.param(
            {**EVENT, "properties": ""}, DropReason.MALFORMED_PROPERTIES, id="text-properties"
        ),
        pytest.param({**EVENT, "uuid": "x"}, DropReason.INVALID_UUID, id="bad-uuid"),
        pytest.param({**EVENT, "uuid": 7}, DropReason.INVALID_UUID, id="number-uuid"),
        pytest.param({**EVENT, "x": nested(MAX_DEPTH + 1)}, DropReason.TOO_DEEP, id="too-deep"),
        pytest.param(
            {"event": "a", "distinct_id": nested(300)}, DropReason.TOO_DEEP, id="too-deep-id"
        ),
        pytest.param(
            {"event": "$performance_event"}, DropReason.PERFORMANCE_EVENT, id="performance"
        ),
        pytest.param({**EVENT, "event": "$snapshot"}, DropReason.SNAPSHOT, id="snapshot"),
    ],
)
def test_an_unusable_event_is_dropped_for_a_reason(
    event: dict[str, Json], reason: DropReason
) -> None:
    assert check_event(event, path="/e") == reason


def test_only_clients_mistakes_are_faults() -> None:
    innocent = {reason for reason in DropReason if not reason.is_fault}
    not_wanted = {DropReason.QUOTA_LIMITED, DropReason.DROP_RULE}
    assert innocent == {DropReason.PERFORMANCE_EVENT, DropReason.SNAPSHOT, *not_wanted}


@pytest.mark.parametrize("path", ["/engage", "/engage/"])
def test_engage_implies_the_name(path: str) -> None:
    assert event_name({"$distinct_id": "u"}, path=path) == "$identify"
    assert event_name({"event": "b"}, path=path) == "b"
    assert event_name({"$distinct_id": "u"}, path="/e") == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param("u", "u", id="text"),
        pytest.param(23, "23", id="number"),
        pytest.param(True, "true", id="boolean"),
        pytest.param(["a"], '["a"]', id="array"),
        pytest.param("a\0b", "a\ufffdb", id="nul"),
        pytest.param("x" * 300, "x" * 200, id="long"),
        pytest.param("😀" * 300, "😀" * 200, id="long-wide"),
        pytest.param(nested(300), "", id="too-deep"),
    ],
)
def test_a_distinct_id_is_text(value: Json, text: str) -> None:
    assert distinct_id({"distinct_id": value}) == text


def test_the_distinct_id_of_the_event_comes_before_that_of_its_properties() -> None:
    event: dict[str, Json] = {"distinct_id": "top", "properties": {"distinct_id": "inside"}}
    assert distinct_id(event) == "top"
    assert distinct_id({**event, "distinct_id": None}) == "inside"


def test_the_deepest_event_that_is_kept_can_be_written_again() -> None:
    deepest = nested(MAX_DEPTH)
    assert isinstance(deepest, list)
    assert not is_nested_too_deep(deepest)
    assert is_nested_too_deep([deepest])
    orjson.dumps({"row": {"columns": {"properties": deepest}}})
