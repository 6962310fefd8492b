"""Lines of the write-ahead log."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
import pytest

from shared.domain.events.rows import NO_UUID, Row, RowKey, read_key, write_line, write_moment
from shared.domain.events.timestamps import milliseconds

ROW = Row(
    uuid="0199a0c4-7a3e-7c0f-8a51-0d6f0a4c9e11",
    team_id=1,
    event="it's\n",
    at=1_795_348_800_250,
    distinct_id="ann",
    person_id=NO_UUID,
    properties={"b": 1, "a": [None]},
    groups={"company": "acme"},
    elements_chain="",
    person_mode="full",
)


def test_a_line_is_one_line_and_tells_the_key() -> None:
    line = write_line(ROW)
    assert b"\n" not in line
    assert orjson.loads(line)["properties"] == {"b": 1, "a": [None]}
    assert read_key(line) == ROW.key
    assert ROW.key == RowKey(1, "it's\n", 1_795_348_800_250, "ann", ROW.uuid)


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        (datetime(2026, 11, 22, 12, 0, 0, 250_000, tzinfo=UTC), "2026-11-22 12:00:00.250"),
        (datetime(1970, 1, 1, tzinfo=UTC), "1970-01-01 00:00:00.000"),
        (datetime(1, 1, 1, tzinfo=UTC), "0001-01-01 00:00:00.000"),
    ],
)
def test_moments_are_written_to_the_millisecond(instant: datetime, text: str) -> None:
    assert write_moment(milliseconds(instant)) == text


def test_the_key_of_an_old_line_is_read() -> None:
    old = {"team_id": 1, "event": "e", "timestamp": "2026-11-22 12:00:00.250", "distinct_id": "a"}
    line = orjson.dumps({**old, "uuid": ROW.uuid})
    assert read_key(line) == RowKey(1, "e", 1_795_348_800_250, "a", ROW.uuid)
