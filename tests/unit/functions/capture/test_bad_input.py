"""A corpus of bad input: a documented refusal or a dropped event, and never more than that."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Final

import orjson
import pytest

from functions.capture.app import app
from shared.domain.events.envelope import read_envelope
from shared.domain.events.rules import DropReason, check_event
from shared.snapshot import SnapshotTeam
from tests.edge_client import send
from tests.unit.functions.capture.queued import queued_events

if TYPE_CHECKING:
    from tools.memory_aws import MemoryAws

TOKEN: Final = "phc_a"
TEAM: Final = SnapshotTeam(team_id=1, token=TOKEN, timezone="UTC", anonymize_ips=False)
GOOD: Final = '{"event":"good","distinct_id":"u"}'

CORPUS: Final[dict[str, tuple[int, bytes]]] = {
    "nothing": (400, b""),
    "broken gzip": (400, b"\x1f\x8b\x08\x00garbage"),
    "cut gzip": (400, gzip.compress(b'{"api_key":"phc_a","batch":[]}')[:-5]),
    "gzip of garbage": (400, gzip.compress(b"\x00\x01\x02")),
    "broken json": (400, b'{"api_key":"phc_a","batch":[{"event":'),
    "no json": (400, b"hello"),
    "nul": (400, b'{"api_key":"phc_a","event":"a\x00b"}'),
    "10,000 levels": (400, b"[" * 10_000 + b"]" * 10_000),
    "10,000 levels in an event": (
        400,
        b'{"api_key":"phc_a","batch":[{"event":"a","distinct_id":"u","properties":{"x":'
        + b'{"x":' * 10_000
        + b"1"
        + b"}" * 10_000
        + b"}}]}",
    ),
    "a number": (400, b"5"),
    "a text": (400, b'"text"'),
    "null": (400, b"null"),
    "an empty batch": (400, b'{"api_key":"phc_a","batch":[]}'),
    "a batch that is none": (400, b'{"api_key":"phc_a","batch":"x"}'),
    "an event without anything": (400, b'{"api_key":"phc_a"}'),
    "an event of wrong types": (400, b'{"api_key":"phc_a","event":[],"distinct_id":{}}'),
    "no token": (401, b'{"batch":[' + GOOD.encode() + b"]}"),
    "a number as token": (401, b'{"api_key":5,"batch":[' + GOOD.encode() + b"]}"),
    "an unknown token": (401, b'{"api_key":"phc_b","batch":[' + GOOD.encode() + b"]}"),
    "a personal key": (401, b'{"api_key":"phx_b","batch":[' + GOOD.encode() + b"]}"),
    "a token with nul": (401, b'{"api_key":"phc_a\\u0000","batch":[' + GOOD.encode() + b"]}"),
    "five megabytes": (413, b'{"api_key":"phc_a","x":"' + b"x" * 5_000_000 + b'"}'),
    "a bomb": (413, gzip.compress(b" " * 25_000_000)),
}
BAD_EVENTS: Final[dict[str, tuple[str, DropReason]]] = {
    "no object": ("5", DropReason.NOT_AN_OBJECT),
    "array": ("[]", DropReason.NOT_AN_OBJECT),
    "no name": ('{"distinct_id":"u"}', DropReason.MISSING_EVENT_NAME),
    "name of a wrong type": ('{"event":{},"distinct_id":"u"}', DropReason.MISSING_EVENT_NAME),
    "no id": ('{"event":"a"}', DropReason.MISSING_DISTINCT_ID),
    "infinite id": ('{"event":"a","distinct_id":NaN}', DropReason.MISSING_DISTINCT_ID),
    "properties of a wrong type": (
        '{"event":"a","distinct_id":"u","properties":"x"}',
        DropReason.MALFORMED_PROPERTIES,
    ),
    "broken uuid": ('{"event":"a","distinct_id":"u","uuid":"1"}', DropReason.INVALID_UUID),
    "500 levels": (
        '{"event":"a","distinct_id":"u","x":' + "[" * 500 + "]" * 500 + "}",
        DropReason.TOO_DEEP,
    ),
}
STRANGE_EVENTS: Final = {
    "lone surrogate": r'{"event":"a\ud800","distinct_id":"\udfff"}',
    "nul": r'{"event":"a\u0000","distinct_id":"\u0000"}',
    "not a number": '{"event":"a","distinct_id":"u","properties":{"x":NaN,"y":-Infinity}}',
    "huge number": '{"event":"a","distinct_id":"u","properties":{"x":1e999}}',
    "huge integer": '{"event":"a","distinct_id":"u","properties":{"x":' + "9" * 400 + "}}",
    "noncharacter": '{"event":"a\uffff","distinct_id":"u"}',
}


@pytest.fixture
def project(memory: MemoryAws) -> MemoryAws:
    """A memory in which one project is published."""
    memory.publish(TEAM)
    return memory


@pytest.mark.parametrize("name", CORPUS)
def test_a_bad_request_is_refused_as_documented(project: MemoryAws, name: str) -> None:
    status, body = CORPUS[name]
    answer = send(app, "/e/", body=body)
    assert (answer["statusCode"], project.sent) == (status, [])
    assert answer["body"]


@pytest.mark.parametrize("name", BAD_EVENTS)
def test_a_bad_event_is_dropped_alone(project: MemoryAws, name: str) -> None:
    text, reason = BAD_EVENTS[name]
    body = f'{{"api_key":"{TOKEN}","batch":[{GOOD},{text},{GOOD}]}}'.encode()
    assert send(app, "/batch/", body=body)["statusCode"] == 200
    events = queued_events(project)
    reasons = [check_event(event, path="/batch") for event in events]
    expected = [None, None] if reason is DropReason.NOT_AN_OBJECT else [None, reason, None]
    assert reasons == expected


@pytest.mark.parametrize("name", STRANGE_EVENTS)
def test_a_strange_event_is_kept_and_can_be_stored(project: MemoryAws, name: str) -> None:
    body = f'{{"api_key":"{TOKEN}","batch":[{GOOD},{STRANGE_EVENTS[name]}]}}'.encode()
    assert send(app, "/batch/", body=body)["statusCode"] == 200
    events = queued_events(project)
    assert [check_event(event, path="/batch") for event in events] == [None, None]
    assert orjson.loads(orjson.dumps(list(events))) == list(events)


def test_what_no_message_can_carry_is_replaced(project: MemoryAws) -> None:
    headers = {"User-Agent": "a\ud800b\uffff", "Content-Type": "text/plain"}
    query = {"data": '{"api_key":"phc_a","event":"a\ufffe","distinct_id":"\udfff"}'}
    assert send(app, "/e/", headers=headers, query=query)["statusCode"] == 200
    message: str = project.sent[0]["MessageBody"]
    assert not {"\ufffe", "\uffff"} & set(message)
    assert read_envelope(message).user_agent == "a\ufffdb\ufffd"
