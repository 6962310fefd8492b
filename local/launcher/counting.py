"""A pytest plugin that writes how many tests passed and failed, for the verdict of a whole run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pytest
    from _pytest.terminal import TerminalReporter

_OUTCOMES: Final = ("passed", "failed", "error", "skipped")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the path of the report."""
    parser.addoption("--counts", type=Path, default=None, help="write the counts to this file")


def pytest_terminal_summary(terminalreporter: TerminalReporter, config: pytest.Config) -> None:
    """Write the counts of all workers."""
    path: Path | None = config.getoption("--counts")
    if path is not None:
        stats = terminalreporter.stats
        path.write_text(json.dumps({name: len(stats.get(name, ())) for name in _OUTCOMES}))
