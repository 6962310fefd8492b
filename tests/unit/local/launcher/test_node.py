from __future__ import annotations

import json
from typing import TYPE_CHECKING

from local.launcher.node import copy_static

if TYPE_CHECKING:
    from pathlib import Path


def write_package(folder: Path, version: str) -> Path:
    (folder / "dist").mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text(json.dumps({"version": version}))
    (folder / "dist" / "array.js").write_text(version)
    (folder / "dist" / "module.d.ts").write_text("")
    return folder


def test_the_sdks_scripts_lie_under_their_version(tmp_path: Path) -> None:
    copy_static(write_package(tmp_path / "sdk", "1.2.3"), tmp_path / "static")
    assert (tmp_path / "static" / "1.2.3" / "array.js").read_text() == "1.2.3"
    assert not (tmp_path / "static" / "1.2.3" / "module.d.ts").exists()


def test_another_version_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    for version in ("1.2.3", "1.3.0"):
        copy_static(write_package(tmp_path / "sdk", version), tmp_path / "static")
    assert [path.name for path in (tmp_path / "static").iterdir()] == ["1.3.0"]


def test_a_checkout_without_the_package_has_no_scripts(tmp_path: Path) -> None:
    copy_static(tmp_path / "sdk", tmp_path / "static")
    assert not (tmp_path / "static").exists()
