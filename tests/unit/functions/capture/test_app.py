"""Capture through its proxy v1 event: what it answers, and what it has made durable by then."""

from __future__ import annotations

import gzip
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, Final

import orjson
import pytest

from functions.capture.app import app
from shared.domain.events.envelope import CLAIM_THRESHOLD_BYTES, read_envelope
from shared.domain.events.requests import read_request
from shared.domain.events.rules import check_event
from shared.http.body import MAX_BODY_BYTES, decode_body
from shared.snapshot import SnapshotTeam
from tests.edge_client import PEER, send
from tests.fixtures.sdk_bodies.load import EVENT_PATHS, TOKEN, SdkRequest, recorded

if TYPE_CHECKING:
    from tools.memory_aws import MemoryAws

TEAM: Final = SnapshotTeam(team_id=7, token=TOKEN, timezone="UTC", anonymize_ips=False)
EVENT: Final = {"event": "a", "distinct_id": "u"}
BODY: Final = orjson.dumps({"api_key": TOKEN, "batch": [EVENT]})
BIG: Final = orjson.dumps({"api_key": TOKEN, "batch": [{**EVENT, "x": "x" * 300_000}]})
ORIGIN: Final = {"Origin": "https://shop.example"}


@pytest.fixture
def project(memory: MemoryAws) -> MemoryAws:
    """A memory in which one project is published."""
    memory.publish(TEAM)
    return memory


def attributes(message: dict[str, Any]) -> dict[str, str]:
    """Return the attributes of a sent message."""
    return {name: value["StringValue"] for name, value in message["MessageAttributes"].items()}


@pytest.mark.parametrize("request_", recorded(*EVENT_PATHS), ids=lambda found: found.name)
def test_what_real_sdks_send_is_accepted_as_it_was_sent(
    project: MemoryAws, request_: SdkRequest
) -> None:
    answer = send(
        app,
        request_.path,
        body=request_.body,
        headers=request_.headers,
        query=request_.query,
    )
    assert (answer["statusCode"], answer["body"]) == (200, '{"status":"Ok"}')
    envelope = read_envelope(project.sent[0]["MessageBody"])
    assert envelope.body == request_.body
    decoded = decode_body(
        request_.body,
        content_type=envelope.content_type,
        content_encoding=envelope.content_encoding,
        query=envelope.query,
    )
    events = read_request(decoded, path=envelope.path).events
    assert events
    assert all(check_event(event, path=envelope.path) is None for event in events)


@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize("path", ["/batch", "/e", "/i/v0/e", "/capture", "/track", "/engage"])
def test_every_path_accepts_with_and_without_trailing_slash(
    project: MemoryAws, path: str, slash: str
) -> None:
    assert send(app, path + slash, body=BODY)["statusCode"] == 200
    assert read_envelope(project.sent[0]["MessageBody"]).path == path


def test_a_resource_that_arrives_with_its_slash_is_the_same(project: MemoryAws) -> None:
    assert send(app, "/e/", resource="/e/", body=BODY)["statusCode"] == 200
    assert read_envelope(project.sent[0]["MessageBody"]).path == "/e"


def test_the_message_carries_what_ingestion_needs(project: MemoryAws) -> None:
    body = gzip.compress(BODY)
    headers = {
        "Content-Type": "text/plain",
        "User-Agent": "browser",
        "X-Forwarded-For": "192.0.2.1",
    }
    send(app, "/e/", body=body, headers=headers, query={"_": "1795365011967", "other": "x"})
    message = project.sent[0]
    envelope = read_envelope(message["MessageBody"])
    assert message["QueueUrl"] == "events"
    assert message["MessageGroupId"] == "7"
    assert attributes(message) == {
        "request_id": envelope.request_id,
        "token": TOKEN,
        "team_id": "7",
        "received_at_ms": str(envelope.received_at_ms),
    }
    assert (envelope.team_id, envelope.token, envelope.body) == (7, TOKEN, body)
    assert (envelope.ip, envelope.user_agent) == ("192.0.2.1", "browser")
    assert envelope.query == {"_": "1795365011967"}


def test_every_request_has_an_id_of_its_own(project: MemoryAws) -> None:
    for _ in range(3):
        send(app, "/e/", body=BODY)
    assert len({attributes(message)["request_id"] for message in project.sent}) == 3


def test_a_pixel_is_accepted(project: MemoryAws) -> None:
    data = b64encode(orjson.dumps({**EVENT, "api_key": TOKEN})).decode()
    answer = send(app, "/e/", method="GET", query={"data": data})
    assert answer["statusCode"] == 200
    envelope = read_envelope(project.sent[0]["MessageBody"])
    assert (envelope.body, envelope.query) == (b"", {"data": data})


def test_a_beacon_is_answered_like_any_other(project: MemoryAws) -> None:
    assert send(app, "/e/", body=BODY, query={"beacon": "1"})["statusCode"] == 200
    assert project.sent


def test_the_address_travels_for_ingestion_to_locate_and_leave_out(memory: MemoryAws) -> None:
    memory.publish(SnapshotTeam(team_id=7, token=TOKEN, timezone="UTC", anonymize_ips=True))
    send(app, "/e/", body=BODY)
    assert read_envelope(memory.sent[0]["MessageBody"]).ip == PEER


