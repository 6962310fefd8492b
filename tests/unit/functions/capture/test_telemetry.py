"""Logs, metrics and traces: the token counts, the body does not, and the answer is never 404."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Final

import pytest

from functions.capture.app import app
from functions.capture.telemetry import PATHS
from shared.http.body import MAX_BODY_BYTES
from shared.snapshot import SnapshotTeam
from tests.edge_client import send

if TYPE_CHECKING:
    from tools.memory_aws import MemoryAws

TOKEN: Final = "phc_a"
TEAM: Final = SnapshotTeam(team_id=1, token=TOKEN, timezone="UTC", anonymize_ips=False)
LOGS: Final = b'{"resourceLogs":[]}'
QUERY: Final = {"token": TOKEN}
BEARER: Final = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def project(memory: MemoryAws) -> MemoryAws:
    """A memory in which one project is published."""
    memory.publish(TEAM)
    return memory


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("slash", ["", "/"])
def test_either_form_of_the_token_is_accepted_and_nothing_is_stored(
    project: MemoryAws, path: str, slash: str
) -> None:
    by_query = send(app, path + slash, body=gzip.compress(LOGS), query=QUERY)
    by_header = send(app, path + slash, body=LOGS, headers=BEARER)
    for answer in (by_query, by_header):
        assert (answer["statusCode"], answer["body"]) == (200, "{}")
    assert project.sent == []


def test_protobuf_is_answered_in_protobuf(project: MemoryAws) -> None:
    assert project.objects
    headers = {"Content-Type": "application/x-protobuf"}
    answer = send(app, "/i/v1/metrics", body=b"\x0a\x00", headers=headers, query=QUERY)
    assert (answer["statusCode"], answer["body"]) == (200, "")
    assert answer["headers"]["Content-Type"] == "application/x-protobuf"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("query", [{}, {"token": "phc_other"}, {"token": "phx_mine"}])
def test_a_wrong_token_is_refused(project: MemoryAws, path: str, query: dict[str, str]) -> None:
    assert project.objects
    assert send(app, path, body=LOGS, query=query)["statusCode"] == 401


def test_a_body_above_the_ceiling_is_refused_so_that_the_client_halves_it(
    project: MemoryAws,
) -> None:
    assert project.objects
    answer = send(app, "/i/v1/logs", body=b"x" * (MAX_BODY_BYTES + 1), query=QUERY)
    assert answer["statusCode"] == 413
