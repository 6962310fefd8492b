"""A function that is killed on its way: what it did not finish comes again, and counts once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import pytest

from shared.clock import now
from shared.domain.persons.sealed import operations_of, read_pointer
from shared.snapshot import Snapshot, SnapshotTeam
from tests.faults.container import container
from tests.faults.proxy import Point
from tools.queue_messages import Accepted, failed_ids, invocation, record

if TYPE_CHECKING:
    from tests.integration.ministack import Aws

COUNTS: Final = "SELECT count(), count(DISTINCT uuid) FROM events"
UUIDS: Final = "SELECT toString(uuid) FROM events LIMIT 50000"
REFUSING: Final = "http://127.0.0.1:1"  # nothing listens there
REQUESTS: Final = 3
EVENTS: Final = 5  # of each request

IN_INGESTION: Final = (
    Point(kind="put", name="wal", is_done=True),  # sealed, persons not told
    Point(kind="send", name="persons", is_done=True),  # persons told, not inserted
    Point(kind="send", name="definitions", is_done=False),  # all done but the acknowledgement
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an engine that no process has open; its tables are made by who comes first."""
    return f"chdb://{tmp_path_factory.mktemp('engine')}"


@pytest.fixture
def team(aws: Aws) -> SnapshotTeam:
    """A project of its own, published."""
    number = int(uuid4().int % 2**30)
    made = SnapshotTeam(
        team_id=number, token=f"phc_{number:043}", timezone="UTC", anonymize_ips=False
    )
    aws.publish(Snapshot(version=1, teams={made.token: made}))
    return made


def events(request: int) -> list[dict[str, Any]]:
    return [
        {
            "event": "e",
            "uuid": str(uuid4()),
            "distinct_id": f"person {request}-{place}",
            "$set": {"place": place},
            "properties": {f"property {request}-{place}": True},
        }
        for place in range(EVENTS)
    ]


def accepted(team: SnapshotTeam) -> list[Accepted]:
    return [
        Accepted(
            events=events(number),
            received_at=now(),
            request_id=f"request-{number}",
            team_id=team.team_id,
            token=team.token,
        )
        for number in range(REQUESTS)
    ]


def batch(requests: list[Accepted], *, receives: int) -> dict[str, Any]:
    return invocation(*(record(request.message(), receives=receives) for request in requests))


def uuids(requests: list[Accepted]) -> set[str]:
    return {str(event["uuid"]) for request in requests for event in request.events}


@pytest.mark.parametrize("point", IN_INGESTION, ids=str)
def test_an_ingestion_that_dies_is_made_up_for_by_the_next_delivery(
    aws: Aws, engine: str, team: SnapshotTeam, point: Point
) -> None:
    requests = accepted(team)
    with container(aws, engine, point=point) as killed:
        killed.step("prepare")
        killed.invoke_and_die("ingest", batch(requests, receives=1))
    with container(aws, engine) as second:
        again = second.step("invoke", function="ingest", event=batch(requests, receives=2))
        assert failed_ids(again) == set()
        assert second.step("ask", query=COUNTS, team_id=team.team_id) == [[REQUESTS * EVENTS] * 2]
        found = second.step("ask", query=UUIDS, team_id=team.team_id)
    assert {name for (name,) in found} == uuids(requests)
    keys = [read_pointer(str(message["Body"])) for message in aws.messages("persons")]
    told = {item.distinct_id for key in keys for item in operations_of(str(key))}
    assert told == {str(event["distinct_id"]) for request in requests for event in request.events}


def test_a_loading_that_dies_half_way_is_made_up_for_by_the_next_delivery(
    aws: Aws, engine: str, team: SnapshotTeam
) -> None:
    requests = accepted(team)
    with container(aws, REFUSING) as without:
        for request in requests:  # each sealed, none inserted
            without.step("invoke", function="ingest", event=batch([request], receives=1))
    pointers = [str(message["Body"]) for message in aws.messages("clickhouse-load")]
    assert len(pointers) == REQUESTS
    between = Point(kind="get", name="wal", is_done=False, number=2)
    with container(aws, engine, point=between) as killed:
        killed.step("prepare")
        killed.invoke_and_die("load", invocation(*map(record, pointers)))
    with container(aws, engine) as second:
        half = second.step("ask", query=COUNTS, team_id=team.team_id)
        assert half == [[EVENTS] * 2], "one was inserted before the death"
        repeated = [record(pointer, receives=2) for pointer in pointers]
        answer = second.step("invoke", function="load", event=invocation(*repeated))
        assert failed_ids(answer) == set()
        assert second.step("ask", query=COUNTS, team_id=team.team_id) == [[REQUESTS * EVENTS] * 2]
