"""The replay of the write-ahead log, task by task, on emulated queues and a real ClickHouse."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from functions.jobs.replay_wal import list_sealed, queue_sealed
from functions.load import handler as load
from shared.clickhouse.insert import insert_sealed
from shared.domain.events.rows import NO_UUID, Row, write_line
from shared.domain.events.seal import seal
from shared.errors import NotFoundError
from shared.ids import event_uuid
from tools.queue_messages import failed_ids, invocation, record

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

    from shared.domain.events.seal import Sealed
    from tests.integration.ministack import Aws

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TWO_HOURS = {"from": "2026-11-22T12:30:00Z", "to": "2026-11-22T14:00:00+00:00"}


def line(number: int) -> bytes:
    row = Row(
        uuid=str(event_uuid("request", number)),
        team_id=1,
        event="e",
        at=1_795_348_800_000,
        distinct_id=f"user {number}",
        person_id=NO_UUID,
        properties={"n": number},
        groups={},
        elements_chain="",
        person_mode="full",
    )
    return write_line(row)


def seal_hours(hours: int, per_hour: int) -> list[Sealed]:
    """Seal objects of one row in the hours from noon on."""
    sealed = []
    for number in range(hours * per_hour):
        received_at = NOON + timedelta(hours=number // per_hour)
        sealed.append(seal([line(number)], received_at=received_at))
    return sealed


def texts(attributes: dict[str, Any]) -> dict[str, str]:
    return {name: value["StringValue"] for name, value in attributes.items()}


def replay(aws: Aws, time_range: dict[str, Any]) -> int:
    """Run the state machine's tasks and then the loads; return how many objects were loaded."""
    listed = list_sealed.handle(time_range, None)
    assert listed["problem"] is None
    queued = sum(
        queue_sealed.handle({"manifest": key}, None)["queued"] for key in listed["manifests"]
    )
    assert queued == listed["objects"]
    pointers = [
        record(message["Body"], attributes=texts(message["MessageAttributes"]))
        for message in aws.messages("clickhouse-load")
    ]
    assert len(pointers) == queued
    for start in range(0, len(pointers), 10):
        response = load.handle(invocation(*pointers[start : start + 10]), None)
        assert failed_ids(response) == set()
    return queued


def count(client: Client) -> int:
    return int(client.query("SELECT count() FROM events").result_rows[0][0])


def test_a_replay_loads_what_is_missing_in_its_hours_and_again_changes_nothing(
    clickhouse: Client, aws: Aws
) -> None:
    clickhouse.command("SYSTEM STOP MERGES events")
    sealed = seal_hours(hours=3, per_hour=12)
    for one in sealed[:20]:  # these had been inserted when they were sealed
        insert_sealed(one.content, token=one.token)
    assert count(clickhouse) == 20
    assert replay(aws, TWO_HOURS) == 24
    assert count(clickhouse) == 24
    assert replay(aws, TWO_HOURS) == 24
    assert count(clickhouse) == 24
    assert replay(aws, {"from": "2026-11-22", "to": "2026-11-23"}) == 36
    assert count(clickhouse) == 36


def test_rows_that_were_inserted_under_other_tokens_are_not_loaded_again(
    clickhouse: Client, aws: Aws
) -> None:
    clickhouse.command("SYSTEM STOP MERGES events")
    sealed = seal_hours(hours=1, per_hour=12)
    grouped = b"".join(one.content for one in sealed[:7])
    insert_sealed(grouped, token=sha256(grouped).hexdigest())
    seal([line(3), line(50), line(51)], received_at=NOON)
    assert replay(aws, {"from": "2026-11-22T12:00:00Z", "to": "2026-11-22T13:00:00Z"}) == 13
    assert count(clickhouse) == 14


def test_rows_of_other_tables_come_back_too_and_once(clickhouse: Client, aws: Aws) -> None:
    point = {
        "team_id": 1,
        "timestamp": "2026-11-22 12:00:00.000",
        "type": "click",
        "current_url": "https://shop.example/",
        "session_id": "",
        "distinct_id": "ann",
        "x": 1,
        "y": 2,
        "scale_factor": 16,
        "viewport_width": 100,
        "viewport_height": 50,
        "pointer_target_fixed": False,
        "uuid": str(event_uuid("request", 1)),
        "position": 0,
    }
    seal([orjson.dumps(point)], received_at=NOON, target="heatmaps")
    seal([line(1)], received_at=NOON)
    for _ in range(2):
        assert replay(aws, {"from": "2026-11-22T12:00:00Z", "to": "2026-11-22T13:00:00Z"}) == 2
    clickhouse.command("OPTIMIZE TABLE heatmaps FINAL")
    (row,) = clickhouse.query("SELECT team_id, x, y FROM heatmaps").result_rows
    assert tuple(row) == (1, 1, 2)
    assert count(clickhouse) == 1


def test_rows_that_were_deleted_come_back(clickhouse: Client, aws: Aws) -> None:
    seal([line(1), line(2)], received_at=NOON)
    assert replay(aws, TWO_HOURS) == 1
    clickhouse.command(
        f"DELETE FROM events WHERE uuid = '{event_uuid('request', 2)}'",
        settings={"lightweight_deletes_sync": 2},
    )
    assert count(clickhouse) == 1
    replay(aws, TWO_HOURS)
    assert count(clickhouse) == 2


def test_long_lists_are_split_into_manifests(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_sealed, "KEYS_PER_MANIFEST", 5)
    seal_hours(hours=1, per_hour=12)
    first = list_sealed.handle(TWO_HOURS, None)
    assert first["objects"] == 12
    assert len(first["manifests"]) == 3
    assert list_sealed.handle(TWO_HOURS, None) == first
    stored = aws.objects("wal")
    keys = [key for manifest in first["manifests"] for key in orjson.loads(stored[manifest])]
    assert keys == sorted(key for key in stored if key.startswith("v1/events/"))


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(
    "time_range",
    [
        {},
        {"from": "yesterday", "to": "today"},
        {"from": 1, "to": 2},
        {"from": "2026-11-22T12:00:00Z", "to": "2026-11-22T12:00:00Z"},
        {"from": "2026-01-01", "to": "2026-11-22"},
    ],
)
def test_a_range_that_makes_no_sense_is_answered_as_data(time_range: dict[str, Any]) -> None:
    answer = list_sealed.handle(time_range, None)
    assert answer["manifests"] == []
    assert answer["problem"].startswith("The range must")


@pytest.mark.usefixtures("aws")
def test_a_manifest_that_is_gone_fails_the_task() -> None:
    with pytest.raises(NotFoundError):
        queue_sealed.handle({"manifest": "v1/replays/none.json"}, None)
