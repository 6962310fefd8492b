from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from local.spool.segments import (
    Segment,
    delete_segment,
    mark_done,
    read_segment,
    segment_numbers,
)

if TYPE_CHECKING:
    from pathlib import Path


def fill(folder: Path, *entries: bytes) -> Path:
    segment = Segment(folder, 1)
    for entry in entries:
        segment.append(entry)
    segment.sync()
    segment.close()
    return folder / "0000000001.entries"


def test_entries_come_back_with_their_positions(tmp_path: Path) -> None:
    fill(tmp_path, b"a", b"", b"c" * 5000)
    assert list(read_segment(tmp_path, 1)) == [(0, b"a"), (1, b""), (2, b"c" * 5000)]


def test_entries_that_are_done_do_not(tmp_path: Path) -> None:
    fill(tmp_path, b"a", b"b", b"c")
    mark_done(tmp_path, 1, 0)
    mark_done(tmp_path, 1, 2)
    assert list(read_segment(tmp_path, 1)) == [(1, b"b")]


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_record_cut_short_at_any_byte_ends_the_segment(tmp_path: Path, cut: int) -> None:
    path = fill(tmp_path, b"whole", b"cut")
    path.write_bytes(path.read_bytes()[:-cut])
    assert list(read_segment(tmp_path, 1)) == [(0, b"whole")]


def test_a_record_whose_bytes_changed_ends_the_segment(tmp_path: Path) -> None:
    path = fill(tmp_path, b"whole", b"changed")
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert list(read_segment(tmp_path, 1)) == [(0, b"whole")]


def test_a_mark_cut_short_is_no_mark(tmp_path: Path) -> None:
    fill(tmp_path, b"a", b"b")
    mark_done(tmp_path, 1, 1)
    marks = tmp_path / "0000000001.done"
    marks.write_bytes(marks.read_bytes() + b"\0\0")
    assert list(read_segment(tmp_path, 1)) == [(0, b"a")]


def test_a_deleted_segment_leaves_nothing(tmp_path: Path) -> None:
    fill(tmp_path, b"a")
    mark_done(tmp_path, 1, 0)
    assert segment_numbers(tmp_path) == [1]
    delete_segment(tmp_path, 1)
    assert list(tmp_path.iterdir()) == []


def test_a_segment_is_never_written_over(tmp_path: Path) -> None:
    fill(tmp_path, b"a")
    with pytest.raises(FileExistsError):
        Segment(tmp_path, 1)
