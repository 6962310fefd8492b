"""The message of one accepted request survives being written and read."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.events.envelope import Envelope, read_envelope, write_envelope
from shared.errors import InvalidRequestError

ENVELOPE: Final = Envelope(
    request_id="01a20418-084d-7f6e-865d-2aeb4a365a27",
    token="phc_a",
    team_id=7,
    received_at_ms=1_795_365_013_594,
    path="/e",
    query={"_": "1"},
    content_type="text/plain",
    content_encoding="",
    ip="192.0.2.1",
    user_agent="ünïcode",
    body=b"\x1f\x8b",
    claim=None,
)


@given(
    body=st.binary(),
    user_agent=st.text(),
    query=st.dictionaries(st.text(), st.text()),
    ip=st.text(),
)
def test_what_is_written_is_read(
    body: bytes, user_agent: str, query: dict[str, str], ip: str
) -> None:
    envelope = replace(ENVELOPE, body=body, user_agent=user_agent, query=query, ip=ip)
    assert read_envelope(write_envelope(envelope)) == envelope


def test_a_claim_stands_for_its_body() -> None:
    envelope = replace(ENVELOPE, body=None, claim="claims/1", team_id=None)
    assert read_envelope(write_envelope(envelope)) == envelope


def test_what_was_left_out_and_which_queue_it_takes_travel_too() -> None:
    envelope = replace(
        ENVELOPE,
        queue="events-historical",
        headers={"posthog-sdk-info": "a/1"},
        left_out={"quota_limited": (0, 2, 7, 8, 1000), "dropped_by_rule": (3,)},
    )
    assert read_envelope(write_envelope(envelope)) == envelope


def test_what_was_left_out_of_the_largest_request_fits_into_a_message() -> None:
    everything = {"quota_limited": tuple(range(0, 400_000, 2))}
    text = write_envelope(replace(ENVELOPE, left_out=everything))
    assert len(text) < 100_000
    assert read_envelope(text).left_out == everything


def test_a_message_of_an_older_version_is_read() -> None:
    newer = {"queue", "headers", "left_out"}
    whole = orjson.loads(write_envelope(ENVELOPE))
    text = orjson.dumps({name: value for name, value in whole.items() if name not in newer})
    assert read_envelope(text.decode()) == ENVELOPE


@pytest.mark.parametrize(
    ("body", "query", "left_out", "is_so"),
    [
        (b"", {}, {"quota_limited": (0,)}, True),
        (b"", {"data": "x"}, {"quota_limited": (0,)}, False),
        (b"x", {}, {"quota_limited": (0,)}, False),
        (None, {}, {"quota_limited": (0,)}, False),
        (b"", {}, {}, False),
    ],
)
def test_a_message_that_only_tells_has_nothing_but_what_was_left_out(
    body: bytes | None, query: dict[str, str], left_out: dict[str, tuple[int, ...]], is_so: bool
) -> None:
    envelope = replace(ENVELOPE, body=body, query=query, left_out=left_out)
    assert envelope.is_told_only is is_so


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("[]", id="array"),
        pytest.param("{}", id="empty"),
        pytest.param('{"v":1}', id="incomplete"),
        pytest.param(write_envelope(ENVELOPE).replace('"v":1', '"v":2'), id="newer-version"),
        pytest.param(
            orjson.dumps({**orjson.loads(write_envelope(ENVELOPE)), "body": "*"}).decode(),
            id="no-base64",
        ),
    ],
)
def test_what_is_no_envelope_is_refused(text: str) -> None:
    with pytest.raises(InvalidRequestError):
        read_envelope(text)
