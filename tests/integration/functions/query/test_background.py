"""Queries in the background: polled, met by others, cancelled, delivered again, failed."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import orjson
import pytest
from botocore.exceptions import ClientError

from functions.query_worker.handler import handle as handle_worker
from shared import aws, clock, settings
from shared.clickhouse import connect as clickhouse_connect
from shared.domain.queries import kept
from shared.domain.queries import run as run_module
from shared.domain.queries.enqueued import find_enqueued, update_enqueued
from shared.postgres import connect as postgres_connect
from shared.valkey import results
from shared.valkey.runs import MOST_UNDER_WAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.integration.functions.query.conftest import Asker
    from tests.integration.site import Bucket
    from tests.proxy_events import Answer

COUNT: Final = "SELECT count() FROM events"
SLOW: Final = (
    "SELECT sum(cityHash64(a.number, b.number)) FROM numbers(1000000) AS a"
    " CROSS JOIN numbers(1000000) AS b"
)
DEADLINE_SECONDS: Final = 12


@dataclass(kw_only=True)
class Queue:
    """The queue of queries, whose messages a test delivers itself."""

    sent: list[str] = field(default_factory=list)
    is_away: bool = False

    def send_message(self, **message: Any) -> dict[str, Any]:
        """Take a message as SQS does."""
        if self.is_away:
            raise ClientError({}, "SendMessage")
        self.sent.append(message["MessageBody"])
        return {"MessageId": str(len(self.sent))}

    def deliver(self, *, attempt: int = 1) -> list[dict[str, Any]]:
        """Deliver the messages that wait; return those that failed."""
        waiting, self.sent = self.sent, []
        failed = [self.deliver_one(body, attempt=attempt) for body in waiting]
        return [each for some in failed for each in some]

    def deliver_one(self, body: str, *, attempt: int = 1) -> list[dict[str, Any]]:
        """Deliver one message; return it if it failed."""
        record = {
            "messageId": "1",
            "receiptHandle": "1",
            "body": body,
            "attributes": {"ApproximateReceiveCount": str(attempt)},
            "messageAttributes": {},
            "eventSource": "aws:sqs",
            "eventSourceARN": "arn:aws:sqs:eu-central-1:000000000000:queries",
        }
        answered: Any = handle_worker({"Records": [record]}, None)
        return list(answered["batchItemFailures"])

    def get_queue_url(self, **_names: Any) -> dict[str, str]:
        """Name the queue as SQS does."""
        return {"QueueUrl": "queries"}

    def change_message_visibility_batch(self, **_changes: Any) -> dict[str, Any]:
        """Postpone messages as SQS does."""
        return {"Successful": []}


@pytest.fixture
def queue(warehouse: Any, site: Bucket) -> Iterator[Queue]:
    """The queue, and the bucket of large results."""
    assert warehouse
    made = Queue()
    clients = {"s3": site.s3, "sqs": made}
    aws.use_clients(clients.__getitem__)
    named = replace(
        settings.current(),
        queues={"queries": "queries"},
        buckets={**settings.current().buckets, "results": site.name},
    )
    with settings.use(named):
        yield made


def poll(asker: Asker, query_id: str, *, more: str = "") -> Answer:
    return asker.send("GET", f"/api/projects/{asker.team_id}/query/{query_id}/{more}")


def cancel(asker: Asker, query_id: str) -> Answer:
    return asker.send("DELETE", f"/api/projects/{asker.team_id}/query/{query_id}/")


@pytest.mark.parametrize(
    "refresh", ["async", "lazy_async", "force_async"], ids=["async", "lazy", "forced"]
)
def test_a_run_is_polled_until_it_is_complete(ada: Asker, queue: Queue, refresh: str) -> None:
    asked = ada.sql(COUNT, refresh=refresh, client_query_id="mine")
    status = asked.body["query_status"]
    assert (asked.status, status["complete"], status["id"]) == (202, False, "mine")
    told = {"query_status"} if refresh == "force_async" else {"cache_key", "query_status"}
    assert set(asked.body) == told
    assert poll(ada, "mine").status == 202

    assert queue.deliver() == []

    answer = poll(ada, "mine")
    status = answer.body["query_status"]
    assert (answer.status, status["complete"], status["error"]) == (200, True, False)
    assert status["results"]["results"] == [[3]]
    assert status["start_time"] <= status["pickup_time"] <= status["end_time"]
    assert ada.sql(COUNT, refresh="async").body["results"] == [[3]]


def test_a_question_that_was_kept_never_waits_unless_forced(ada: Asker, queue: Queue) -> None:
    ada.sql(COUNT)

    assert ada.sql(COUNT, refresh="async").status == 200
    assert ada.sql(COUNT, refresh="force_async").status == 202
    assert len(queue.sent) == 1


def test_a_project_waits_for_its_own_runs_and_for_no_others(
    ada: Asker, bob: Asker, queue: Queue
) -> None:
    asked = [ada.sql(f"SELECT {n}", refresh="force_async") for n in range(MOST_UNDER_WAY)]
    assert {answer.status for answer in asked} == {202}

    refused = ada.sql("SELECT 'one more'", refresh="force_async")

    assert (refused.status, refused.body["code"]) == (429, "throttled")
    assert int(refused.headers["Retry-After"][0]) > 0
    assert ada.sql("SELECT 0", refresh="force_async").status == 202, "the run that is under way"
    assert ada.sql(COUNT).status == 200, "what is not in the background"
    assert bob.sql("SELECT 'one more'", refresh="force_async").status == 202
    assert queue.deliver() == []
    assert ada.sql("SELECT 'one more'", refresh="force_async").status == 202


def test_a_stale_result_is_shown_while_a_new_one_is_computed(
    ada: Asker, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = clock.now().replace(hour=9)
    monkeypatch.setattr(clock, "now", lambda: start)
    mode = "async_except_on_cache_miss"
    assert ada.sql(COUNT, refresh=mode).status == 200  # nothing was kept: computed now
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(hours=3))

    asked = ada.sql(COUNT, refresh=mode)

    assert (asked.status, asked.body["results"], asked.body["is_cached"]) == (202, [[3]], True)
    assert asked.body["query_status"]["complete"] is False
    assert len(queue.sent) == 1


def test_a_lazy_client_does_not_take_what_is_too_old(
    ada: Asker, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = clock.now().replace(hour=9)
    monkeypatch.setattr(clock, "now", lambda: start)
    ada.sql(COUNT)
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(seconds=3700))

    assert ada.sql(COUNT, refresh="lazy_async").status == 202
    assert len(queue.sent) == 1


def test_identical_questions_meet_in_one_run(ada: Asker, queue: Queue) -> None:
    ids = [
        ada.sql(COUNT, refresh="force_async", **each).body["query_status"]["id"]
        for each in ({}, {}, {"client_query_id": "mine"}, {"client_query_id": "yours"})
    ]

    assert len(queue.sent) == 1
    assert ids[0] == ids[1]
    assert ids[2:] == ["mine", "yours"]
    queue.deliver()
    (task_id,) = {poll(ada, each).body["query_status"]["task_id"] for each in ids}
    assert task_id
    assert [poll(ada, each).status for each in ids] == [200] * 4


def test_a_cancelled_run_is_not_run_and_not_found(ada: Asker, queue: Queue) -> None:
    ada.sql(COUNT, refresh="async", client_query_id="mine")

    assert cancel(ada, "mine").status == 200
    queue.deliver()

    assert poll(ada, "mine").status == 404
    assert ada.sql(COUNT, refresh="async").status == 202  # nothing was kept


def test_a_run_that_others_wait_for_goes_on(ada: Asker, queue: Queue) -> None:
    for name in ("mine", "yours"):
        ada.sql(COUNT, refresh="async", client_query_id=name)

    cancel(ada, "mine")
    queue.deliver()

    assert poll(ada, "mine").status == 404
    assert poll(ada, "yours").status == 200


def test_another_team_can_neither_poll_nor_cancel(ada: Asker, bob: Asker, queue: Queue) -> None:
    ada.sql(COUNT, refresh="async", client_query_id="mine")

    assert poll(bob, "mine").status == 404
    assert cancel(bob, "mine").status == 200
    queue.deliver()

    assert poll(bob, "mine").status == 404
    assert poll(ada, "mine").body["query_status"]["results"]["results"] == [[3]]


def test_an_id_with_escaped_characters_is_found(ada: Asker, queue: Queue) -> None:
    name = "an id/50%"
    ada.sql(COUNT, refresh="async", client_query_id=name)

    answer = poll(ada, quote(name, safe=""))

    assert (answer.status, answer.body["query_status"]["id"]) == (202, name)
    assert cancel(ada, quote(name, safe="")).status == 200
    assert poll(ada, quote(name, safe="")).status == 404
    assert len(queue.sent) == 1


def test_a_running_statement_shows_its_progress_and_is_stopped(ada: Asker, queue: Queue) -> None:
    ada.sql(SLOW, refresh="async", client_query_id="mine")
    current = settings.current()

    def deliver() -> None:
        with settings.use(current):
            queue.deliver()
        clickhouse_connect.close()
        postgres_connect.close()

    worker = threading.Thread(target=deliver, daemon=True)
    worker.start()
    progress = eventually(
        lambda: poll(ada, "mine", more="?show_progress=true").body["query_status"],
        until=lambda status: (status["query_progress"] or {}).get("rows_read", 0) > 0,
    )["query_progress"]
    assert progress["time_elapsed"] > 0
    assert set(progress) == {
        *("bytes_read", "rows_read", "estimated_rows_total", "time_elapsed", "active_cpu_time"),
    }

    cancel(ada, "mine")
    worker.join(DEADLINE_SECONDS)

    assert not worker.is_alive()
    assert poll(ada, "mine").status == 404


def test_a_message_that_comes_again_after_a_kill_completes(ada: Asker, queue: Queue) -> None:
    ada.sql(COUNT, refresh="async", client_query_id="mine")
    (body,) = queue.sent
    task = orjson.loads(body)
    enqueued = find_enqueued(ada.team_id, task["key"])
    assert enqueued is not None
    update_enqueued(enqueued, {"pickup_time": clock.now()})  # and then the worker was gone
    assert poll(ada, "mine").status == 202

    assert queue.deliver(attempt=2) == []

    assert poll(ada, "mine").status == 200
    add_event_and_expect_nothing_new(ada, queue, body)


def add_event_and_expect_nothing_new(ada: Asker, queue: Queue, body: str) -> None:
    """Deliver the message of a run that is complete once more."""
    ended = poll(ada, "mine").body["query_status"]["end_time"]
    assert queue.deliver_one(body, attempt=3) == []
    assert poll(ada, "mine").body["query_status"]["end_time"] == ended


def test_what_ends_every_worker_is_failed_and_does_not_loop(ada: Asker, queue: Queue) -> None:
    ada.sql(COUNT, refresh="async", client_query_id="mine")

    assert queue.deliver(attempt=4) == []

    answer = poll(ada, "mine")
    assert answer.status == 500
    assert answer.body["query_status"]["error_message"].startswith("The query could not be")
    assert ada.sql(COUNT, refresh="async").status == 202  # asked anew, it is tried anew


def test_a_query_at_fault_says_so_when_it_is_polled(ada: Asker, queue: Queue) -> None:
    ada.sql("SELECT no_such_column FROM events", refresh="async", client_query_id="mine")

    assert queue.deliver() == []

    answer = poll(ada, "mine")
    assert answer.status == 400
    assert answer.body["query_status"]["error"] is True
    assert answer.body["query_status"]["error_message"]
    assert ada.sql(COUNT).status == 200


def test_a_blocking_query_out_of_time_goes_on_in_the_background(
    ada: Asker, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_module, "BUDGET_SECONDS", 0.0)

    asked = ada.sql(COUNT, client_query_id="mine")

    assert asked.status == 202
    queue.deliver()
    assert poll(ada, "mine").body["query_status"]["results"]["results"] == [[3]]


@pytest.mark.parametrize("away", ["queue", "cache"])
def test_without_the_background_queries_are_answered_now(
    ada: Asker, queue: Queue, away: str
) -> None:
    queue.is_away = away == "queue"
    address = "redis://127.0.0.1:1" if away == "cache" else settings.current().redis_url
    with settings.use(replace(settings.current(), redis_url=address)):
        assert ada.sql(COUNT, refresh="async").body["results"] == [[3]]
        assert ada.sql(COUNT).body["results"] == [[3]]
        forced = ada.sql(COUNT, refresh="force_async")
        assert (forced.status, list(forced.body)) == (200, ["query_status"])
        assert forced.body["query_status"]["results"]["results"] == [[3]]
    assert queue.sent == []


def test_a_large_result_lies_in_s3(
    ada: Asker, queue: Queue, site: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "LARGEST_BYTES", 200)
    monkeypatch.setattr(kept, "LARGEST_BYTES", 200)
    ada.sql(COUNT, refresh="async", client_query_id="mine")
    queue.deliver()

    assert poll(ada, "mine").body["query_status"]["results"]["results"] == [[3]]
    listed = site.s3.list_objects_v2(Bucket=site.name, Prefix=f"{ada.team_id}/")
    assert listed["KeyCount"] == 1


def test_runs_leave_lines_in_the_log_of_queries(ada: Asker, queue: Queue) -> None:
    ada.sql(COUNT, refresh="async", client_query_id="mine")
    queue.deliver()

    log = "SELECT client_query_id, status FROM query_log WHERE query = '" + COUNT + "'"
    assert ["mine", "finished"] in ada.sql(log).body["results"]


def eventually(ask: Callable[[], Any], *, until: Callable[[Any], bool]) -> Any:
    """Ask until the answer is what is waited for."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    answer = ask()
    while not until(answer):
        assert time.monotonic() < deadline, answer
        answer = ask()
    return answer
