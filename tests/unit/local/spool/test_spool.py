from __future__ import annotations

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from local.spool.entry import Entry
from local.spool.spool import Spool, SpoolError

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL_SEGMENT: Final = 300


def make_entry(body: str = "{}", queue: str = "events") -> Entry:
    return Entry(queue=queue, body=body, attributes={"token": "phc_a"}, group="1")


def test_what_was_appended_is_there_after_a_crash(tmp_path: Path) -> None:
    key = Spool(tmp_path).append(make_entry("hello"))
    assert Spool(tmp_path).left() == {key: make_entry("hello")}


def test_what_was_forgotten_is_not(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    keys = [spool.append(make_entry(str(number))) for number in range(3)]
    spool.forget(keys[1])
    assert list(Spool(tmp_path).left()) == [keys[0], keys[2]]


def test_forgetting_twice_or_what_never_was_is_no_error(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    key = spool.append(make_entry())
    for name in (key, key, "7-7"):
        spool.forget(name)
    assert spool.count() == 0


def test_an_entry_of_an_earlier_run_can_be_forgotten(tmp_path: Path) -> None:
    key = Spool(tmp_path).append(make_entry())
    second = Spool(tmp_path)
    second.forget(key)
    assert second.left() == {}
    assert Spool(tmp_path).left() == {}


def test_a_clean_end_with_nothing_left_leaves_no_file(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.forget(spool.append(make_entry()))
    spool.close()
    assert list(tmp_path.iterdir()) == []


def test_segments_that_are_done_are_deleted_while_it_runs(tmp_path: Path) -> None:
    spool = Spool(tmp_path, segment_bytes=SMALL_SEGMENT)
    for _ in range(50):
        spool.forget(spool.append(make_entry("x" * 100)))
    assert len(list(tmp_path.glob("*.entries"))) == 1


def test_many_threads_lose_nothing_and_share_their_syncs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    syncs = counted(monkeypatch, os.fsync)
    spool = Spool(tmp_path, segment_bytes=20_000)
    with ThreadPoolExecutor(16) as threads:
        keys = list(threads.map(lambda n: spool.append(make_entry(str(n))), range(800)))
    assert len(set(keys)) == 800
    assert {entry.body for entry in Spool(tmp_path).left().values()} == set(map(str, range(800)))
    assert len(syncs) < 800


def test_a_disk_that_is_full_is_a_failure_of_the_queue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spool = Spool(tmp_path)
    kept = spool.append(make_entry("kept"))
    with monkeypatch.context() as broken:
        broken.setattr(os, "pwrite", failing)
        with pytest.raises(SpoolError, match="No space"):
            spool.append(make_entry("lost"))
    later = spool.append(make_entry("later"))
    assert list(Spool(tmp_path).left()) == [kept, later]


def test_a_sync_that_fails_fails_the_append_and_nothing_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spool = Spool(tmp_path)
    with monkeypatch.context() as broken:
        broken.setattr("local.spool.segments.Segment.sync", failing)
        with pytest.raises(SpoolError):
            spool.append(make_entry("lost"))
    key = spool.append(make_entry("later"))
    assert list(Spool(tmp_path).left()) == [key]


def failing(*_arguments: object) -> int:
    raise OSError(28, "No space left on device")


def counted(patch: pytest.MonkeyPatch, call: Callable[[int], None]) -> list[int]:
    calls: list[int] = []

    def count(descriptor: int) -> None:
        calls.append(descriptor)
        call(descriptor)

    patch.setattr(os, call.__name__, count)
    return calls


class SpoolMachine(RuleBasedStateMachine):
    """Appends, forgets, crashes and reopens in any order; a model says what must be left."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.model: dict[str, Entry] = {}
        self.spool = self.opened()

    def opened(self) -> Spool:
        return Spool(Path(self.folder.name), segment_bytes=SMALL_SEGMENT)

    @rule(body=st.text(max_size=120))
    def append(self, body: str) -> None:
        self.model[self.spool.append(make_entry(body))] = make_entry(body)

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def forget(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.model)))
        self.spool.forget(key)
        del self.model[key]

    @rule(is_clean=st.booleans())
    def end_and_reopen(self, is_clean: bool) -> None:
        if is_clean:
            self.spool.close()
        self.spool = self.opened()
        assert self.spool.left() == self.model

    @rule(cut=st.integers(min_value=1, max_value=400))
    def crash_while_writing(self, cut: int) -> None:
        """Leave a piece of a record that nobody was told about."""
        current = max(Path(self.folder.name).glob("*.entries"))
        torn = (300).to_bytes(4, "little") + b"\1" * 300
        with current.open("ab") as file:
            file.write(torn[: cut % len(torn)])
        self.spool = self.opened()
        assert self.spool.left() == self.model

    @invariant()
    def counts_what_is_left(self) -> None:
        assert self.spool.count() == len(self.model)

    def teardown(self) -> None:
        self.folder.cleanup()


SpoolMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestSpool = SpoolMachine.TestCase
