"""Nothing accepted is lost, nothing is counted twice: whatever the queue and ClickHouse do."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import zstandard

from functions.ingest import handler as ingest
from functions.ingest import write
from functions.load import handler as load
from shared import settings
from shared.clickhouse.insert import insert_now, use_inserter
from shared.domain.events.load import write_pointer
from shared.errors import TemporarilyUnavailableError
from tools.queue_messages import Accepted, failed_ids, invocation, record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clickhouse_connect.driver.client import Client

    from tests.integration.ministack import Aws

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
REFUSING = "http://127.0.0.1:1"  # nothing listens there


def request(number: int, events: int = 3) -> Accepted:
    return Accepted(
        events=[{"event": f"e{n}", "distinct_id": f"user {number}"} for n in range(events)],
        received_at=NOON + timedelta(seconds=number),
        request_id=f"request-{number}",
    )


def count(client: Client, table: str = "events") -> int:
    return int(client.query(f"SELECT count() FROM {table}").result_rows[0][0])


@contextmanager
def clickhouse_away() -> Iterator[None]:
    with settings.use(replace(settings.current(), clickhouse_url=REFUSING)):
        yield
    write.breaker.succeed()


def test_five_deliveries_at_once_and_regrouped_are_one_row_per_event(project: Client) -> None:
    messages = [request(number).message() for number in range(20)] * 5
    random.shuffle(messages)
    batches = [messages[start : start + 7] for start in range(0, len(messages), 7)]

    def deliver(batch: list[str]) -> set[str]:
        return failed_ids(ingest.handle(invocation(*map(record, batch)), None))

    with ThreadPoolExecutor(4) as threads:
        running = [threads.submit(copy_context().run, deliver, batch) for batch in batches]
        assert all(future.result() == set() for future in running)
    assert count(project, "events FINAL") == 60
    assert project.query("SELECT uniqExact(uuid) FROM events").result_rows == [(60,)]


@pytest.mark.parametrize(
    "second",
    [
        pytest.param({"receives": 2}, id="delivered again by the queue"),
        pytest.param({"attributes": {"redelivered": "1"}}, id="sent again by a replay"),
    ],
)
def test_a_later_delivery_adds_no_row_even_before_parts_are_merged(
    project: Client, second: dict[str, Any]
) -> None:
    project.command("SYSTEM STOP MERGES events")
    first, other, fresh = request(1), request(2), request(3)
    ingest.handle(invocation(record(first.message()), record(other.message())), None)
    again = [record(one.message(), **second) for one in (first, fresh)]
    assert failed_ids(ingest.handle(invocation(*again), None)) == set()
    assert count(project) == 9


def test_only_what_is_missing_of_a_repeated_message_is_inserted(project: Client) -> None:
    project.command("SYSTEM STOP MERGES events")
    half = request(1, events=2)
    ingest.handle(invocation(record(half.message())), None)
    whole = request(1, events=5)
    ingest.handle(invocation(record(whole.message(), receives=3)), None)
    assert count(project) == 5


def test_rows_that_clickhouse_refuses_wait_in_the_log_and_are_loaded_once(
    project: Client, aws: Aws
) -> None:
    message = record(request(1).message())
    with clickhouse_away():
        assert failed_ids(ingest.handle(invocation(message), None)) == set()
    assert count(project) == 0
    assert len(aws.objects("wal")) == 1
    (pointer,) = aws.messages("clickhouse-load")
    for _ in range(3):
        assert failed_ids(load.handle(invocation(record(pointer["Body"])), None)) == set()
    assert count(project) == 3


def test_an_outage_soon_costs_no_more_attempts(project: Client, aws: Aws) -> None:
    asked: list[str] = []

    def insert(_content: bytes, token: str, _target: str) -> None:
        asked.append(token)
        raise TemporarilyUnavailableError("away")

    use_inserter(insert)
    try:
        for number in range(4):
            ingest.handle(invocation(record(request(number).message())), None)
    finally:
        use_inserter(insert_now)
    assert len(asked) == 3
    assert len(set(asked)) == 1
    assert len(aws.messages("clickhouse-load")) == 4
    assert count(project) == 0


def test_a_pointer_that_cannot_be_loaded_waits(project: Client, aws: Aws) -> None:
    ingest.handle(invocation(record(request(1).message())), None)
    (key,) = aws.objects("wal")
    pointer = record(write_pointer(key))
    gone = record(write_pointer(key.replace("22", "21")))
    nonsense = record("{}")
    with clickhouse_away():
        assert failed_ids(load.handle(invocation(pointer), None)) == {pointer["messageId"]}
    response = load.handle(invocation(pointer, gone, nonsense), None)
    assert failed_ids(response) == {gone["messageId"], nonsense["messageId"]}
    assert count(project) == 3


def test_a_damaged_object_is_not_loaded(project: Client, aws: Aws) -> None:
    ingest.handle(invocation(record(request(1).message())), None)
    project.command("TRUNCATE TABLE events")
    (key,) = aws.objects("wal")
    pointer = record(write_pointer(key))
    for content in (b"not zstd", zstandard.compress(b"{}\n")):
        aws.s3.put_object(Bucket=aws.settings.buckets["wal"], Key=key, Body=content)
        assert failed_ids(load.handle(invocation(pointer), None)) == {pointer["messageId"]}
    assert count(project) == 0
