"""Which location database one machine uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local.launcher.node import LOCATIONS
from local.locations import VARIABLE, find_locations

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_that_of_the_launcher_if_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert find_locations(tmp_path) == ""
    (tmp_path / LOCATIONS).mkdir(parents=True)
    assert find_locations(tmp_path) == str(tmp_path / LOCATIONS)


def test_ones_own_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / LOCATIONS).mkdir(parents=True)
    monkeypatch.setenv(VARIABLE, "mine.mmdb")
    assert find_locations(tmp_path) == "mine.mmdb"
