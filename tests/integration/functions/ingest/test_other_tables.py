"""What events say beyond their own row: places, exceptions; and visitors without cookies."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson

from functions.ingest import write
from functions.ingest.batch import LAST_RECEIVE
from functions.ingest.handler import handle
from functions.load.handler import handle as load
from functions.topology import FUNCTIONS, QUEUES, QueueTrigger
from shared import clock, settings
from shared.domain.cookieless import salts
from shared.snapshot import Snapshot, forget
from tests.integration.functions.ingest.conftest import PROJECT
from tools.queue_messages import TOKEN, Accepted, failed_ids, invocation, record

if TYPE_CHECKING:
    import pytest
    from clickhouse_connect.driver.client import Client

    from tests.integration.ministack import Aws

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
UUIDS = [f"0199a0c4-7a3e-7c0f-8a51-0d6f0a4c9e1{number}" for number in range(3)]
POINT = {"x": 160, "y": 320, "type": "click", "target_fixed": False}
VIEWPORT = {"$viewport_width": 1440, "$viewport_height": 900}
EVENTS: list[dict[str, Any]] = [
    {
        "event": "$$heatmap",
        "uuid": UUIDS[0],
        "distinct_id": "ann",
        "properties": {"$heatmap_data": {"https://x.com/": [POINT, POINT]}, **VIEWPORT},
    },
    {
        "event": "$pageleave",
        "uuid": UUIDS[1],
        "distinct_id": "ann",
        "properties": {
            "$current_url": "https://x.com/b",
            "$prev_pageview_pathname": "/a",
            "$prev_pageview_max_scroll": 1e9,
            **VIEWPORT,
        },
    },
    {
        "event": "$exception",
        "uuid": UUIDS[2],
        "distinct_id": "ann",
        "properties": {"$exception_list": [{"type": "E", "value": 'it\'s \\ "odd"\n'}]},
    },
]
REQUEST = Accepted(events=EVENTS, received_at=NOON)
REFUSING = "http://127.0.0.1:1"  # nothing listens there


def rows(client: Client, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in client.query(sql).result_rows]


def warnings(client: Client) -> dict[str, int]:
    found = rows(client, "SELECT type, details FROM ingestion_warnings WHERE team_id = 1")
    return {kind: orjson.loads(details)["count"] for kind, details in found}


def test_places_and_exceptions_have_tables_of_their_own(project: Client) -> None:
    assert failed_ids(handle(invocation(record(REQUEST.message())), None)) == set()
    assert rows(
        project,
        "SELECT type, current_url, x, y, viewport_width, distinct_id FROM heatmaps "
        "ORDER BY type, y",
    ) == [
        ("click", "https://x.com/", 10, 20, 90, "ann"),
        ("click", "https://x.com/", 10, 20, 90, "ann"),
        ("scrolldepth", "https://x.com/a", 0, 32767, 90, "ann"),
    ]
    assert rows(project, "SELECT toString(uuid), types, values, level FROM exceptions") == [
        (UUIDS[2], ["E"], ['it\'s \\ "odd"\n'], "error")
    ]
    assert rows(project, "SELECT event FROM events ORDER BY event") == [
        ("$exception",),
        ("$pageleave",),
    ]
    issues = "SELECT properties['$exception_issue_id'] FROM events WHERE event = '$exception'"
    assert rows(project, issues) == rows(project, "SELECT toString(issue_id) FROM exceptions")
    assert warnings(project) == {}


def test_odd_moments_and_texts_are_stored_too(project: Client) -> None:
    moments = ("0001-01-01T00:00:00Z", "1899-12-31T00:00:00Z", "2026-11-22T11:00:00Z")
    events = [
        {**event, "uuid": str(UUID(int=number)), "timestamp": moment, "distinct_id": "a\x00\t'b"}
        for number, (event, moment) in enumerate(product(EVENTS, moments), start=1)
    ]
    sent = Accepted(events=events, received_at=NOON)
    assert failed_ids(handle(invocation(record(sent.message())), None)) == set()
    for table, count in (("events", 6), ("heatmaps", 9), ("exceptions", 3)):
        assert rows(project, f"SELECT count() FROM {table}") == [(count,)]


def test_deliveries_again_in_other_company_add_nothing(project: Client) -> None:
    other = Accepted(events=[EVENTS[0]], received_at=NOON, request_id="request-2")
    handle(invocation(record(REQUEST.message())), None)
    handle(invocation(record(other.message()), record(REQUEST.message(), receives=2)), None)
    for table, count in (("events", 2), ("heatmaps", 3), ("exceptions", 1)):
        assert rows(project, f"SELECT count() FROM {table} FINAL") == [(count,)]


def test_each_table_has_its_objects_in_the_log_and_is_loaded_from_them(
    project: Client, aws: Aws
) -> None:
    with settings.use(replace(settings.current(), clickhouse_url=REFUSING)):
        assert failed_ids(handle(invocation(record(REQUEST.message())), None)) == set()
    write.breaker.succeed()
    tables = sorted(key.split("/")[1] for key in aws.objects("wal"))
    assert tables == ["events", "exceptions", "heatmaps"]
    pointers = [record(message["Body"], receives=3) for message in aws.messages("clickhouse-load")]
    for _ in range(2):
        assert failed_ids(load(invocation(*pointers), None)) == set()
    for table, count in (("events", 2), ("heatmaps", 3), ("exceptions", 1)):
        assert rows(project, f"SELECT count() FROM {table}") == [(count,)]


def test_what_is_refused_of_an_event_that_is_stored_is_told(project: Client) -> None:
    events = [
        {**EVENTS[2], "properties": {}},
        {"event": "x", "distinct_id": "b", "properties": {"$heatmap_data": {"u": [POINT]}}},
        {"event": "$identify", "distinct_id": "c", "properties": {"$anon_distinct_id": "null"}},
    ]
    handle(invocation(record(Accepted(events=events, received_at=NOON).message())), None)
    assert rows(project, "SELECT count() FROM events") == [(3,)]
    assert warnings(project) == {
        "invalid_exception_list": 1,
        "invalid_heatmap_data": 1,
        "cannot_merge_with_illegal_distinct_id": 1,
    }


VISIT: dict[str, Any] = {
    "event": "$pageview",
    "distinct_id": "$posthog_cookieless",
    "properties": {"$cookieless_mode": True, "$host": "x.com", "$raw_user_agent": "Firefox/140"},
}


def publish(aws: Aws, *, cookieless: bool) -> None:
    team = replace(PROJECT, cookieless=cookieless, anonymize_ips=True)
    aws.publish(Snapshot(version=2, teams={TOKEN: team}))
    forget()


def test_a_visitor_without_cookies_is_one_person_a_day(
    project: Client, aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(aws, cookieless=True)
    monkeypatch.setattr(clock, "now", lambda: NOON)
    salts.forget()
    for number, address in enumerate(("198.51.100.4", "198.51.100.4", "198.51.100.5")):
        sent = Accepted(
            events=[VISIT], received_at=NOON, ip=address, request_id=f"request-{number}"
        )
        handle(invocation(record(sent.message())), None)
        handle(invocation(record(sent.message(), receives=2)), None)
    found = rows(
        project,
        "SELECT distinct_id, session_id, properties['$ip'], properties['$raw_user_agent'] "
        "FROM events FINAL ORDER BY distinct_id",
    )
    assert len(found) == 3
    assert len(set(found)) == 2
    assert all(row[0].startswith("cookieless_") and row[2:] == ("", "") for row in found)


def test_a_project_that_did_not_ask_for_it_stores_no_such_event(project: Client, aws: Aws) -> None:
    publish(aws, cookieless=False)
    handle(invocation(record(Accepted(events=[VISIT], received_at=NOON).message())), None)
    assert rows(project, "SELECT count() FROM events") == [(0,)]
    assert warnings(project) == {"cookieless_team_disabled": 1}
    assert aws.objects("salts") == {}


def test_a_request_whose_body_is_lost_is_told_once_and_left_to_the_dead_letters(
    project: Client,
) -> None:
    lost, good = REQUEST.message(claim="gone"), REQUEST.message()
    for receives in range(1, LAST_RECEIVE):
        failing = record(lost, receives=receives)
        batch = invocation(failing, record(good))
        assert failed_ids(handle(batch, None)) == {failing["messageId"]}
    assert warnings(project) == {}
    last = record(lost, receives=LAST_RECEIVE)
    assert failed_ids(handle(invocation(last), None)) == {last["messageId"]}
    assert warnings(project) == {"request_body_lost": 1}
    assert rows(project, "SELECT count() FROM events FINAL") == [(2,)]


def test_the_last_delivery_is_that_of_the_queues() -> None:
    read = {
        spec.trigger.queue
        for spec in FUNCTIONS
        if spec.handler == f"{handle.__module__}.handle" and isinstance(spec.trigger, QueueTrigger)
    }
    assert "events" in read
    assert {queue.max_receives for queue in QUEUES if queue.name in read} == {LAST_RECEIVE}
