from __future__ import annotations

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING, Final

import pytest

from local.group_commit import GroupCommit

if TYPE_CHECKING:
    from collections.abc import Iterator

LONG: Final = 60.0
SECONDS: Final = 10.0


class Table:
    """Commits in memory; ``gate`` keeps a commit waiting."""

    def __init__(self) -> None:
        self.commits: list[tuple[bytes, str]] = []
        self.gate = Event()
        self.gate.set()
        self.began = Event()
        self.error: Exception | None = None

    def insert(self, content: bytes, token: str) -> None:
        self.began.set()
        assert self.gate.wait(SECONDS)
        if self.error is not None:
            raise self.error
        self.commits.append((content, token))


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


def test_a_lone_insert_is_committed_after_the_interval() -> None:
    table = Table()
    writer = GroupCommit(table.insert, interval_seconds=0.01)
    writer.insert(b'{"a":1}\n', "token")
    assert table.commits == [(b'{"a":1}\n', hashlib.sha256(b'{"a":1}\n').hexdigest())]
    writer.close()


def test_rows_that_come_during_a_commit_are_the_next_group(threads: ThreadPoolExecutor) -> None:
    table = Table()
    table.gate.clear()
    writer = GroupCommit(table.insert, interval_seconds=0.01)
    first = threads.submit(writer.insert, b"1\n", "")
    assert table.began.wait(SECONDS)
    others = [threads.submit(writer.insert, f"{n}\n".encode(), "") for n in (2, 3, 4)]
    settle(writer, len(others))
    table.gate.set()
    for done in (first, *others):
        done.result(SECONDS)
    assert [sorted(content.split()) for content, _ in table.commits] == [[b"1"], [b"2", b"3", b"4"]]
    writer.close()


def test_enough_rows_do_not_wait_for_the_interval(threads: ThreadPoolExecutor) -> None:
    table = Table()
    writer = GroupCommit(table.insert, interval_seconds=LONG, most_rows=4)
    done = [threads.submit(writer.insert, b"a\nb\n", "") for _ in range(2)]
    for one in done:
        one.result(SECONDS)
    assert table.commits[0][0] == b"a\nb\na\nb\n"
    writer.close()


def test_a_caller_is_released_only_after_its_commit(threads: ThreadPoolExecutor) -> None:
    table = Table()
    table.gate.clear()
    writer = GroupCommit(table.insert, interval_seconds=0.01)
    waiting = threads.submit(writer.insert, b"1\n", "")
    assert table.began.wait(SECONDS)
    assert not waiting.done()
    table.gate.set()
    assert waiting.result(SECONDS) is None
    writer.close()


def test_a_failure_reaches_every_caller_of_the_group_and_nobody_else(
    threads: ThreadPoolExecutor,
) -> None:
    table = Table()
    table.error = OSError("no disk")
    writer = GroupCommit(table.insert, interval_seconds=LONG, most_rows=3)
    failed: list[Future[None]] = [threads.submit(writer.insert, b"x\n", "") for _ in range(3)]
    assert all(isinstance(one.exception(SECONDS), OSError) for one in failed)
    table.error = None
    writer.insert(b"y\ny\ny\n", "")
    assert [content for content, _ in table.commits] == [b"y\ny\ny\n"]
    writer.close()


def test_closing_commits_what_waits_and_takes_no_more(threads: ThreadPoolExecutor) -> None:
    table = Table()
    writer = GroupCommit(table.insert, interval_seconds=LONG)
    waiting = threads.submit(writer.insert, b"1", "")
    settle(writer, 1)
    writer.close()
    assert waiting.result(SECONDS) is None
    assert table.commits[0][0] == b"1\n"
    with pytest.raises(RuntimeError):
        writer.insert(b"2\n", "")


def settle(writer: GroupCommit, count: int) -> None:
    """Return once ``count`` callers wait in the writer."""
    with writer._changed:
        assert writer._changed.wait_for(lambda: len(writer._waiting) >= count, SECONDS)
