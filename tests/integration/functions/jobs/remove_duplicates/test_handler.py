"""An event that an SDK sent again counts once a minute later, whatever the job meets."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as options
from hypothesis import strategies as st

from functions.jobs.remove_duplicates import handler as job
from shared.clickhouse import connect
from shared.domain.duplicates import find, progress, remove
from shared.errors import TemporarilyUnavailableError
from shared.ids import person_id
from shared.postgres import connect as postgres
from tests.e2e.waiting import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clickhouse_connect.driver.client import Client

NOON = 1_795_348_800_000
HOUR = 3_600_000


class Copy(NamedTuple):
    """One delivery of an event, as the row that it becomes."""

    uuid: int
    event: str = "viewed"
    distinct_id: str = "ann"
    team_id: int = 1
    later: int = 0


def insert(client: Client, *copies: Copy) -> None:
    """Insert rows in one statement."""
    rows = [
        f"(toUUID('{UUID(int=one.uuid)}'), {one.team_id}, '{one.event}',"
        f" fromUnixTimestamp64Milli({NOON + one.later}, 'UTC'), '{one.distinct_id}',"
        f" toUUID('{person_id(one.team_id, one.distinct_id)}'))"
        for one in copies
    ]
    columns = "uuid, team_id, event, timestamp, distinct_id, person_id"
    options = {"async_insert": 0, "insert_deduplication_token": str(uuid4())}
    client.command(f"INSERT INTO events ({columns}) VALUES {', '.join(rows)}", settings=options)


def stored(client: Client) -> Counter[Copy]:
    """Return every row that a query counts."""
    found = client.query(
        "SELECT uuid, event, distinct_id, team_id, toUnixTimestamp64Milli(timestamp) FROM events"
    ).result_rows
    return Counter(
        Copy(uuid.int, event, who, team_id, at - NOON) for uuid, event, who, team_id, at in found
    )


@contextmanager
def no_merges(client: Client) -> Iterator[None]:
    """Keep copies apart; a removal waits for merges too, so it comes after."""
    client.command("SYSTEM STOP MERGES events")
    yield
    client.command("SYSTEM START MERGES events")


def run_apart() -> dict[str, object]:
    """Run the job in a thread of its own, which has its own connections."""
    try:
        return job.handle({}, None)
    finally:
        postgres.close()
        connect.close()


@pytest.fixture
def events(clickhouse: Client, postgres_url: str) -> Client:
    """The stores of the job, empty."""
    assert postgres_url
    return clickhouse


def test_a_retry_goes_and_the_first_delivery_stays(events: Client) -> None:
    with no_merges(events):
        insert(events, Copy(1), Copy(2))
        insert(events, Copy(2), Copy(3))
        assert stored(events).total() == 4
    job.handle({}, None)
    assert stored(events) == Counter([Copy(1), Copy(2), Copy(3)])


@pytest.mark.parametrize("later", [1, 150_001, 13 * HOUR, 24 * HOUR])
def test_a_retry_whose_clock_was_corrected_otherwise_goes_too(events: Client, later: int) -> None:
    insert(events, Copy(1))
    insert(events, Copy(1, later=later))
    assert job.handle({}, None)["removed"] == 1
    assert stored(events) == Counter([Copy(1)])


def test_events_that_share_only_the_uuid_are_different_events(events: Client) -> None:
    different = [Copy(1), Copy(1, event="left"), Copy(1, distinct_id="bob"), Copy(1, team_id=2)]
    for one in different:
        insert(events, one)
    assert job.handle({}, None)["removed"] == 0
    assert stored(events) == Counter(different)


def test_copies_of_one_insert_become_one(events: Client) -> None:
    insert(events, Copy(1), Copy(1, later=5), Copy(1), Copy(1, later=9))
    job.handle({}, None)
    assert stored(events) == Counter([Copy(1)])


def test_a_later_run_looks_only_at_what_came_since(events: Client) -> None:
    insert(events, Copy(1))
    job.handle({}, None)
    with progress.alone() as held:
        assert held is not None
        age = find.now() - held.done_until
    assert job.OVERLAP_MS <= age < job.OVERLAP_MS + 60_000
    insert(events, Copy(1, later=7))
    assert job.handle({}, None)["removed"] == 1


def test_a_busy_span_is_seen_to_in_portions(
    events: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "MOST_ROWS", 3)
    monkeypatch.setattr(job, "FIRST_MS", 10_000)
    for number in range(10):
        insert(events, Copy(number))
        insert(events, Copy(number, later=3))
    assert job.handle({}, None)["removed"] == 10
    assert stored(events) == Counter(Copy(number) for number in range(10))


def test_a_second_run_leaves_the_first_alone(events: Client) -> None:
    insert(events, Copy(1))
    insert(events, Copy(1, later=3))
    with progress.alone() as held, ThreadPoolExecutor(1) as thread:
        assert held is not None
        answer = thread.submit(copy_context().run, run_apart).result()
    assert answer == {"removed": 0, "idle": "another run works"}
    assert job.handle({}, None)["removed"] == 1


def test_many_runs_at_once_leave_one_copy(events: Client) -> None:
    for number in range(30):
        insert(events, Copy(number % 5, later=number % 3))
    with ThreadPoolExecutor(4) as threads:
        runs = [threads.submit(copy_context().run, run_apart) for _ in range(8)]
        assert sum(int(str(run.result()["removed"])) for run in runs) > 0
    assert stored(events) == Counter(Copy(number) for number in range(5))


def test_a_run_waits_for_the_statement_of_one_that_was_killed(
    events: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    insert(events, Copy(1))
    insert(events, Copy(1, later=3))
    monkeypatch.setitem(remove.SETTINGS, "lightweight_deletes_sync", 0)
    monkeypatch.setattr(remove, "MOST_ROUNDS", 1)
    events.command("SYSTEM STOP MERGES events")
    with pytest.raises(TemporarilyUnavailableError):  # as if killed: begun, and never noted
        job.handle({}, None)
    assert job.handle({}, None) == {"removed": 0, "idle": "an earlier removal goes on"}
    monkeypatch.undo()
    events.command("SYSTEM START MERGES events")
    eventually(remove.is_settled, what="the end of the removal")
    assert stored(events) == Counter([Copy(1)])


def test_a_merge_between_search_and_removal_keeps_what_it_made(
    events: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with no_merges(events):
        insert(events, Copy(1))
        insert(events, Copy(1))
        insert(events, Copy(1, later=5))
        found = find.find_extra(find.Span(first=find.now() - HOUR, last=find.now() + 1))
        assert len(found) == 2
    events.command("OPTIMIZE TABLE events FINAL")
    rounds = iter([found, []])
    monkeypatch.setattr(remove, "find_extra", lambda _: next(rounds))
    with progress.alone() as held:
        assert held is not None
        remove.remove_extra(find.Span(first=0, last=1), held)
    assert stored(events) == Counter([Copy(1), Copy(1, later=5)])
    monkeypatch.undo()
    job.handle({}, None)
    assert stored(events) == Counter([Copy(1)])


COPIES = st.builds(
    Copy,
    uuid=st.integers(1, 3),
    event=st.sampled_from(["viewed", "left"]),
    distinct_id=st.sampled_from(["ann", "bob"]),
    team_id=st.integers(1, 2),
    later=st.sampled_from([0, 1, 12 * HOUR, 23 * HOUR]),
)
STEPS = st.lists(
    st.one_of(st.lists(COPIES, min_size=1, max_size=4), st.sampled_from(["run", "merge"])),
    min_size=1,
    max_size=8,
)


@options(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_each_event_is_stored_once_after_any_history(
    events: Client, steps: Sequence[list[Copy] | str]
) -> None:
    events.command("TRUNCATE TABLE events")
    sent: dict[Copy, int] = {}  # the earliest time at which each was sent
    for step in steps:
        if step == "run":
            job.handle({}, None)
        elif step == "merge":
            events.command("OPTIMIZE TABLE events FINAL")
        else:
            assert not isinstance(step, str)
            insert(events, *step)
            for one in step:
                event = one._replace(later=0)
                sent[event] = min(one.later, sent.get(event, one.later))
        assert {row._replace(later=0) for row in stored(events)} == sent.keys()
    job.handle({}, None)
    assert stored(events) == Counter(key._replace(later=at) for key, at in sent.items())
