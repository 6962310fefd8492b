from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from local.launcher.tests import Counts, read_counts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("report", "status", "expected"),
    [
        ({"passed": 3, "skipped": 1}, 0, Counts(passed=3, failed=0)),
        ({"passed": 3, "failed": 1, "error": 1}, 1, Counts(passed=3, failed=2)),
        ({"passed": 3}, 2, Counts(passed=3, failed=1)),
        ({}, 5, Counts(passed=0, failed=1)),
        (None, 0, Counts(passed=0, failed=1)),
    ],
    ids=["all passed", "some failed", "broke down", "found no test", "left no report"],
)
def test_a_runner_that_did_not_pass_is_a_failure(
    tmp_path: Path, report: dict[str, int] | None, status: int, expected: Counts
) -> None:
    path = tmp_path / "report.json"
    if report is not None:
        path.write_text(json.dumps(report))
    counts = read_counts(path, status, passed="passed", failed=("failed", "error"))
    assert counts == expected


def test_counts_add_up() -> None:
    assert Counts(passed=1, failed=2) + Counts(passed=3, failed=4) == Counts(passed=4, failed=6)
