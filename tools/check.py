"""Everything that is checked without running the product: ``./hedgerow check``.

The steps are independent of each other and run two at a time; all run even when one fails, so that
one look shows all there is to mend.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
PYTHON: Final = sys.executable
AT_A_TIME: Final = min(4, os.cpu_count() or 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One check: a command and the folder it runs in."""

    name: str
    command: tuple[str, ...]
    folder: Path = ROOT


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """How a step ended."""

    step: Step
    is_good: bool
    output: str
    seconds: float


def _module(name: str, *arguments: str) -> tuple[str, ...]:
    return (PYTHON, "-m", name, *arguments)


DASHBOARD: Final = ROOT / "dashboard"
STEPS: Final = (
    Step(name="types (mypy strict)", command=_module("mypy")),
    Step(name="types (pyright)", command=_module("pyright", "--warnings")),
    Step(name="lint (ruff)", command=_module("ruff", "check", ".")),
    Step(name="format (ruff)", command=_module("ruff", "format", "--check", ".")),
    Step(name="import contracts", command=(str(Path(PYTHON).parent / "lint-imports"),)),
    Step(name="house rules", command=_module("pytest", "tests/house", "-p", "no:cacheprovider")),
    Step(name="templates (CDK)", command=_module("pytest", "tests/unit/cdk")),
    Step(name="generated files", command=_module("tools.generate", "--check")),
    Step(name="dashboard lint", command=("npm", "run", "--silent", "lint"), folder=DASHBOARD),
    Step(name="dashboard types", command=("npm", "run", "--silent", "typecheck"), folder=DASHBOARD),
)


def _take(step: Step) -> Outcome:
    started = time.monotonic()
    done = subprocess.run(
        step.command,
        cwd=step.folder,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return Outcome(
        step=step,
        is_good=done.returncode == 0,
        output=done.stdout,
        seconds=time.monotonic() - started,
    )


def main() -> int:
    """Run every step; the exit status is 1 when one of them failed."""
    failed = 0
    with ThreadPoolExecutor(max_workers=AT_A_TIME) as pool:
        for outcome in pool.map(_take, STEPS):
            mark = "ok    " if outcome.is_good else "FAILED"
            sys.stdout.write(f"{mark} {outcome.step.name} ({outcome.seconds:.0f} s)\n")
            if not outcome.is_good:
                failed += 1
                sys.stdout.write(outcome.output + "\n")
            sys.stdout.flush()
    sys.stdout.write(f"{len(STEPS) - failed} checks passed, {failed} failed\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
