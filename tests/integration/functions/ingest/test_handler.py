"""Accepted requests become rows: on a real ClickHouse, an emulated queue and bucket."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import orjson

from functions.ingest import write
from functions.ingest.handler import handle
from shared.ids import event_uuid, person_id
from shared.snapshot import Snapshot
from tests.integration.functions.ingest.conftest import PROJECT
from tools.queue_messages import TOKEN, Accepted, failed_ids, invocation, record

if TYPE_CHECKING:
    import pytest
    from clickhouse_connect.driver.client import Client

    from tests.integration.ministack import Aws

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
UUID = "0199a0c4-7a3e-7c0f-8a51-0d6f0a4c9e11"
SESSION = "0199A0C4-0000-7C0F-8A51-0D6F0A4C9E11"
SIGNED_UP: dict[str, Any] = {
    "event": "signed up",
    "uuid": UUID,
    "distinct_id": "ann",
    "timestamp": "2026-11-22T11:00:00.250Z",
    "properties": {
        "$browser": "Chrome",
        "$browser_version": 120,
        "$os": None,
        "$session_id": SESSION,
        "$window_id": "not a uuid",
        "$current_url": "https://example.com/ä?q='1'\\",
        "plan": "pro",
        "amount": 12.5,
        "whole": 1.0,
        "big": 12345678901234567890,
        "yes": True,
        "nothing": None,
        "nested": {"a": [1, None, {"b": "c"}]},
        "list": ["x", 2],
        "empty": "",
        "$groups": {"company": "acme", "project": 17, "gone": None},
        "$elements": [{"tag_name": "a", "$el_text": "Buy", "nth_child": 2}],
    },
    "$set": {"email": "ann@example.com"},
}


def send(*requests: Accepted, receives: int = 1) -> set[str]:
    records = [record(request.message(), receives=receives) for request in requests]
    return failed_ids(handle(invocation(*records), None))


def count(client: Client, table: str = "events") -> int:
    return int(client.query(f"SELECT count() FROM {table}").result_rows[0][0])


def warnings(client: Client) -> dict[str, dict[str, Any]]:
    found = client.query("SELECT type, details FROM ingestion_warnings WHERE team_id = 1")
    return {kind: orjson.loads(details) for kind, details in found.result_rows}


def test_an_event_comes_back_exactly(project: Client) -> None:
    sent_at = "2026-11-22T12:10:00Z"
    assert send(Accepted(events=[SIGNED_UP], received_at=NOON, sent_at=sent_at)) == set()
    (row,) = project.query("SELECT * EXCEPT inserted_at FROM events").named_results()
    assert str(row.pop("uuid")) == UUID
    assert row.pop("team_id") == 1
    assert row.pop("event") == "signed up"
    assert row.pop("timestamp") == datetime(2026, 11, 22, 10, 52, 30, 250_000, tzinfo=UTC)
    assert row.pop("distinct_id") == "ann"
    assert row.pop("person_id") == person_id(1, "ann")
    assert row.pop("person_key") > 0
    assert str(row.pop("session_id")) == SESSION.lower()
    assert row.pop("window_id").int == 0
    assert row.pop("groups") == {"company": "acme", "project": "17"}
    assert row.pop("elements_chain") == 'a:nth-child="2"nth-of-type="0"text="Buy"'
    assert row.pop("person_mode") == "full"
    assert row.pop("person_properties") == {}
    assert row.pop("$browser") == "Chrome"
    assert row.pop("$browser_version") == "120"
    assert row.pop("$current_url") == "https://example.com/ä?q='1'\\"
    assert row.pop("properties") == {
        "$window_id": "not a uuid",
        "plan": "pro",
        "amount": "12.5",
        "whole": "1.0",
        "big": "12345678901234567890",
        "yes": "true",
        "nested": '{"a":[1,null,{"b":"c"}]}',
        "list": '["x",2]',
        "empty": "",
        "$groups": '{"company":"acme","project":17,"gone":null}',
        "$set": '{"email":"ann@example.com"}',
        "$sent_at": "2026-11-22T12:10:00+00:00",
        "$ip": "203.0.113.7",
    }
    assert set(row.values()) == {""}  # the other hot columns


def test_an_event_without_a_uuid_gets_one_that_follows_from_its_request(project: Client) -> None:
    events = [{"event": name, "distinct_id": "ann"} for name in ("first", "second")]
    send(Accepted(events=events, received_at=NOON, request_id="r-7"))
    found = project.query("SELECT event, uuid, timestamp FROM events ORDER BY event").result_rows
    assert list(found) == [
        ("first", event_uuid("r-7", 0), NOON),
        ("second", event_uuid("r-7", 1), NOON),
    ]


def test_bad_events_are_dropped_alone_and_told_to_the_members(project: Client) -> None:
    refused = {"$process_person_profile": False}
    events = [
        SIGNED_UP,
        {"event": "", "distinct_id": "ann"},
        {"event": "", "distinct_id": "bob"},
        {"event": "viewed"},
        {"event": "$identify", "distinct_id": "ann", "properties": refused},
        {"event": "$performance_event", "distinct_id": "ann"},
        {"event": "$$heatmap", "distinct_id": "ann"},
        {
            "event": "$$client_ingestion_warning",
            "distinct_id": "ann",
            "properties": {"$$client_ingestion_warning_message": "too many events"},
        },
    ]
    assert send(Accepted(events=events, received_at=NOON)) == set()
    assert count(project) == 1
    assert warnings(project) == {
        "missing_event_name": {"count": 2, "event": ""},
        "missing_distinct_id": {"count": 1, "event": "viewed"},
        "invalid_event_when_process_person_profile_is_false": {"count": 1, "event": "$identify"},
        "client_ingestion_warning": {
            "count": 1,
            "event": "$$client_ingestion_warning",
            "message": "too many events",
        },
    }


def test_a_message_that_is_no_envelope_is_set_aside_and_done(project: Client, aws: Aws) -> None:
    good = record(Accepted(events=[SIGNED_UP], received_at=NOON).message())
    assert failed_ids(handle(invocation(record("{nonsense"), good), None)) == set()
    assert count(project) == 1
    (content,) = aws.objects("quarantine").values()
    assert orjson.loads(content)["message"] == "{nonsense"


def test_a_body_that_cannot_be_read_is_set_aside_and_told(project: Client, aws: Aws) -> None:
    message = orjson.loads(Accepted(events=[], received_at=NOON).message())
    assert failed_ids(handle(invocation(record(orjson.dumps(message).decode())), None)) == set()
    assert len(aws.objects("quarantine")) == 1
    assert warnings(project) == {"unreadable_request": {"count": 1, "event": ""}}


def test_a_body_in_the_intake_bucket_is_read_and_a_missing_one_waits(
    project: Client, aws: Aws
) -> None:
    request = Accepted(events=[SIGNED_UP], received_at=NOON)
    waiting = record(request.message(claim="v1/claims/1"))
    assert failed_ids(handle(invocation(waiting), None)) == {waiting["messageId"]}
    assert count(project) == 0
    aws.s3.put_object(Bucket=aws.settings.buckets["intake"], Key="v1/claims/1", Body=request.body)
    assert failed_ids(handle(invocation(waiting), None)) == set()
    assert count(project) == 1


def test_ingestion_finds_the_team_when_capture_could_not(project: Client) -> None:
    known = Accepted(events=[SIGNED_UP], received_at=NOON, team_id=None)
    unknown = Accepted(events=[SIGNED_UP], received_at=NOON, team_id=None, token="phc_unknown")
    assert send(known, unknown) == set()
    assert project.query("SELECT team_id FROM events").result_rows == [(1,)]


def test_without_a_snapshot_messages_wait(aws: Aws, clickhouse: Client) -> None:
    message = record(Accepted(events=[SIGNED_UP], received_at=NOON).message())
    assert failed_ids(handle(invocation(message), None)) == {message["messageId"]}
    assert count(clickhouse) == 0
    assert aws.objects("wal") == {}


def test_without_the_write_ahead_log_messages_wait(project: Client, aws: Aws) -> None:
    aws.s3.delete_bucket(Bucket=aws.settings.buckets["wal"])
    message = record(Accepted(events=[SIGNED_UP], received_at=NOON).message())
    dropped = record(Accepted(events=[{"event": ""}], received_at=NOON).message())
    response = handle(invocation(message, dropped), None)
    assert failed_ids(response) == {message["messageId"]}
    assert count(project) == 0
    assert set(warnings(project)) == {"missing_event_name"}


def test_events_of_more_than_a_hundred_months_are_one_batch(project: Client) -> None:
    events = [
        {"event": "old", "distinct_id": "ann", "timestamp": f"{1990 + year}-0{month}-01"}
        for year in range(13)
        for month in range(1, 9)
    ]
    assert send(Accepted(events=events, received_at=NOON)) == set()
    assert count(project) == 104


def test_no_property_can_poison_a_batch(project: Client) -> None:
    hostile: list[Any] = [
        {"\0": "\0", "": "", "a.b": 1, "a": {"b": 2}, "$os": {"x": [None]}},
        {"$browser": ["a"], "$lib": True, "utm_source": -0.0, "f": 1e308, "i": -(2**63)},
        {"long": "x" * 300_000, "emoji": "\U0001f600", "sep": "\u2028", "quote": "\"'`\\"},
        {"$groups": {"\0": "\0", "": "x", "n": 1.5, "d": {"e": []}}},
        {"$groups": [1], "$elements": [1, {"attr__class": [None, 'a"b']}], "$set": 3},
        {f"key{number}": number for number in range(2000)},
    ]
    events = [
        {"event": f"e\0'\\{number}", "distinct_id": ["a", number], "properties": properties}
        for number, properties in enumerate(hostile)
    ]
    assert send(Accepted(events=events, received_at=NOON)) == set()
    assert count(project) == len(hostile)
    found = project.query("SELECT event, distinct_id FROM events ORDER BY event").result_rows
    assert found[0] == ("e\0'\\0", '["a",0]')


def test_a_project_that_anonymizes_has_no_addresses(aws: Aws, clickhouse: Client) -> None:
    aws.publish(Snapshot(version=1, teams={TOKEN: replace(PROJECT, anonymize_ips=True)}))
    event: dict[str, Any] = {"event": "e", "distinct_id": "ann", "properties": {"$ip": "::1"}}
    send(Accepted(events=[event], received_at=NOON))
    assert clickhouse.query("SELECT properties FROM events").result_rows == [({},)]


def test_a_batch_is_sealed_once_under_the_hour_of_its_youngest_request(
    project: Client, aws: Aws
) -> None:
    older = Accepted(events=[SIGNED_UP], received_at=NOON.replace(hour=9))
    younger = Accepted(events=[{**SIGNED_UP, "uuid": str(uuid4())}], received_at=NOON)
    send(older, younger)
    send(older, younger)
    (key,) = aws.objects("wal")
    assert key.startswith("v1/events/2026/11/22/12/")
    assert key.endswith(".zst")
    assert count(project) == 2


def test_a_batch_that_is_too_big_for_one_object_becomes_several(
    project: Client, aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "LARGEST_OBJECT_BYTES", 1000)
    events = [{"event": "e", "distinct_id": f"user {number}"} for number in range(20)]
    send(Accepted(events=events, received_at=NOON))
    assert len(aws.objects("wal")) > 3
    assert count(project) == 20
