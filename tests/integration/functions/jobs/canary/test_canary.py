"""Our own event of each minute: sent as SDKs send, and missed when it does not arrive."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from functions.jobs.canary import check, send
from shared import clock, settings, snapshot
from shared.domain.canary.arrival import event_of
from shared.domain.canary.project import ORGANIZATION, TEAM_ID, add_project
from shared.domain.teams.publish import publish_snapshot
from shared.ids import person_id
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clickhouse_connect.driver.client import Client

    from tests.integration.ministack import Aws

NOON = datetime(2026, 11, 22, 12, 0, 7, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
NOTHING_SAID = {"minute": None, "latency": None, "is_late": False}


class Capture(BaseHTTPRequestHandler):
    """A public address that keeps what it is sent."""

    status = 200
    came: list[tuple[str, Any]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.came.append((self.path, orjson.loads(body)))
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""
        del code, size


@contextmanager
def public_address(status: int) -> Iterator[list[tuple[str, Any]]]:
    """Listen where the settings say that this deployment is."""
    came: list[tuple[str, Any]] = []
    handler = type("Handler", (Capture,), {"came": came, "status": status})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}"
        with settings.use(replace(settings.current(), site_url=url)):
            yield came
        server.shutdown()
        thread.join()


@pytest.fixture
def stores(aws: Aws, clickhouse: Client, postgres_url: str) -> Client:
    assert aws
    assert postgres_url
    return clickhouse


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def arrive(client: Client, sent: datetime, after: timedelta) -> None:
    """Store the event of a minute as ingestion does."""
    event: Any = event_of(sent)
    person = person_id(TEAM_ID, event["distinct_id"])
    columns = ("uuid", "team_id", "event", "timestamp", "distinct_id", "person_id", "inserted_at")
    row = [event["uuid"], TEAM_ID, event["event"], sent, event["distinct_id"], person, sent + after]
    client.insert("events", [row], column_names=columns)


def run_until(monkeypatch: pytest.MonkeyPatch, last: datetime) -> dict[str, object]:
    """Check minute by minute from noon on; return what the last check found."""
    answer: dict[str, object] = {}
    moment = NOON
    while moment <= last:
        at(monkeypatch, moment)
        answer = check.handle({}, None)
        moment += MINUTE
    return answer


def test_the_event_goes_where_those_of_sdks_go(
    stores: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stores
    with transaction() as connection:
        assert add_project(connection)
        assert not add_project(connection)
    publish_snapshot()
    at(monkeypatch, NOON)
    with public_address(200) as came:
        assert send.handle({}, None) == {"sent": True}
    ((path, body),) = came
    assert path == "/batch/"
    published = snapshot.resolve(body["api_key"]).team
    assert published is not None
    assert published.team_id == TEAM_ID
    assert body["batch"] == [event_of(NOON)]


def test_an_address_that_refuses_is_not_taken_for_one_that_accepts(stores: Client) -> None:
    assert stores
    with transaction() as connection:
        add_project(connection)
    publish_snapshot()
    with public_address(503) as came:
        assert send.handle({}, None) == {"sent": False}
    assert len(came) == 1
    nowhere = replace(settings.current(), site_url="http://127.0.0.1:1")
    with settings.use(nowhere):
        assert send.handle({}, None) == {"sent": False}


@pytest.mark.usefixtures("aws")
def test_nothing_is_sent_before_the_project_is_published() -> None:
    assert send.handle({}, None) == {"sent": False}


def test_an_event_that_arrived_is_measured(stores: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    arrive(stores, NOON + 2 * MINUTE, timedelta(milliseconds=2340))
    answer = run_until(monkeypatch, NOON + 4 * MINUTE)
    assert (answer["latency"], answer["is_late"]) == (2340, False)


def test_an_event_that_came_late_or_never_is_told(
    stores: Client, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arrive(stores, NOON + 2 * MINUTE, timedelta(seconds=61))
    assert run_until(monkeypatch, NOON + 4 * MINUTE)["is_late"]
    capsys.readouterr()
    at(monkeypatch, NOON + 5 * MINUTE)
    answer = check.handle({}, None)
    assert (answer["latency"], answer["is_late"]) == (None, True)
    assert '"CanaryLate":[1.0]' in capsys.readouterr().out.replace(" ", "")


def test_minutes_in_which_nothing_ran_are_not_held_against_us(
    stores: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stores
    assert run_until(monkeypatch, NOON + 3 * MINUTE) == NOTHING_SAID
    at(monkeypatch, NOON + 30 * MINUTE)
    assert check.handle({}, None) == NOTHING_SAID


@pytest.mark.usefixtures("stores")
def test_the_project_has_no_members() -> None:
    check.handle({}, None)
    with transaction() as connection:
        found = connection.execute(
            "SELECT (SELECT count(*) FROM teams WHERE organization_id = %(id)s),"
            " (SELECT count(*) FROM memberships WHERE organization_id = %(id)s),"
            " (SELECT count(*) FROM users)",
            {"id": ORGANIZATION},
        ).fetchone()
    assert found == (1, 0, 0)
