from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from local.folder import LONGEST_SOCKET_FOLDER, FolderInUseError, lock, open_folder

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_in_use_is_refused_with_the_process_that_has_it(tmp_path: Path) -> None:
    folder = open_folder(tmp_path / "data")
    with lock(folder), pytest.raises(FolderInUseError, match=str(os.getpid())), lock(folder):
        pytest.fail("two instances share a folder")


def test_a_folder_can_be_used_again_afterwards(tmp_path: Path) -> None:
    folder = open_folder(tmp_path / "data")
    for _ in range(2):
        with lock(folder):
            assert (folder.root / "lock").read_text() == str(os.getpid())


def test_two_folders_do_not_disturb_each_other(tmp_path: Path) -> None:
    with lock(open_folder(tmp_path / "one")), lock(open_folder(tmp_path / "two")):
        assert (tmp_path / "two" / "lock").exists()


def test_sockets_lie_in_the_folder_unless_its_path_is_long(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * LONGEST_SOCKET_FOLDER)
    assert len(str(open_folder(deep).sockets())) < LONGEST_SOCKET_FOLDER + 20
    assert not open_folder(deep).sockets().is_relative_to(deep)
    assert open_folder(deep).sockets() != open_folder(deep / "other").sockets()


def test_the_folder_for_sockets_is_private(tmp_path: Path) -> None:
    sockets = open_folder(tmp_path / "data").sockets()
    assert sockets.stat().st_mode & 0o777 == 0o700