def test_one_bad_event_does_not_cost_the_others(project: MemoryAws) -> None:
    batch = [EVENT, {"event": "no id"}, "no object", {**EVENT, "uuid": "x"}]
    body = orjson.dumps({"api_key": TOKEN, "batch": batch})
    assert send(app, "/batch/", body=body)["statusCode"] == 200
    assert read_envelope(project.sent[0]["MessageBody"]).body == body


def test_a_request_without_one_good_event_is_refused(project: MemoryAws) -> None:
    body = orjson.dumps({"api_key": TOKEN, "batch": [{"event": "no id"}, 5]})
    answer = send(app, "/batch/", body=body)
    assert answer["statusCode"] == 400
    assert "missing_distinct_id" in answer["body"]
    assert "not_an_object" in answer["body"]
    assert project.sent == []


def test_events_that_nobody_wants_are_accepted_and_not_kept(project: MemoryAws) -> None:
    body = orjson.dumps({"api_key": TOKEN, "batch": [{"event": "$performance_event"}]})
    assert send(app, "/e/", body=body)["statusCode"] == 200
    assert project.sent == []


def test_an_unknown_token_is_refused_in_words(project: MemoryAws) -> None:
    body = orjson.dumps({**EVENT, "api_key": "phc_other"})
    answer = send(app, "/e/", body=body)
    assert answer["statusCode"] == 401
    assert answer["headers"]["Content-Type"].startswith("text/plain")
    assert project.sent == []


def test_without_a_snapshot_everything_is_accepted_for_ingestion_to_decide(
    memory: MemoryAws,
) -> None:
    assert send(app, "/e/", body=BODY)["statusCode"] == 200
    message = memory.sent[0]
    assert read_envelope(message["MessageBody"]).team_id is None
    assert "team_id" not in attributes(message)
    assert message["MessageGroupId"] == TOKEN


def test_a_body_above_the_ceiling_is_refused(project: MemoryAws) -> None:
    answer = send(app, "/batch/", body=BODY + b" " * MAX_BODY_BYTES, headers=ORIGIN)
    assert answer["statusCode"] == 413
    assert answer["headers"]["Access-Control-Allow-Origin"] == ORIGIN["Origin"]
    assert project.sent == []


def test_a_big_body_travels_through_s3(project: MemoryAws) -> None:
    assert len(BIG) > CLAIM_THRESHOLD_BYTES
    assert send(app, "/batch/", body=BIG)["statusCode"] == 200
    envelope = read_envelope(project.sent[0]["MessageBody"])
    claim = f"claims/{envelope.request_id}"
    assert (envelope.body, envelope.claim) == (None, claim)
    assert project.objects["intake", claim] == BIG


@pytest.mark.parametrize("body", [BODY, BIG], ids=["small", "big"])
def test_a_failing_queue_leaves_the_request_in_the_fallback(
    project: MemoryAws, body: bytes
) -> None:
    project.broken.add("sqs")
    assert send(app, "/batch/", body=body)["statusCode"] == 200
    stored = [key for bucket, key in project.objects if key.startswith("fallback/")]
    envelope = read_envelope(project.objects["intake", stored[0]].decode())
    claimed = project.objects.get(("intake", envelope.claim or ""))
    assert body in (envelope.body, claimed)
    assert len(project.objects["intake", stored[0]]) < 1_000_000


@pytest.mark.parametrize("body", [BODY, BIG], ids=["small", "big"])
def test_without_any_store_the_sdk_is_asked_to_come_back(project: MemoryAws, body: bytes) -> None:
    send(app, "/batch/", body=BODY)
    project.broken.update({"sqs", "s3"})
    answer = send(app, "/batch/", body=body, headers=ORIGIN)
    assert answer["statusCode"] == 503
    assert int(answer["headers"]["Retry-After"]) > 0
    assert answer["headers"]["Access-Control-Allow-Origin"] == ORIGIN["Origin"]
    assert len(project.sent) == 1


def test_a_preflight_is_answered(project: MemoryAws) -> None:
    asked = {**ORIGIN, "Access-Control-Request-Headers": "content-type"}
    answer = send(app, "/e/", method="OPTIONS", headers=asked)
    assert answer["statusCode"] == 200
    assert answer["headers"]["Access-Control-Allow-Headers"] == "content-type"
    assert project.sent == []


def test_concurrent_requests_never_see_each_other(memory: MemoryAws) -> None:
    teams = [
        SnapshotTeam(team_id=number, token=f"phc_{number}", timezone="UTC", anonymize_ips=False)
        for number in (1, 2)
    ]
    memory.publish(*teams)

    def post(number: int) -> tuple[int, str]:
        team = teams[number % 2]
        body = orjson.dumps({**EVENT, "api_key": team.token, "properties": {"n": number}})
        origin = f"https://{number}.example"
        answer = send(app, "/e/", body=body, headers={"Origin": origin})
        assert answer["headers"]["Access-Control-Allow-Origin"] == origin
        return answer["statusCode"], team.token

    contexts = [copy_context() for _ in range(200)]
    with ThreadPoolExecutor(8) as pool:
        futures = [
            pool.submit(context.run, post, number) for number, context in enumerate(contexts)
        ]
        answered = [future.result() for future in futures]
    assert all(status == 200 for status, _ in answered)
    seen = set()
    for message in memory.sent:
        envelope = read_envelope(message["MessageBody"])
        content = orjson.loads(envelope.body or b"")
        assert envelope.token == content["api_key"] == f"phc_{envelope.team_id}"
        seen.add(content["properties"]["n"])
    assert seen == set(range(200))
