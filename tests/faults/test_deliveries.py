"""What a queue may do to a message, on the running system: none is lost, none counts twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import orjson
import pytest

from shared.clock import now
from tests.e2e.waiting import eventually
from tests.faults.verdict import assert_stored, stored
from tools.emulated import Emulated, emulator_of
from tools.project import Project, sign_up
from tools.queue_messages import Accepted, invocation, record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.e2e.own import Own

EVENTS: Final = 10  # of each message
GOOD: Final = 8
TIMES: Final = 5
WARNINGS: Final = "SELECT DISTINCT type FROM system.ingestion_warnings"
SECONDS_AWAY: Final = 2  # until a message that failed is delivered again
DEAD_SECONDS: Final = 90.0


@pytest.fixture
def project(own: Own) -> Iterator[Project]:
    made = sign_up(own.stack.url)
    yield made
    made.http.close()


@pytest.fixture
def emulated(own: Own) -> Emulated:
    return emulator_of(own.stack)


def request(project: Project) -> Accepted:
    """A request as capture accepts it."""
    events = [
        {"event": "e", "uuid": str(uuid4()), "distinct_id": f"d{place}"} for place in range(EVENTS)
    ]
    return Accepted(
        events=events,
        received_at=now(),
        request_id=str(uuid4()),
        team_id=project.id,
        token=project.token,
    )


def uuids(requests: Sequence[Accepted]) -> set[str]:
    return {str(event["uuid"]) for sent in requests for event in sent.events}


def put(emulated: Emulated, body: str) -> None:
    """Put a message on the queue, as SQS would hand it to ingestion."""
    emulated.call("sqs", "send_message", QueueUrl=emulated.queue("events"), MessageBody=body)


def objects(emulated: Emulated, bucket: str) -> set[str]:
    name = emulated.bucket(bucket)
    found = emulated.call("s3", "list_objects_v2", Bucket=name).get("Contents", [])
    return {row["Key"] for row in found}


def run(emulated: Emulated, function: str, event: object) -> Any:
    """Return what a deployed function answers."""
    name, payload = emulated.function(function), orjson.dumps(event)
    answer = emulated.call("lambda", "invoke", FunctionName=name, Payload=payload)
    return orjson.loads(answer["Payload"].read())


def warnings(project: Project) -> set[str]:
    return {str(kind) for (kind,) in project.rows(WARNINGS)}


def test_a_message_delivered_five_times_at_once_counts_once(
    project: Project, emulated: Emulated
) -> None:
    sent = request(project)
    event = invocation(record(sent.message()))
    with ThreadPoolExecutor(TIMES) as at_once:
        running = [at_once.submit(run, emulated, "ingest", event) for _ in range(TIMES)]
        answers = [future.result() for future in running]
    assert answers == [{"batchItemFailures": []}] * TIMES
    assert_stored(project, uuids([sent]))
    assert set(stored(project)) == uuids([sent])


def test_a_poison_message_is_set_aside_and_the_others_are_stored(
    project: Project, emulated: Emulated
) -> None:
    before = objects(emulated, "quarantine")
    unreadable = orjson.loads(request(project).message())
    unreadable["body"] = "bm90IGEgZ3ppcA=="
    good = [request(project) for _ in range(GOOD)]
    for number, sent in enumerate(good):
        put(emulated, sent.message())
        if number == GOOD // 2:
            put(emulated, "{not an envelope")
            put(emulated, orjson.dumps(unreadable).decode())
    assert_stored(project, uuids(good))
    assert set(stored(project)) == uuids(good)
    aside = "both set aside"
    eventually(lambda: len(objects(emulated, "quarantine") - before) == 2, what=aside)
    assert emulated.waiting_dead("events") == 0
    eventually(lambda: warnings(project) == {"unreadable_request"}, what="the warning")


def test_a_request_whose_body_is_gone_is_given_up_and_stored_once_it_is_back(
    project: Project, emulated: Emulated
) -> None:
    lost, good = request(project), [request(project) for _ in range(GOOD)]
    claim = f"claims/{lost.request_id}"
    with emulated.delivering_again_after(SECONDS_AWAY, "events"):
        put(emulated, lost.message(claim=claim))
        for sent in good:
            put(emulated, sent.message())
        assert_stored(project, uuids(good))
        what = "the dead letter"
        eventually(lambda: emulated.waiting_dead("events") == 1, what=what, seconds=DEAD_SECONDS)
    assert set(stored(project)) == uuids(good)
    eventually(lambda: warnings(project) == {"request_body_lost"}, what="the warning")
    emulated.call("s3", "put_object", Bucket=emulated.bucket("intake"), Key=claim, Body=lost.body)
    redriven = run(emulated, "redrive", {"queue": "events"})
    assert redriven == {"moved": 1, "problem": None}
    assert_stored(project, uuids([lost, *good]))
    assert set(stored(project)) == uuids([lost, *good])
    assert emulated.waiting_dead("events") == 0
