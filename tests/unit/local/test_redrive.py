"""The command that sends dead letters again, where no instance runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from local.redrive import NotRunningError, find_emulator, main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("record", [None, "no json", "{}", '{"pid": 999999999}'])
def test_a_folder_on_which_nothing_runs_is_told(tmp_path: Path, record: str | None) -> None:
    if record is not None:
        (tmp_path / "run").mkdir()
        (tmp_path / "run" / "emulator.json").write_text(record)
    with pytest.raises(NotRunningError):
        find_emulator(tmp_path)


def test_the_command_fails_and_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["persons", "--data-dir", str(tmp_path)]) == 1
    assert "No instance runs on" in capsys.readouterr().err


def test_a_queue_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["unheard-of"])
    assert "invalid choice" in capsys.readouterr().err
