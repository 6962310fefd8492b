from __future__ import annotations

from typing import TYPE_CHECKING

from local.launcher.stamps import fingerprint, is_current, remember

if TYPE_CHECKING:
    from pathlib import Path


def test_a_fingerprint_changes_with_content_name_and_presence(tmp_path: Path) -> None:
    files = [tmp_path / "a", tmp_path / "b"]
    found = {fingerprint(files)}
    files[0].write_text("1")
    found.add(fingerprint(files))
    files[0].write_text("2")
    found.add(fingerprint(files))
    files[0].rename(files[1])
    found.add(fingerprint(files))
    assert len(found) == 4


def test_the_order_of_the_files_does_not_matter(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).write_text(name)
    assert fingerprint([tmp_path / "a", tmp_path / "b"]) == fingerprint(
        [tmp_path / "b", tmp_path / "a", tmp_path / "a"]
    )


def test_what_was_done_with_the_same_input_is_not_done_again(tmp_path: Path) -> None:
    stamp = tmp_path / "deep" / "stamp"
    assert not is_current(stamp, "one")
    remember(stamp, "one")
    assert is_current(stamp, "one")
    assert not is_current(stamp, "two")
