"""Lines of the write-ahead log on a real engine, and as they would travel to a server."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import orjson
import pytest

from hogql.schema.hot import HOT_COLUMNS
from shared import settings
from shared.clickhouse.insert import insert_sealed
from shared.domain.events.rows import NO_UUID
from shared.errors import TemporarilyUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clickhouse_connect.driver.client import Client


SESSION = "0199a0c4-7a3e-7c0f-8a51-0d6f0a4c9e11"
MOMENT = datetime(2026, 11, 22, 12, 0, 0, 250_000, tzinfo=UTC)


def line(number: int, properties: dict[str, Any] | None = None) -> bytes:
    return orjson.dumps(
        {
            "uuid": str(UUID(int=number)),
            "team_id": 1,
            "event": "e",
            "at": 1_795_348_800_250,
            "distinct_id": "d",
            "person_id": NO_UUID,
            "properties": properties or {},
            "groups": {},
            "elements_chain": "",
            "person_mode": "full",
        }
    )


def old_line(**more: Any) -> bytes:
    """A line of the time when it said itself when it happened and in which session."""
    old: dict[str, Any] = orjson.loads(line(1))
    del old["at"]
    return orjson.dumps({**old, "timestamp": "2026-11-22 12:00:00.250", **more})


def content(*numbers: int) -> bytes:
    return b"\n".join(map(line, numbers)) + b"\n"


def insert(lines: bytes) -> None:
    insert_sealed(lines, token=sha256(lines).hexdigest())


def count(client: Client) -> int:
    return int(client.query("SELECT count() FROM events").result_rows[0][0])


def test_every_hot_key_lands_in_its_column_and_nowhere_else(clickhouse: Client) -> None:
    properties = {column.name: f"value of {column.name}" for column in HOT_COLUMNS}
    insert(line(1, {**properties, "other": "x"}))
    names = ", ".join(f"`{name}`" for name in properties)
    (row,) = clickhouse.query(f"SELECT properties, {names} FROM events").result_rows
    assert row == ({"other": "x"}, *properties.values())


def test_ids_of_sessions_that_are_uuids_leave_the_properties(clickhouse: Client) -> None:
    insert(line(1, {"$session_id": SESSION.upper(), "$window_id": SESSION, "plan": "pro"}))
    rows = clickhouse.query("SELECT session_id, window_id, properties FROM events").result_rows
    assert rows == [(UUID(SESSION), UUID(SESSION), {"plan": "pro"})]


@pytest.mark.parametrize("value", ["s1", SESSION + "\n", SESSION.replace("-", ""), NO_UUID, 5, {}])
def test_any_other_id_of_a_session_stays_a_property(clickhouse: Client, value: Any) -> None:
    insert(line(1, {"$session_id": value}))
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    rows = clickhouse.query("SELECT session_id, properties FROM events").result_rows
    assert rows == [(UUID(NO_UUID), {"$session_id": text})]


def test_lines_of_old_objects_load(clickhouse: Client) -> None:
    insert(old_line(session_id=SESSION, window_id=NO_UUID) + b"\n" + line(2))
    rows = clickhouse.query("SELECT timestamp, session_id FROM events ORDER BY uuid").result_rows
    assert rows == [(MOMENT, UUID(SESSION)), (MOMENT, UUID(NO_UUID))]


def test_the_same_bytes_again_change_nothing(clickhouse: Client) -> None:
    clickhouse.command("SYSTEM STOP MERGES events")
    for _ in range(3):
        insert(content(1, 2))
    assert count(clickhouse) == 2
    insert(content(1, 2, 3))
    assert count(clickhouse) == 5
    assert clickhouse.query("SELECT count() FROM events FINAL").result_rows == [(3,)]


def test_a_big_object_is_one_block_so_that_its_token_holds(clickhouse: Client) -> None:
    clickhouse.command("SYSTEM STOP MERGES events")
    big = content(*range(70_000))
    insert(big)
    insert(big)
    assert count(clickhouse) == 70_000


def test_no_lines_are_no_rows(clickhouse: Client) -> None:
    insert(b"")
    assert count(clickhouse) == 0


def test_lines_that_are_not_rows_are_refused_as_a_whole(clickhouse: Client) -> None:
    with pytest.raises(TemporarilyUnavailableError) as caught:
        insert(content(1) + b'{"uuid": "secret"}\n')
    assert "secret" not in caught.value.detail
    assert count(clickhouse) == 0


class Requests(BaseHTTPRequestHandler):
    """Answers the client's greeting as a server would, and keeps what it is sent."""

    sent: ClassVar[list[tuple[dict[str, str], bytes]]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        query = {name: value for name, (value,) in parse_qs(urlsplit(self.path).query).items()}
        self.sent.append((query, body))
        greeting = b"26.9.1.1\tUTC\tdefault" if b"version()" in body else b""
        self.send_response(200)
        self.send_header("X-ClickHouse-Format", "TabSeparated")
        self.send_header("Content-Length", str(len(greeting)))
        self.end_headers()
        self.wfile.write(greeting)

    def do_GET(self) -> None:
        self.headers["Content-Length"] = "0"
        self.do_POST()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[type[Requests]]:
    class Handler(Requests):
        sent: ClassVar[list[tuple[dict[str, str], bytes]]] = []

    http = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=http.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{http.server_port}/hedgerow"
    with settings.use(replace(settings.current(), clickhouse_url=address)):
        yield Handler
    http.shutdown()
    thread.join()
    http.server_close()


def test_a_server_gets_the_bytes_untouched_with_the_token(server: type[Requests]) -> None:
    lines = content(1, 2)
    insert(lines)
    query, body = server.sent[-1]
    assert body == lines
    assert query["insert_deduplication_token"] == sha256(lines).hexdigest()
    assert query["database"] == "hedgerow"
    assert query["async_insert"] == "0"
    assert query["query"].startswith("INSERT INTO events (uuid, team_id, ")
    assert query["query"].endswith(") FORMAT JSONEachRow")
