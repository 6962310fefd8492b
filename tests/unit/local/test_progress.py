from __future__ import annotations

from io import StringIO

import pytest

from local.processes import ProcessFailedError
from local.progress import Terminal


def test_steps_notes_and_addresses_are_lines_that_logs_can_keep() -> None:
    stream = StringIO()
    terminal = Terminal(stream)
    with terminal.step("PostgreSQL"):
        terminal.note("it is cold")
    with terminal.bar("Demo", 3) as advance:
        advance(3)
    terminal.banner({"Dashboard": "http://localhost:8000", "Demo password": "a-b-c"})
    lines = stream.getvalue().splitlines()
    assert any("PostgreSQL" in line and line.rstrip().endswith(" s") for line in lines)
    assert "  it is cold" in lines
    assert any("http://localhost:8000" in line for line in lines)


def test_a_step_that_fails_is_not_ticked_off() -> None:
    stream = StringIO()
    terminal = Terminal(stream)
    with pytest.raises(ProcessFailedError), terminal.step("PostgreSQL"):
        raise ProcessFailedError("it did not start")
    terminal.failure("it did not start")
    assert "✓" not in stream.getvalue()
    assert "it did not start" in stream.getvalue()
