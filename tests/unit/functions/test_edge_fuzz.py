"""Whatever is sent to the SDK edge, in whatever encoding: it is accepted or refused in words."""

from __future__ import annotations

import gzip
import json
import zlib
from base64 import b64encode
from typing import TYPE_CHECKING, Final

import orjson
import pytest
from hypothesis import HealthCheck, event, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from functions.capture.app import app as capture
from functions.flags.app import app as flags
from functions.recordings.app import app as recordings
from shared.domain.events.rules import check_event
from shared.http.body import FORM_CONTENT_TYPE
from shared.snapshot import SnapshotTeam
from tests.edge_client import send
from tests.fixtures.sdk_bodies.load import EVENT_PATHS, TOKEN, recorded
from tests.unit.functions.capture.queued import queued_events

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.http.edge import EdgeApp
    from tools.memory_aws import MemoryAws

TEAM: Final = SnapshotTeam(team_id=1, token=TOKEN, timezone="UTC", anonymize_ips=False)
ANSWERS: Final = {200, 400, 401, 413}

TEXTS = st.text(st.characters(exclude_categories=()))
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=10,
)
EVENT_FIELDS = ("event", "distinct_id", "$distinct_id", "properties", "uuid", "token", "timestamp")
EVENTS = st.dictionaries(st.sampled_from(EVENT_FIELDS), JSON_VALUES) | JSON_VALUES
REQUESTS = (
    st.fixed_dictionaries(
        {"batch": st.lists(EVENTS, max_size=4) | JSON_VALUES},
        optional={"api_key": st.just(TOKEN) | JSON_VALUES, "sent_at": JSON_VALUES},
    )
    | EVENTS
)
ENCODERS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "plain": lambda body: body,
    "gzip": gzip.compress,
    "base64": b64encode,
    "gzip in base64": lambda body: b64encode(gzip.compress(body)),
    "form": lambda body: b"data=" + b64encode(body),
    "deflate": zlib.compress,
}
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Content-Type": st.sampled_from(["text/plain", "application/json", FORM_CONTENT_TYPE]),
        "Content-Encoding": st.sampled_from(["gzip", "deflate", "br", "zstd", "identity", "?"]),
        "Origin": TEXTS,
        "X-Forwarded-For": TEXTS,
        "User-Agent": TEXTS,
    },
)
QUERIES = st.dictionaries(
    st.sampled_from(["data", "compression", "_", "sent_at", "ver", "beacon"]),
    st.sampled_from(["gzip", "base64", "lz64", "1", "1795365011967"]) | TEXTS,
)


RECORDED = st.sampled_from(recorded(*EVENT_PATHS, "/s/", "/flags/"))


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    """Return a body of any encoding around almost any JSON."""
    text = json.dumps(draw(REQUESTS)).encode()  # lenient: it writes NaN and half pairs
    return mutate(draw, ENCODERS[draw(st.sampled_from(sorted(ENCODERS)))](text))


def mutate(draw: st.DrawFn, content: bytes) -> bytes:
    """Return ``content`` with a few bytes changed, cut or doubled, most often with none."""
    body = bytearray(content)
    for _ in range(draw(st.integers(0, 3))):
        position = draw(st.integers(0, max(len(body) - 1, 0)))
        body[position : position + draw(st.integers(0, 3))] = draw(st.binary(max_size=3))
    return bytes(body)


@st.composite
def mutated_recordings(draw: st.DrawFn) -> tuple[bytes, dict[str, str], dict[str, str]]:
    """Return what an SDK really sent, damaged."""
    chosen = draw(RECORDED)
    return mutate(draw, chosen.body), chosen.headers, chosen.query


ANYTHING = st.tuples(bodies() | st.binary(), HEADERS, QUERIES)


@pytest.mark.parametrize(
    ("app", "path", "method"),
    [
        (capture, "/e/", "POST"),
        (capture, "/engage/", "POST"),
        (capture, "/e/", "GET"),
        (recordings, "/s/", "POST"),
        (flags, "/flags/", "POST"),
        (flags, "/decide/", "POST"),
    ],
)
@hypothesis_settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(request_=ANYTHING | mutated_recordings())
def test_no_request_is_ever_a_defect(
    memory: MemoryAws,
    app: EdgeApp,
    path: str,
    method: str,
    request_: tuple[bytes, dict[str, str], dict[str, str]],
) -> None:
    body, headers, query = request_
    memory.publish(TEAM)
    memory.sent.clear()
    answer = send(app, path, method=method, body=body, headers=headers, query=query)
    event(f"status {answer['statusCode']}")
    assert answer["statusCode"] in ANSWERS
    if memory.sent:
        assert answer["statusCode"] == 200
        kept = [found for found in queued_events(memory) if not check_event(found, path=path)]
        assert kept
        orjson.dumps(kept)
