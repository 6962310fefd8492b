"""What capture makes of requests, ingestion reads: v1, parts, what was left out, the slow queue."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import orjson
import pytest

from functions.capture.app import app
from functions.ingest.handler import handle
from shared import clock, snapshot
from shared.domain.events.envelope import ORDINARY, SLOW
from shared.snapshot import DropRule, Snapshot
from tests.edge_client import send
from tests.integration.functions.ingest.conftest import PROJECT
from tools.queue_messages import TOKEN, failed_ids, invocation, record

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

    from shared.snapshot import SnapshotTeam
    from tests.integration.ministack import Aws

NOW: Final = datetime(2026, 11, 22, 12, tzinfo=UTC)
V1: Final = "/i/v1/analytics/events"
HEADERS: Final = {
    "Authorization": f"Bearer {TOKEN}",
    "Content-Type": "application/json",
    "PostHog-Sdk-Info": "posthog-go/1.2.3",
    "PostHog-Attempt": "1",
    "PostHog-Request-Id": str(UUID(int=1)),
    "PostHog-Request-Timestamp": (NOW - timedelta(minutes=10)).isoformat(),
}


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let capture receive at noon."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


def publish(aws: Aws, team: SnapshotTeam) -> None:
    aws.publish(Snapshot(version=2, teams={TOKEN: team}))
    snapshot.forget()


def ingest(aws: Aws, queue: str = ORDINARY) -> None:
    records = [record(message["Body"]) for message in aws.messages(queue)]
    assert failed_ids(handle(invocation(*records), None)) == set()


def rows(client: Client, columns: str) -> list[tuple[Any, ...]]:
    found = client.query(f"SELECT {columns} FROM events ORDER BY event").result_rows
    return [tuple(row) for row in found]


def warnings(client: Client) -> Counter[str]:
    found = client.query("SELECT type, details FROM ingestion_warnings").result_rows
    told: Counter[str] = Counter()
    for kind, details in found:
        told[kind] += orjson.loads(details)["count"]
    return told


def batch(*names: str, **root: object) -> bytes:
    events = [{"event": name, "distinct_id": "u"} for name in names]
    return orjson.dumps({"api_key": TOKEN, "batch": events, **root})


def v1(number: int, **fields: object) -> dict[str, object]:
    whole = {"event": f"e{number}", "uuid": str(UUID(int=number)), "distinct_id": "u", **fields}
    return {"timestamp": "2026-11-22T11:00:00Z", "properties": {}, **whole}


def test_v1_events_are_stored_as_their_results_said(project: Client, aws: Aws) -> None:
    events = [
        v1(1, options={"process_person_profile": False}, session_id=str(UUID(int=77))),
        v1(2, distinct_id="Guest"),
        v1(3, timestamp="soon"),
        v1(4),
        v1(5, options={"disable_skew_correction": True}),
    ]
    body = orjson.dumps({"created_at": NOW.isoformat(), "batch": events})
    answer = send(app, V1, body=body, headers=HEADERS)
    results = orjson.loads(answer["body"])["results"]
    ingest(aws)
    stored = rows(project, "toString(uuid), person_mode, toString(session_id), properties['$lib']")
    kept = [uuid for uuid, result in results.items() if result["result"] != "drop"]
    assert sorted(row[0] for row in stored) == sorted(kept)
    modes = {row[0]: row[1] for row in stored}
    assert modes[str(UUID(int=1))] == modes[str(UUID(int=2))] == "propertyless"
    assert modes[str(UUID(int=4))] == "full"
    assert stored[0][2] == str(UUID(int=77))
    assert warnings(project) == {"invalid_event_timestamp": 1}


def test_the_timestamp_of_a_v1_request_corrects_its_events(project: Client, aws: Aws) -> None:
    events = [v1(1), v1(2, options={"disable_skew_correction": True})]
    send(app, V1, body=orjson.dumps({"batch": events}), headers=HEADERS)
    ingest(aws)
    times = [row[0] for row in rows(project, "timestamp")]
    eleven = NOW - timedelta(hours=1)
    assert times == [eleven + timedelta(minutes=7, seconds=30), eleven]


def test_an_event_in_parts_is_stored_whole(project: Client, aws: Aws) -> None:
    event = {"event": "$ai_generation", "distinct_id": "u", "properties": {"$ai_model": "m"}}
    parts = (("event", orjson.dumps(event), "application/json"),
             ("event.properties.$ai_input", b"hello\r\n", "text/plain"))  # fmt: skip
    body = b"".join(
        b'--b\r\nContent-Disposition: form-data; name="%b"\r\nContent-Type: %b\r\n\r\n%b\r\n'
        % (name.encode(), kind.encode(), content)
        for name, content, kind in parts
    )
    headers = {**HEADERS, "Content-Type": "multipart/form-data; boundary=b"}
    assert send(app, "/i/v0/ai", body=body + b"--b--", headers=headers)["statusCode"] == 200
    ingest(aws)
    (row,) = rows(project, "event, properties['$ai_model'], properties['$ai_input']")
    assert row == ("$ai_generation", "m", "hello\r\n")


def test_what_capture_left_out_is_not_stored_and_is_told(project: Client, aws: Aws) -> None:
    noise = (DropRule(event="noise"),)
    publish(aws, replace(PROJECT, limited=("exceptions",), drop_rules=noise))
    send(app, "/batch", body=batch("a", "$exception", "noise", "b"))
    send(app, "/batch", body=batch("$exception", "$exception"))
    publish(aws, PROJECT)
    ingest(aws)
    assert [row[0] for row in rows(project, "event")] == ["a", "b"]
    assert warnings(project) == {"quota_limited": 3}


def test_an_accepted_event_is_stored_whatever_the_quota_is_by_then(
    project: Client, aws: Aws
) -> None:
    send(app, "/batch", body=batch("a"))
    publish(aws, replace(PROJECT, limited=("events",), drop_rules=(DropRule(event="a"),)))
    ingest(aws)
    assert [row[0] for row in rows(project, "event")] == ["a"]


def test_the_slow_queue_is_read_like_the_other(project: Client, aws: Aws) -> None:
    send(app, "/batch", body=batch("a", historical_migration=True))
    assert aws.messages(ORDINARY) == []
    ingest(aws, SLOW)
    assert [row[0] for row in rows(project, "event")] == ["a"]
