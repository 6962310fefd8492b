"""Events of language models: by the batch as any others, and one by one in parts."""

from __future__ import annotations

import gzip
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import orjson
import pytest

from functions.capture.app import app
from shared.domain.events.envelope import read_envelope
from shared.domain.events.requests import read_request
from shared.http.body import decode_body
from shared.snapshot import SnapshotTeam
from tests.edge_client import send

if TYPE_CHECKING:
    from shared.domain.events.event_request import EventRequest
    from tools.memory_aws import MemoryAws

TOKEN: Final = "phc_a"
TEAM: Final = SnapshotTeam(team_id=1, token=TOKEN, timezone="UTC", anonymize_ips=False)
EVENT: Final = {"event": "$ai_generation", "distinct_id": "u"}
MODEL: Final = {"$ai_model": "m-1"}
HEADERS: Final = {
    "Authorization": f"Bearer {TOKEN}",
    "Content-Type": 'multipart/form-data; boundary="b 1"',
}
JSON: Final = "application/json"


@pytest.fixture
def project(memory: MemoryAws) -> MemoryAws:
    """A memory in which one project is published."""
    memory.publish(TEAM)
    return memory


def part(name: str, content: bytes, kind: str = JSON, encoding: str = "") -> bytes:
    """Return a part with what stands before it."""
    head = f'\r\nContent-Disposition: form-data; name="{name}"\r\nContent-Type: {kind}'
    coded = f"\r\nContent-Encoding: {encoding}" if encoding else ""
    return f"--b 1{head}{coded}\r\n\r\n".encode() + content + b"\r\n"


def form(*parts: bytes) -> bytes:
    """Return the body of a form."""
    return b"".join(parts) + b"--b 1--\r\n"


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


def test_the_parts_of_one_event_come_together(project: MemoryAws) -> None:
    body = form(
        part("event", orjson.dumps({**EVENT, "properties": {"a": 1}})),
        part("event.properties", orjson.dumps(MODEL)),
        part("event.properties.$ai_input", gzip.compress(b'[{"role":"user"}]'), encoding="gzip"),
        part("event.properties.$ai_output", 'he said "ü"\r\n\r\n--b'.encode(), "text/plain"),
    )
    answer = send(app, "/i/v0/ai/", body=body, headers=HEADERS)
    assert (answer["statusCode"], answer["body"]) == (200, '{"status":"Ok"}')
    (found,) = queued(project).events
    assert found == {
        **EVENT,
        "properties": {
            "a": 1,
            "$ai_model": "m-1",
            "$ai_input": [{"role": "user"}],
            "$ai_output": 'he said "ü"\r\n\r\n--b',
        },
    }


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (form(), 400),
        (form(part("other", b"{}")), 400),
        (form(part("event", b"[]")), 400),
        (form(part("event", b"{")), 400),
        (form(part("event", orjson.dumps(EVENT))), 400),
        (
            form(part("event", orjson.dumps({"event": "a", "distinct_id": "u"})),
                 part("event.properties", orjson.dumps(MODEL))),
            400,
        ),
        (form(part("event", orjson.dumps({"event": "$ai_x", "properties": MODEL}))), 400),
        (form(part("event", orjson.dumps({**EVENT, "x": "x" * 33_000}))), 413),
        (form(part("event", orjson.dumps(EVENT)),
              part("event.properties", orjson.dumps({**MODEL, "x": "x" * 990_000}))), 413),
        (form(*[part(f"event.properties.{number}", b"1") for number in range(100)]), 413),
        (part("event", orjson.dumps(EVENT)), 400),
        (form(part("", b"{}")), 400),
        (form(part("event", b"[" * 600 + b"]" * 600)), 400),
        (b"--b 1\r\n" + b"x" * 10_000 + b"\r\n--b 1--\r\n", 400),
    ],
)  # fmt: skip
def test_what_is_no_event_of_a_model_is_refused(
    project: MemoryAws, body: bytes, status: int
) -> None:
    answer = send(app, "/i/v0/ai", body=body, headers=HEADERS)
    assert (answer["statusCode"], project.sent) == (status, [])


@pytest.mark.parametrize("boundary", ["", "x" * 71, "other"])
def test_a_form_without_its_boundary_is_refused(project: MemoryAws, boundary: str) -> None:
    body = form(part("event", orjson.dumps({**EVENT, "properties": MODEL})))
    kind = f"multipart/form-data; boundary={boundary}"
    answer = send(app, "/i/v0/ai", body=body, headers={**HEADERS, "Content-Type": kind})
    assert (answer["statusCode"], project.sent) == (400, [])


@pytest.mark.parametrize("authorization", ["", "Basic abc", "Bearer phc_other"])
def test_the_token_of_the_parts_is_in_the_header(project: MemoryAws, authorization: str) -> None:
    body = form(part("event", orjson.dumps({**EVENT, "properties": MODEL, "api_key": TOKEN})))
    headers = {**HEADERS, "Authorization": authorization}
    answer = send(app, "/i/v0/ai", body=body, headers=headers)
    assert (answer["statusCode"], project.sent) == (401, [])


def test_over_quota_parts_are_asked_to_wait_and_counted(memory: MemoryAws) -> None:
    memory.publish(replace(TEAM, limited=("llm_events",)))
    body = form(part("event", orjson.dumps({**EVENT, "properties": MODEL})))
    answer = send(app, "/i/v0/ai", body=body, headers=HEADERS)
    assert answer["statusCode"] == 429
    assert int(answer["headers"]["Retry-After"]) > 0
    assert read_envelope(memory.sent[0]["MessageBody"]).is_told_only


def test_a_batch_of_them_is_a_batch_like_any_other(project: MemoryAws) -> None:
    body = orjson.dumps({"api_key": TOKEN, "batch": [{**EVENT, "properties": MODEL}]})
    answer = send(app, "/i/v0/ai/batch/", body=body)
    assert (answer["statusCode"], answer["body"]) == (200, '{"status":"Ok"}')
    assert read_envelope(project.sent[0]["MessageBody"]).path == "/i/v0/ai/batch"
