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
