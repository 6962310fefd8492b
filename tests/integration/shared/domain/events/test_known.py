"""The look-up of rows that may be stored already."""

from __future__ import annotations

from dataclasses import replace as change
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from msgspec.structs import replace

from shared import settings
from shared.domain.events.known import DAY_MS, SQL, find_known, parameters_of
from shared.domain.events.rows import RowKey
from shared.errors import TemporarilyUnavailableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clickhouse_connect.driver.client import Client

NAMES = ("viewed", 'it\'s \\ "quoted"\n', "a,b]", "\0", "ü")
NOON_OF_NOVEMBER = 1_793_448_000_000  # the last day of October, 2026, so that days count from 1
COLUMNS = ("uuid", "team_id", "event", "timestamp", "distinct_id", "person_id")


def key(number: int, *, team_id: int = 1, day: int = 22) -> RowKey:
    return RowKey(
        team_id,
        NAMES[number % len(NAMES)],
        NOON_OF_NOVEMBER + day * DAY_MS + number % 1000,
        f"user {number % 7}",
        str(UUID(int=number)),
    )


def store(client: Client, keys: Sequence[RowKey]) -> None:
    rows = [
        f"(toUUID('{one.uuid}'), {one.team_id}, {{e{number % len(NAMES)}:String}},"
        f" fromUnixTimestamp64Milli({one.at}, 'UTC'), '{one.distinct_id}', toUUID('{UUID(int=5)}'))"
        for number, one in enumerate(keys)
    ]
    names = {f"e{place}": name for place, name in enumerate(NAMES)}
    statement = f"INSERT INTO events ({', '.join(COLUMNS)}) SELECT * FROM values({', '.join(rows)})"
    client.command(statement, parameters=names, settings={"max_query_size": 10_000_000})


def test_exactly_the_stored_keys_are_found(clickhouse: Client) -> None:
    stored = [key(number, day=20 + number // 600) for number in range(1200)]
    store(clickhouse, stored)
    others = [
        key(5000),
        replace(stored[0], team_id=2),
        replace(stored[1], event="other"),
        replace(stored[2], distinct_id="somebody else"),
        replace(stored[3], at=stored[3].at + 996),
    ]
    assert find_known([*stored, *others]) == set(stored)


@pytest.mark.usefixtures("clickhouse")
def test_nothing_is_known_of_nothing() -> None:
    assert find_known([]) == set()
    assert find_known([key(1)]) == set()


def test_a_look_up_reads_a_few_granules(clickhouse: Client) -> None:
    clickhouse.command(
        "INSERT INTO events (uuid, team_id, event, timestamp, distinct_id, person_id)"
        " SELECT generateUUIDv4(), number % 3, concat('e', toString(number % 20)),"
        " toDateTime64('2026-10-01', 3, 'UTC') + number % 4000000, 'd', generateUUIDv4()"
        " FROM numbers(400000)"
    )
    wanted = RowKey(1, "e7", NOON_OF_NOVEMBER - 11 * DAY_MS, "d", str(UUID(int=1)))
    answer = clickhouse.query(SQL, parameters=parameters_of([wanted]))
    assert int(answer.summary["read_rows"]) <= 4 * 8192


def test_without_an_answer_nobody_knows() -> None:
    away = change(settings.current(), clickhouse_url="http://127.0.0.1:1")
    with settings.use(away), pytest.raises(TemporarilyUnavailableError):
        find_known([key(1)])
