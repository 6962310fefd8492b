"""What was accepted is compared with what is stored, hour by hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from functions.jobs.reconcile import handler as job
from shared import clock
from shared.clickhouse.insert import insert_sealed
from shared.domain.events.rows import NO_UUID, Row, write_line
from shared.domain.events.seal import seal
from shared.errors import TemporarilyUnavailableError
from shared.ids import event_uuid

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

    from tests.integration.ministack import Aws

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
AT = 1_795_348_800_000
HOUR_OF_NOON = {"from": "2026-11-22T12:00:00Z", "to": "2026-11-22T13:00:00Z"}


def line(number: int, *, team_id: int = 1, event: str = "viewed", later: int = 0) -> bytes:
    row = Row(
        uuid=str(event_uuid("request", number)),
        team_id=team_id,
        event=event,
        at=AT + later,
        distinct_id=f"user {number}",
        person_id=NO_UUID,
        properties={},
        groups={},
        elements_chain="",
        person_mode="full",
    )
    return write_line(row)


def accept(*lines: bytes, at: datetime = NOON, is_stored: bool = True) -> None:
    """Seal lines, as ingestion does, and insert them."""
    sealed = seal(lines, received_at=at)
    if is_stored:
        insert_sealed(sealed.content, token=sealed.token)


def findings(client: Client) -> list[tuple[Any, ...]]:
    found = client.query(
        "SELECT hour, team_id, accepted, missing FROM reconciliations FINAL ORDER BY ALL"
    ).result_rows
    return [tuple(row) for row in found]


@pytest.fixture
def stores(clickhouse: Client, aws: Aws) -> Client:
    assert aws
    return clickhouse


def test_an_hour_in_which_all_was_stored_shows_no_difference(stores: Client) -> None:
    accept(line(1), line(2), line(3, team_id=2))
    accept(line(2), line(4))  # a delivery that was regrouped
    answer = job.handle(HOUR_OF_NOON, None)
    assert answer["accepted"] == 4
    assert answer["missing"] == 0
    assert answer["is_done"]
    assert findings(stores) == [(NOON, 1, 3, 0), (NOON, 2, 1, 0)]


def test_events_that_are_not_stored_are_counted_by_project(stores: Client) -> None:
    accept(line(1), line(2))
    accept(line(2), line(3), line(4, team_id=2), is_stored=False)
    assert job.handle(HOUR_OF_NOON, None)["missing"] == 2
    assert findings(stores) == [(NOON, 1, 3, 1), (NOON, 2, 1, 1)]
    accept(line(3), line(4, team_id=2))  # a replay
    assert job.handle(HOUR_OF_NOON, None)["missing"] == 0
    assert findings(stores) == [(NOON, 1, 3, 0), (NOON, 2, 1, 0)]


def test_a_copy_that_was_removed_is_not_missing(stores: Client) -> None:
    accept(line(1))
    accept(line(1, later=200_000), is_stored=False)
    answer = job.handle(HOUR_OF_NOON, None)
    assert (answer["accepted"], answer["missing"]) == (1, 0)
    assert findings(stores) == [(NOON, 1, 1, 0)]


def test_the_same_uuid_of_another_event_does_not_hide_a_loss(stores: Client) -> None:
    accept(line(1))
    accept(line(1, event="left", later=5), is_stored=False)
    assert job.handle(HOUR_OF_NOON, None)["missing"] == 1
    assert findings(stores) == [(NOON, 1, 2, 1)]


@pytest.mark.usefixtures("stores")
def test_the_hours_of_yesterday_are_taken_one_by_one() -> None:
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    accept(line(1), at=today - timedelta(hours=20))
    accept(line(2), at=today - timedelta(minutes=1), is_stored=False)
    accept(line(3), at=today)
    state: dict[str, Any] = {}
    for _ in range(24):
        assert not state.get("is_done")
        state = job.handle(state, None)
    assert state["is_done"]
    assert (state["accepted"], state["missing"]) == (2, 1)


@pytest.mark.usefixtures("aws")
def test_without_an_answer_the_task_fails_and_is_tried_again(clickhouse: Client) -> None:
    accept(line(1))
    clickhouse.command("RENAME TABLE events TO gone")
    with pytest.raises(TemporarilyUnavailableError):
        job.handle(HOUR_OF_NOON, None)
