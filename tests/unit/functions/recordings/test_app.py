"""Recordings: what is accepted is stored as it was received, under its team (sdk-protocol 3.4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import orjson
import pytest

from functions.recordings.app import app
from shared.domain.events.envelope import read_envelope
from shared.http.body import MAX_BODY_BYTES
from shared.snapshot import SnapshotTeam
from tests.edge_client import PEER, send
from tests.fixtures.sdk_bodies.load import TOKEN, SdkRequest, recorded

if TYPE_CHECKING:
    from shared.json import Json
    from tools.memory_aws import MemoryAws

TEAM: Final = SnapshotTeam(team_id=7, token=TOKEN, timezone="UTC", anonymize_ips=True)
PROPERTIES: Final[dict[str, Json]] = {
    "token": TOKEN,
    "distinct_id": "u",
    "$session_id": "01a20418-00ca",
    "$snapshot_data": [{"type": 4}],
}
SNAPSHOT: Final[dict[str, Json]] = {"event": "$snapshot", "properties": PROPERTIES}


@pytest.fixture
def project(memory: MemoryAws) -> MemoryAws:
    """A memory in which one project is published."""
    memory.publish(TEAM)
    return memory


def stored(memory: MemoryAws) -> dict[str, bytes]:
    """Return the stored recordings by key."""
    return {key: body for (bucket, key), body in memory.objects.items() if bucket == "recordings"}


def without(name: str, value: Json = None) -> Json:
    """Return a snapshot with one property changed, or absent."""
    kept: dict[str, Json] = {key: found for key, found in PROPERTIES.items() if key != name}
    return {**SNAPSHOT, "properties": kept if value is None else {**kept, name: value}}


@pytest.mark.parametrize("request_", recorded("/s/"), ids=lambda found: found.name)
def test_what_the_browser_sends_is_stored_as_it_was_sent(
    project: MemoryAws, request_: SdkRequest
) -> None:
    answer = send(
        app, request_.path, body=request_.body, headers=request_.headers, query=request_.query
    )
    assert (answer["statusCode"], answer["body"]) == (200, '{"status":"Ok"}')
    ((key, content),) = stored(project).items()
    head, _, body = content.partition(b"\n")
    envelope = read_envelope(head.decode())
    assert body == request_.body
    assert envelope.token == TOKEN
    assert key.startswith("7/incoming/")
    assert key.endswith(envelope.request_id)


def test_a_single_snapshot_is_accepted(project: MemoryAws) -> None:
    assert send(app, "/s/", body=orjson.dumps(SNAPSHOT))["statusCode"] == 200
    ((key, content),) = stored(project).items()
    assert "/01a20418-00ca/" in key
    assert PEER.encode() not in content


@pytest.mark.parametrize(
    "snapshot",
    [
        pytest.param(without("$session_id"), id="no-session"),
        pytest.param(without("$session_id", "x" * 71), id="long-session"),
        pytest.param(without("$session_id", "../../8/x"), id="path-as-session"),
        pytest.param(without("$session_id", 5), id="number-session"),
        pytest.param(without("$snapshot_data"), id="no-data"),
        pytest.param(without("$snapshot_data", "text"), id="text-data"),
        pytest.param(without("distinct_id"), id="no-distinct-id"),
        pytest.param({**SNAPSHOT, "properties": 5, "token": TOKEN}, id="no-properties"),
    ],
)
def test_a_snapshot_that_cannot_be_played_is_refused(project: MemoryAws, snapshot: Json) -> None:
    answer = send(app, "/s/", body=orjson.dumps([snapshot]))
    assert answer["statusCode"] == 400
    assert stored(project) == {}


def test_a_request_with_one_good_snapshot_is_kept_whole(project: MemoryAws) -> None:
    body = orjson.dumps([without("$snapshot_data"), SNAPSHOT])
    assert send(app, "/s/", body=body)["statusCode"] == 200
    ((_, content),) = stored(project).items()
    assert content.endswith(b"\n" + body)


def test_an_unknown_token_is_refused(project: MemoryAws) -> None:
    answer = send(app, "/s/", body=orjson.dumps([without("token", "phc_other")]))
    assert answer["statusCode"] == 401
    assert stored(project) == {}


def test_a_body_above_the_ceiling_is_refused(project: MemoryAws) -> None:
    assert send(app, "/s/", body=b" " * (MAX_BODY_BYTES + 1))["statusCode"] == 413
    assert stored(project) == {}


def test_nothing_is_accepted_that_is_not_stored(project: MemoryAws) -> None:
    body = orjson.dumps(SNAPSHOT)
    send(app, "/s/", body=body)
    project.broken.add("s3")
    answer = send(app, "/s/", body=body)
    assert answer["statusCode"] == 503
    assert int(answer["headers"]["Retry-After"]) > 0


def test_without_a_snapshot_nobody_knows_where_to_store(memory: MemoryAws) -> None:
    assert send(app, "/s/", body=orjson.dumps(SNAPSHOT))["statusCode"] == 503
    assert stored(memory) == {}


def test_over_quota_is_answered_as_accepted_and_not_stored(memory: MemoryAws) -> None:
    memory.publish(replace(TEAM, limited=("recordings",)))
    answer = send(app, "/s/", body=orjson.dumps(SNAPSHOT))
    assert answer["statusCode"] == 200
    assert orjson.loads(answer["body"]) == {"status": "Ok", "quota_limited": ["recordings"]}
    assert stored(memory) == {}


def test_a_quota_of_events_says_nothing_of_recordings(memory: MemoryAws) -> None:
    memory.publish(replace(TEAM, limited=("events",)))
    answer = send(app, "/s/", body=orjson.dumps(SNAPSHOT))
    assert orjson.loads(answer["body"]) == {"status": "Ok"}
    assert len(stored(memory)) == 1
