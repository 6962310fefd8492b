"""What a person at the terminal sees: the steps of a start with their times, then the addresses."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from rich.console import Console, Group
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import TextIO

_WIDTH: Final = 34


class Terminal:
    """Writes to the person who started us; logs go to files."""

    def __init__(self, stream: TextIO) -> None:
        """Write to ``stream``; without a terminal behind it, plain lines."""
        self._console: Final = Console(file=stream, highlight=False)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Show that ``name`` goes on, and how long it took once it is done."""
        started = time.monotonic()
        yield
        self._line("✓", "green", name, started)

    def note(self, text: str) -> None:
        """Show a line."""
        self._console.print(Text(f"  {text}", style="dim"))

    def failure(self, text: str) -> None:
        """Show why it did not work."""
        self._console.print(Text(text, style="red"))

    def banner(self, rows: Mapping[str, str]) -> None:
        """Show where to go."""
        width = max(map(len, rows))
        lines = [
            Text.assemble((f"{name:<{width}}  ", "dim"), (value, "bold"))
            for name, value in rows.items()
        ]
        self._console.print()
        self._console.print(Panel(Group(*lines), title="Hedgerow", expand=False, padding=(1, 3)))

    @contextmanager
    def bar(self, name: str, total: int) -> Iterator[Callable[[int], None]]:
        """Show a bar of ``total`` things; the function that is given moves it on."""
        started = time.monotonic()
        columns = (
            TextColumn("  {task.description}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=self._console, transient=True) as progress:
            task = progress.add_task(name, total=total)
            yield lambda count: progress.advance(task, count)
        self._line("✓", "green", name, started)

    def _line(self, mark: str, style: str, name: str, started: float) -> None:
        seconds = time.monotonic() - started
        self._console.print(
            Text.assemble((f"  {mark} ", style), f"{name:<{_WIDTH}}", (f"{seconds:6.1f} s", "dim"))
        )
