"""Capture against a real queue and bucket: what is accepted arrives there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import orjson
import pytest

from functions.capture.app import app
from shared import settings
from shared.domain.events.envelope import read_envelope
from shared.snapshot import Snapshot, SnapshotTeam
from tests.edge_client import send
from tests.fixtures.sdk_bodies.load import EVENT_PATHS, TOKEN, recorded

if TYPE_CHECKING:
    from tests.integration.ministack import Aws

TEAM: Final = SnapshotTeam(team_id=7, token=TOKEN, timezone="UTC", anonymize_ips=False)
EVENT: Final = {"event": "a\uffff\ud83d\ude00", "distinct_id": "u"}


@pytest.fixture
def project(aws: Aws) -> Aws:
    """Stores in which one project is published."""
    aws.publish(Snapshot(version=1, teams={TOKEN: TEAM}))
    return aws


def body_of(size: int) -> bytes:
    """Return a request of about so many bytes."""
    return orjson.dumps({"api_key": TOKEN, "batch": [{"event": "a", "distinct_id": "x" * size}]})


def test_what_real_sdks_send_arrives_whole(project: Aws) -> None:
    requests = recorded(*EVENT_PATHS)
    for request in requests:
        answer = send(
            app, request.path, body=request.body, headers=request.headers, query=request.query
        )
        assert answer["statusCode"] == 200
    imports = project.messages("events-historical")
    messages = [*project.messages("events"), *imports]
    bodies = [read_envelope(message["Body"]).body for message in messages]
    assert sorted(body or b"" for body in bodies) == sorted(request.body for request in requests)
    assert 0 < len(imports) < len(messages)
    attributes = messages[0]["MessageAttributes"]
    assert attributes["team_id"]["StringValue"] == "7"
    assert attributes["token"]["StringValue"] == TOKEN


@pytest.mark.parametrize(
    ("size", "is_claimed"), [(190_000, False), (200_000, True), (4_300_000, True)]
)
def test_a_body_of_any_size_is_durable(project: Aws, size: int, is_claimed: bool) -> None:
    body = body_of(size)
    assert send(app, "/batch/", body=body)["statusCode"] == 200
    (message,) = project.messages("events")
    envelope = read_envelope(message["Body"])
    assert (envelope.claim is not None) is is_claimed
    stored = project.objects("intake").get(envelope.claim or "", envelope.body)
    assert stored == body


def test_a_project_created_a_moment_ago_is_known(project: Aws) -> None:
    other = replace(TEAM, team_id=8, token="phc_new")
    body = orjson.dumps({"api_key": "phc_new", "event": "a", "distinct_id": "u"})
    assert send(app, "/e/", body=body)["statusCode"] == 401
    project.publish(Snapshot(version=2, teams={TOKEN: TEAM, "phc_new": other}))
    assert send(app, "/e/", body=body)["statusCode"] == 200


def test_a_queue_that_is_gone_leaves_the_request_in_s3(project: Aws) -> None:
    broken = {**project.settings.queues, "events": project.settings.queues["events"] + "-gone"}
    with settings.use(replace(project.settings, queues=broken)):
        assert send(app, "/batch/", body=body_of(10))["statusCode"] == 200
    ((key, text),) = project.objects("intake").items()
    assert key.startswith("fallback/")
    assert read_envelope(text.decode()).body == body_of(10)
