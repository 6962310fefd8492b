"""Two organizations that query at the same time through the same function."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier
from typing import TYPE_CHECKING, Final

from shared.clickhouse import connect as clickhouse
from shared.postgres import connect as postgres

if TYPE_CHECKING:
    from tests.integration.functions.query.conftest import Asker

ROUNDS: Final = 10
THREADS: Final = 4


def test_queries_in_many_threads_never_see_each_others_events(ada: Asker, bob: Asker) -> None:
    together = Barrier(THREADS)

    def ask_often(asker: Asker) -> set[str]:
        together.wait(timeout=30)
        seen: set[str] = set()
        for number in range(ROUNDS):
            answer = asker.sql(f"SELECT event, {number} FROM events", refresh="force_blocking")
            assert answer.status == 200, answer.body
            seen |= {event for event, _ in answer.body["results"]}
            status = asker.send(
                "GET", f"/api/projects/{asker.team_id}/query/{answer.body['cache_key']}/"
            )
            assert status.body["query_status"]["team_id"] == asker.team_id
        postgres.close()
        clickhouse.close()
        return seen

    with ThreadPoolExecutor(THREADS) as pool:
        askers = [ada, bob] * (THREADS // 2)
        runs = [pool.submit(copy_context().run, ask_often, asker) for asker in askers]
        seen = [run.result(timeout=120) for run in runs]

    assert seen == [{"signed up", "paid"}, {"secret"}] * (THREADS // 2)
