"""The files of the spool: segments of entries, each with a list of those that are done.

    <n>.entries   header (length, checksum) + entry, one after the other; only ever appended to
    <n>.done      positions in that segment, four bytes each; a segment that is all done is deleted

A record that a crash cut short ends its segment: nobody was told that it was stored. Marks in
``.done`` are not synced: losing one means that its entry is sent again, which is harmless.
"""

from __future__ import annotations

import os
import struct
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HEADER: Final = struct.Struct("<II")
_MARK: Final = struct.Struct("<I")
ENTRIES: Final = ".entries"
DONE: Final = ".done"


class Segment:
    """A segment that is being written. Not safe for several threads: the spool holds a lock."""

    def __init__(self, folder: Path, number: int) -> None:
        """Create the files; the folder itself is synced, so that their names survive too."""
        self.number: Final = number
        self.size = 0
        self.count = 0
        self._path: Final = folder / f"{number:010d}{ENTRIES}"
        self._file: Final = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        _sync_folder(folder)

    def append(self, content: bytes) -> int:
        """Write an entry and return its position; it is durable after the next ``sync``.

        An OSError leaves at most a piece behind the last whole record; the next one replaces it.
        """
        record = memoryview(_HEADER.pack(len(content), zlib.crc32(content)) + content)
        end = self.size
        try:
            while record:
                written = os.pwrite(self._file, record, end)
                record = record[written:]
                end += written
        except OSError:
            with suppress(OSError):
                os.ftruncate(self._file, self.size)
            raise
        self.size = end
        self.count += 1
        return self.count - 1

    def sync(self) -> None:
        """Return once all that was appended before is on the disk."""
        os.fsync(self._file)

    def close(self) -> None:
        """Write no more."""
        os.close(self._file)


def read_segment(folder: Path, number: int) -> Iterator[tuple[int, bytes]]:
    """Return the entries that are not done, each with its position."""
    done = _read_marks(folder / f"{number:010d}{DONE}")
    content = (folder / f"{number:010d}{ENTRIES}").read_bytes()
    start = position = 0
    while start + _HEADER.size <= len(content):
        length, checksum = _HEADER.unpack_from(content, start)
        start += _HEADER.size
        entry = content[start : start + length]
        if len(entry) < length or zlib.crc32(entry) != checksum:
            return
        if position not in done:
            yield position, entry
        start += length
        position += 1


def mark_done(folder: Path, number: int, position: int) -> None:
    """Note that the entry at a position of a segment needs no more sending."""
    with (folder / f"{number:010d}{DONE}").open("ab", buffering=0) as file:
        file.write(_MARK.pack(position))


def delete_segment(folder: Path, number: int) -> None:
    """Remove a segment. Its entries go first: marks without entries mean nothing."""
    (folder / f"{number:010d}{ENTRIES}").unlink(missing_ok=True)
    (folder / f"{number:010d}{DONE}").unlink(missing_ok=True)


def segment_numbers(folder: Path) -> list[int]:
    """Return the numbers of the segments in a folder, oldest first."""
    return sorted(int(path.stem) for path in folder.glob(f"*{ENTRIES}"))


def _read_marks(path: Path) -> set[int]:
    if not path.exists():
        return set()
    content = path.read_bytes()
    whole = len(content) - len(content) % _MARK.size
    return {mark for (mark,) in _MARK.iter_unpack(content[:whole])}


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
