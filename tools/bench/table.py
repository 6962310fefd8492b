"""Shows what the benchmarks found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tools.bench.rows import Goal, Row

_VERDICTS: Final = {True: "[green]met[/]", False: "[red]missed[/]", None: ""}


def table_of(rows: Iterable[Row]) -> Table:
    """Return a line for each row, in their order."""
    table = Table(caption="medians of one run; a ratio is measured / reference", highlight=False)
    for title in ("benchmark", "what is compared"):
        table.add_column(title)
    for title in ("measured", "reference", "ratio", "goal"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("verdict")
    for row in rows:
        table.add_row(*cells_of(row))
    return table


def cells_of(row: Row) -> tuple[str, ...]:
    """Return the texts of a row's line."""
    reference, ratio = row.reference, row.ratio
    return (
        row.name,
        row.comparison,
        f"{_number(row.measured)} {row.unit}",
        "" if reference is None else f"{_number(reference)} {row.unit}",
        "" if ratio is None else f"{ratio:.2f}",
        "" if row.goal is None else _goal(row.goal, row.unit),
        _VERDICTS[row.is_good],
    )


def _goal(goal: Goal, unit: str) -> str:
    sign = "≥" if goal.is_least else "≤"
    match goal.of:
        case "ratio":
            return f"{sign} {goal.bound:g}"
        case "measured":
            return f"{sign} {goal.bound:g} {unit}"
        case "excess":
            return f"{sign} {goal.bound:g} {unit} more"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 or value == int(value) else f"{value:.3g}"
