"""``./hedgerow test``: every test of every kind, and one verdict.

    pytest (-n 2) + vitest --reports--> counts -> "N passed, N failed", exit status

Arguments go to pytest, and then only it runs.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from local.launcher.node import node_environment

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT: Final = Path(__file__).resolve().parents[2]
REPORTS: Final = ROOT / "build" / "test-reports"
_WORKERS: Final = ("-n", "2", "--dist", "loadgroup")


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """How the tests of one runner ended; ``failed`` counts a runner that broke down as one."""

    passed: int
    failed: int

    def __add__(self, other: Counts) -> Counts:
        """Return the counts of both."""
        return Counts(passed=self.passed + other.passed, failed=self.failed + other.failed)


def main(arguments: Sequence[str]) -> int:
    """Run the tests; return 0 when all passed."""
    shutil.rmtree(REPORTS, ignore_errors=True)
    REPORTS.mkdir(parents=True)
    counts = _pytest(arguments)
    if not arguments and (ROOT / "dashboard" / "package.json").exists():
        counts += _vitest()
    sys.stdout.write(f"\n{counts.passed} passed, {counts.failed} failed\n")
    return 1 if counts.failed else 0


def read_counts(path: Path, status: int, *, passed: str, failed: Sequence[str]) -> Counts:
    """Return the counts in a runner's report, under the names it gives them.

    A runner that broke down, or failed without naming a test, counts as one failure.
    """
    if not path.exists():
        return Counts(passed=0, failed=1)
    report = json.loads(path.read_text())
    total = sum(int(report.get(name, 0)) for name in failed)
    return Counts(passed=int(report.get(passed, 0)), failed=total or int(status != 0))


def _pytest(arguments: Sequence[str]) -> Counts:
    report = REPORTS / "pytest.json"
    workers = () if "-n" in arguments else _WORKERS
    counting = ("-p", "local.launcher.counting", f"--counts={report}")
    command = [sys.executable, "-m", "pytest", *counting, *workers, *arguments]
    status = subprocess.run(command, cwd=ROOT, check=False).returncode
    return read_counts(report, status, passed="passed", failed=("failed", "error"))


def _vitest() -> Counts:
    report = REPORTS / "vitest.json"
    reporters = ("--reporter=default", "--reporter=json", f"--outputFile.json={report}")
    command = ["npx", "--no-install", "vitest", "run", *reporters]
    status = subprocess.run(
        command, cwd=ROOT / "dashboard", env=node_environment(ROOT), check=False
    ).returncode
    return read_counts(report, status, passed="numPassedTests", failed=("numFailedTests",))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
