"""What was sealed can be loaded again by the deployed workflow, and changes nothing twice."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import orjson
import pytest
import zstandard

from shared import clock
from shared.domain.events.seal import prefix_of
from tests.e2e.waiting import eventually
from tools.emulated import Emulated, emulator_of

if TYPE_CHECKING:
    from tools.project import Project
    from tools.stack import Stack

COUNTS: Final = "SELECT count(), count(DISTINCT uuid), countIf(event = 'lost') FROM events"
EVENTS: Final = 25
NEWEST: Final = 10  # sealed objects to look at
AT: Final = datetime(2026, 1, 2, 3, 30, tzinfo=UTC)  # an hour in which nothing else was sealed


@pytest.fixture
def emulated(stack: Stack) -> Emulated:
    return emulator_of(stack)


def run_workflow(emulated: Emulated, **time_range: str) -> str:
    """Start the state machine of the replay, and return how it ended."""
    deployed = emulated.call("stepfunctions", "list_state_machines")["stateMachines"]
    (machine,) = [row for row in deployed if "replaywal" in row["name"].lower()]
    started = emulated.call(
        "stepfunctions",
        "start_execution",
        stateMachineArn=machine["stateMachineArn"],
        input=orjson.dumps(time_range).decode(),
    )["executionArn"]

    def status() -> str:
        found = emulated.call("stepfunctions", "describe_execution", executionArn=started)
        return str(found["status"])

    eventually(lambda: status() != "RUNNING", what="the end of the workflow", seconds=60)
    return status()


def replay(emulated: Emulated, first: datetime, last: datetime) -> None:
    """Replay a range of time and wait until all of it is loaded."""
    ended = run_workflow(emulated, **{"from": first.isoformat(), "to": last.isoformat()})
    assert ended == "SUCCEEDED"
    eventually(lambda: emulated.waiting("clickhouse-load") == 0, what="an empty queue")


def send(project: Project) -> None:
    """Send events and wait until they are stored."""
    batch = [{"event": f"e {number}", "distinct_id": "d"} for number in range(EVENTS)]
    body = {"api_key": project.token, "batch": batch}
    project.http.post(f"{project.url}/batch/", json=body).raise_for_status()
    project.wait_for_rows("SELECT uuid FROM events", count=EVENTS)


def sealed_lines(emulated: Emulated, project: Project) -> list[dict[str, Any]]:
    """Return the rows of a project, just sealed, as they lie in the log."""
    bucket = emulated.bucket("wal")
    listed = emulated.call("s3", "list_objects_v2", Bucket=bucket, Prefix=prefix_of("events"))[
        "Contents"
    ]
    newest = sorted(listed, key=lambda row: row["LastModified"])[-NEWEST:]
    found: list[dict[str, Any]] = []
    for row in newest:
        body = emulated.call("s3", "get_object", Bucket=bucket, Key=row["Key"])["Body"].read()
        lines = zstandard.ZstdDecompressor().decompress(body).splitlines()
        rows: list[dict[str, Any]] = [orjson.loads(line) for line in lines]
        found += [line for line in rows if line["team_id"] == project.id]
    return found


def seal_lost(emulated: Emulated, lines: list[dict[str, Any]]) -> None:
    """Put an object into the log whose rows never reached ClickHouse."""
    lost = [{**line, "uuid": str(uuid.uuid4()), "event": "lost"} for line in lines]
    content = b"".join(orjson.dumps(line) + b"\n" for line in lost)
    key = f"{prefix_of('events')}{AT:%Y/%m/%d/%H}/{sha256(content).hexdigest()}.zst"
    body = zstandard.compress(content)
    emulated.call("s3", "put_object", Bucket=emulated.bucket("wal"), Key=key, Body=body)


def test_what_clickhouse_lost_comes_back_once_from_the_log(
    project: Project, emulated: Emulated
) -> None:
    send(project)
    lines = sealed_lines(emulated, project)
    assert len(lines) == EVENTS
    seal_lost(emulated, lines)
    for _ in range(2):
        replay(emulated, AT, AT + timedelta(minutes=1))
        project.wait_for_rows("SELECT uuid FROM events", count=2 * EVENTS)
        assert project.rows(COUNTS) == [[2 * EVENTS, 2 * EVENTS, EVENTS]]


def test_a_replay_of_what_was_just_ingested_changes_no_count(
    project: Project, emulated: Emulated
) -> None:
    send(project)
    now = clock.now()
    replay(emulated, now - timedelta(hours=1), now + timedelta(hours=1))
    assert project.rows(COUNTS) == [[EVENTS, EVENTS, 0]]


def test_a_range_that_makes_no_sense_ends_the_workflow_as_failed(emulated: Emulated) -> None:
    backwards = {"from": "2026-01-02T00:00:00Z", "to": "2026-01-01T00:00:00Z"}
    assert run_workflow(emulated, **backwards) == "FAILED"
