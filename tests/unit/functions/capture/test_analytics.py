"""Analytics v1: what is said of every event, of whole batches, and what ingestion gets of them."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

import orjson
import pytest

from functions.capture import take
from functions.capture.app import app
from functions.capture.rates import Rates
from shared.domain.events.envelope import SLOW, read_envelope
from shared.domain.events.requests import read_request
from shared.domain.events.rules import check_event
from shared.http.body import MAX_BODY_BYTES, decode_body
from shared.snapshot import DropRule, SnapshotTeam
from tests.edge_client import send

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shared.domain.events.event_request import EventRequest
    from tools.memory_aws import MemoryAws

PATH: Final = "/i/v1/analytics/events"
TOKEN: Final = "phc_a"
TEAM: Final = SnapshotTeam(team_id=1, token=TOKEN, timezone="UTC", anonymize_ips=False)
UUIDS: Final = [str(UUID(int=number, version=4)) for number in range(1, 9)]
HEADERS: Final = {
    "Authorization": f"Bearer {TOKEN}",
    "Content-Type": "application/json",
    "User-Agent": "posthog-python/7.91.1",
    "PostHog-Sdk-Info": "posthog-python/7.91.1",
    "PostHog-Attempt": "1",
    "PostHog-Request-Id": str(UUID(int=99, version=4)),
    "PostHog-Request-Timestamp": "2026-11-23T01:02:03.5+00:00",
}


@pytest.fixture
def project(memory: MemoryAws) -> MemoryAws:
    """A memory in which one project is published."""
    memory.publish(TEAM)
    return memory


def event(number: int = 0, **fields: object) -> dict[str, Any]:
    """Return an event as SDKs send it; a field of None is left out."""
    whole = {
        "event": "v1ev",
        "uuid": UUIDS[number],
        "distinct_id": "u4",
        "timestamp": "2026-11-22T16:28:54.995323+00:00",
        "options": {},
        "properties": {"a": 1},
        **fields,
    }
    return {name: value for name, value in whole.items() if value is not None}


def post(
    *events: object, headers: Mapping[str, str | None] | None = None, **root: object
) -> tuple[int, dict[str, Any], dict[str, str]]:
    """Send a batch; a header of None is left out."""
    body = {"created_at": "2026-11-22T16:28:54.995514+00:00", "batch": list(events), **root}
    sent = {**HEADERS, **(headers or {})}
    answer = send(
        app,
        PATH,
        body=orjson.dumps(body),
        headers={name: text for name, text in sent.items() if text is not None},
    )
    return answer["statusCode"], orjson.loads(answer["body"]), answer["headers"]


def queued(memory: MemoryAws) -> EventRequest:
    """Return what ingestion reads of the first message."""
    envelope = read_envelope(memory.sent[0]["MessageBody"])
    decoded = decode_body(
        envelope.body or b"",
        content_type=envelope.content_type,
        content_encoding=envelope.content_encoding,
        query=envelope.query,
    )
    return read_request(decoded, path=envelope.path, token=envelope.token, headers=envelope.headers)


def test_every_kept_event_is_named_as_ok(project: MemoryAws) -> None:
    status, body, headers = post(event(0), event(1))
    assert status == 200
    assert body == {"results": {UUIDS[0]: {"result": "ok"}, UUIDS[1]: {"result": "ok"}}}
    assert "Retry-After" not in headers
    assert len(project.sent) == 1


def test_what_sdks_lifted_out_of_the_properties_is_back_in_them(project: MemoryAws) -> None:
    options = {
        "cookieless_mode": True,
        "disable_skew_correction": True,
        "product_tour_id": "t1",
        "process_person_profile": False,
        "unknown": 5,
    }
    post(event(options=options, session_id="s1", window_id="w1"))
    request = queued(project)
    assert request.sent_at == datetime(2026, 11, 23, 1, 2, 3, 500_000, tzinfo=UTC)
    (found,) = request.events
    assert found == {
        "event": "v1ev",
        "uuid": UUIDS[0],
        "distinct_id": "u4",
        "timestamp": "2026-11-22T16:28:54.995323+00:00",
        "properties": {
            "$lib": "posthog-python",
            "$lib_version": "7.91.1",
            "a": 1,
            "$session_id": "s1",
            "$window_id": "w1",
            "$cookieless_mode": True,
            "$ignore_sent_at": True,
            "$product_tour_id": "t1",
            "$process_person_profile": False,
        },
    }


def test_the_older_name_of_an_option_is_read_too(project: MemoryAws) -> None:
    post(event(options={"disable_skew_adjustment": True}))
    properties: Any = queued(project).events[0]["properties"]
    assert properties["$ignore_sent_at"] is True


def test_a_library_that_an_event_names_itself_stays(project: MemoryAws) -> None:
    post(event(properties={"$lib": "mine"}))
    properties: Any = queued(project).events[0]["properties"]
    assert (properties["$lib"], properties["$lib_version"]) == ("mine", "7.91.1")


@pytest.mark.parametrize(
    ("fields", "details"),
    [
        ({"event": None}, "missing_event_name"),
        ({"event": ""}, "missing_event_name"),
        ({"event": "x" * 201}, "event_name_too_long"),
        ({"distinct_id": None}, "missing_distinct_id"),
        ({"distinct_id": ""}, "missing_distinct_id"),
        ({"distinct_id": "x" * 201}, "distinct_id_too_large"),
        ({"timestamp": "yesterday"}, "invalid_event_timestamp"),
        ({"timestamp": "2026-11-22T16:28:54"}, "invalid_event_timestamp"),
        ({"timestamp": 1_795_365_013}, "invalid_event_timestamp"),
        ({"timestamp": "2026-13-22T16:28:54Z"}, "invalid_event_timestamp"),
        ({"properties": [1]}, "malformed_event_properties"),
        ({"event": "$performance_event"}, "dropped_performance_event"),
        ({"options": {"cookieless_mode": "yes"}}, "invalid_options"),
        ({"options": {"product_tour_id": 5}}, "invalid_options"),
        ({"options": [1]}, "invalid_options"),
    ],
)
def test_a_bad_event_is_dropped_alone_and_says_why(
    project: MemoryAws, fields: dict[str, Any], details: str
) -> None:
    status, body, _ = post(event(0, **fields), event(1))
    assert status == 200
    assert body["results"] == {
        UUIDS[0]: {"result": "drop", "details": details},
        UUIDS[1]: {"result": "ok"},
    }
    reasons = [check_event(found, path=PATH) for found in queued(project).events]
    assert [reason and reason.value for reason in reasons] == [details, None]


def test_a_batch_without_one_good_event_is_answered_and_not_queued(project: MemoryAws) -> None:
    status, body, _ = post(event(distinct_id=None))
    assert (status, project.sent) == (200, [])
    assert body["results"][UUIDS[0]]["result"] == "drop"


@pytest.mark.parametrize("text", ["guest", " Anonymous-User ", "0", "[object Object]", "NaN"])
def test_an_id_of_nobody_is_kept_without_a_person(project: MemoryAws, text: str) -> None:
    _, body, _ = post(event(distinct_id=text, options={"process_person_profile": True}))
    assert body["results"][UUIDS[0]] == {
        "result": "warning",
        "details": "person_processing_disabled",
    }
    properties: Any = queued(project).events[0]["properties"]
    assert properties["$process_person_profile"] is False


@pytest.mark.parametrize(
    ("events", "root", "code"),
    [
        ([], {}, "empty_batch"),
        ([event(uuid=None)], {}, "missing_uuid"),
        ([event(uuid="")], {}, "missing_uuid"),
        ([event(uuid="1")], {}, "invalid_uuid"),
        ([event(uuid=5)], {}, "invalid_uuid"),
        ([event(0), event(0)], {}, "duplicate_uuid"),
        ([event(0), event(uuid=UUIDS[0].upper())], {}, "duplicate_uuid"),
        ([event(), 5], {}, "invalid_batch"),
        ([event()], {"created_at": "now"}, "invalid_created_at"),
        ([event()], {"created_at": 5}, "invalid_created_at"),
        ([event()], {"batch": {"event": "a"}}, "invalid_body"),
    ],
)
def test_a_batch_that_cannot_be_answered_by_event_is_refused_whole(
    project: MemoryAws, events: list[Any], root: dict[str, Any], code: str
) -> None:
    status, body, headers = post(*events, **root)
    assert (status, body["error"], project.sent) == (400, code, [])
    assert set(body) == {"error", "error_description", "error_uri"}
    assert body["error_uri"].endswith(code)
    assert "Retry-After" not in headers


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"Authorization": None}, 401, "missing_api_key"),
        ({"Authorization": TOKEN}, 401, "missing_api_key"),
        ({"Authorization": "Bearer phc_other"}, 401, "invalid_api_key"),
        ({"Authorization": "Bearer phx_mine"}, 401, "personal_api_key"),
        ({"Content-Type": None}, 415, "unsupported_media_type"),
        ({"Content-Type": "text/plain"}, 415, "unsupported_media_type"),
        ({"Content-Encoding": "compress"}, 415, "unsupported_encoding"),
        ({"PostHog-Sdk-Info": None}, 400, "missing_header"),
        ({"PostHog-Sdk-Info": "python"}, 400, "invalid_header"),
        ({"PostHog-Attempt": None}, 400, "missing_header"),
        ({"PostHog-Attempt": "0"}, 400, "invalid_header"),
        ({"PostHog-Request-Id": "mine"}, 400, "invalid_header"),
        ({"PostHog-Request-Timestamp": None}, 400, "missing_header"),
        ({"PostHog-Request-Timestamp": "1795365013"}, 400, "invalid_header"),
    ],
)
def test_a_header_that_is_missing_or_wrong_is_named(
    project: MemoryAws, headers: dict[str, str | None], status: int, code: str
) -> None:
    found, body, _ = post(event(), headers=headers)
    assert (found, body["error"], project.sent) == (status, code, [])


@pytest.mark.parametrize(
    ("encoding", "encode"), [("gzip", gzip.compress), ("deflate", zlib.compress)]
)
def test_compressed_bodies_are_read(
    project: MemoryAws, encoding: str, encode: Callable[[bytes], bytes]
) -> None:
    body = encode(orjson.dumps({"batch": [event()]}))
    answer = send(app, PATH, body=body, headers={**HEADERS, "Content-Encoding": encoding})
    assert (answer["statusCode"], len(project.sent)) == (200, 1)
    assert queued(project).events[0]["event"] == "v1ev"


def test_a_body_above_the_ceiling_is_refused_in_this_protocols_form(project: MemoryAws) -> None:
    answer = send(app, PATH, body=b"x" * (MAX_BODY_BYTES + 1), headers=HEADERS)
    assert (answer["statusCode"], project.sent) == (413, [])
    assert orjson.loads(answer["body"])["error"] == "payload_too_large"


def test_an_import_takes_the_slow_queue(project: MemoryAws) -> None:
    post(event(), historical_migration=True)
    assert project.sent[0]["QueueUrl"] == SLOW


def test_without_any_store_the_sdk_is_asked_to_come_back(project: MemoryAws) -> None:
    post(event())
    project.broken.update({"sqs", "s3"})
    status, body, headers = post(event(1))
    assert (status, body["error"]) == (503, "temporarily_unavailable")
    assert int(headers["Retry-After"]) > 0


def test_over_quota_is_said_by_event_and_as_a_whole_when_nothing_is_left(
    memory: MemoryAws,
) -> None:
    memory.publish(replace(TEAM, limited=("exceptions",)))
    status, body, _ = post(event(0), event(1, event="$exception"))
    assert status == 200
    assert body["results"][UUIDS[1]] == {"result": "drop", "details": "quota_limited"}
    status, body, headers = post(event(event="$exception"))
    assert (status, body["error"]) == (402, "quota_limited")
    assert "Retry-After" not in headers
    told = read_envelope(memory.sent[1]["MessageBody"])
    assert (told.is_told_only, told.left_out) == (True, {"quota_limited": (0,)})


def test_an_event_that_a_rule_drops_says_so(memory: MemoryAws) -> None:
    memory.publish(replace(TEAM, drop_rules=(DropRule(event="noise"),)))
    _, body, _ = post(event(event="noise"), event(1))
    assert body["results"][UUIDS[0]] == {"result": "drop", "details": "dropped_by_rule"}


def test_above_its_rate_a_server_is_asked_to_wait_a_minute(
    memory: MemoryAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(take, "rates", Rates())
    memory.publish(replace(TEAM, events_per_minute=1))
    assert post(event())[0] == 200
    status, body, headers = post(event(uuid=str(uuid4())))
    assert (status, body["error"], headers["Retry-After"]) == (429, "throttled", "60")
    assert len(memory.sent) == 1
