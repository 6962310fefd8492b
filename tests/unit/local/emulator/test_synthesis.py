from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from local.emulator.synthesis import fingerprint

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("cdk/stacks/api.py", "functions/topology.py", "functions/jobs/a/w.asl.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    return tmp_path


@pytest.mark.parametrize(
    "name",
    ["cdk/stacks/api.py", "functions/topology.py", "functions/jobs/a/w.asl.json", "cdk.json"],
)
def test_a_changed_input_asks_for_a_new_template(project: Path, name: str) -> None:
    before = fingerprint(project)
    (project / name).write_text("changed")
    assert fingerprint(project) != before


@pytest.mark.parametrize("name", ["functions/jobs/a/handler.py", "README.md"])
def test_other_files_do_not(project: Path, name: str) -> None:
    before = fingerprint(project)
    (project / name).write_text("changed")
    assert fingerprint(project) == before
