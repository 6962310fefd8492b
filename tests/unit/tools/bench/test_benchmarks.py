"""Which benchmarks run, and what their table says."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tools.bench.benchmarks import BENCHMARKS, UnknownBenchmarkError, choose
from tools.bench.rows import Goal, Row
from tools.bench.table import cells_of
from tools.bench.timing import interleaved, pair_of
from tools.stack import ROOT


def row(*, measured: float = 3.0, reference: float | None = 10.0, goal: Goal | None = None) -> Row:
    return Row(
        name="hedge",
        comparison="laid / grown",
        measured=measured,
        unit="ms",
        reference=reference,
        goal=goal,
    )


def test_no_name_means_all_benchmarks() -> None:
    assert choose([]) == list(BENCHMARKS)


def test_names_choose_in_the_order_of_the_table_and_once() -> None:
    assert choose(["ingest", "parse", "ingest"]) == ["parse", "ingest"]


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownBenchmarkError, match="'hedge'") as caught:
        choose(["parse", "hedge"])
    assert "parse, compile, insights" in str(caught.value)


@pytest.mark.parametrize(
    ("goal", "is_good"),
    [
        (Goal(of="ratio", bound=0.3), True),
        (Goal(of="ratio", bound=0.29), False),
        (Goal(of="ratio", bound=0.4, is_least=True), False),
        (Goal(of="measured", bound=3.0), True),
        (Goal(of="measured", bound=2.9), False),
        (Goal(of="excess", bound=-7.0), True),
        (Goal(of="excess", bound=-7.1), False),
    ],
)
def test_a_goal_bounds_what_it_says(goal: Goal, is_good: bool) -> None:
    assert row(goal=goal).is_good is is_good


@pytest.mark.parametrize("of", ["ratio", "excess"])
def test_a_goal_on_a_relation_is_missed_without_a_reference(of: str) -> None:
    goal = Goal(of="ratio", bound=9.0) if of == "ratio" else Goal(of="excess", bound=9.0)
    assert row(reference=None, goal=goal).is_good is False


def test_a_row_without_a_goal_has_no_verdict() -> None:
    assert row().is_good is None
    assert cells_of(row())[-2:] == ("", "")


def test_a_line_of_the_table_shows_both_figures_their_ratio_and_the_goal() -> None:
    cells = cells_of(row(goal=Goal(of="ratio", bound=0.4, is_least=True)))
    assert cells[:6] == ("hedge", "laid / grown", "3 ms", "10 ms", "0.30", "≥ 0.4")
    assert "missed" in cells[6]


def test_both_sides_are_timed_in_turns_and_who_was_second_is_first_then() -> None:
    calls: list[str] = []
    ticks = iter(range(1000))
    interleaved(
        lambda: calls.append("ours"),
        lambda: calls.append("theirs"),
        rounds=2,
        clock=lambda: float(next(ticks)),
    )
    order = [name for place, name in enumerate(calls) if place == 0 or calls[place - 1] != name]
    assert order == ["ours", "theirs", "ours", "theirs", "ours"], "warm-ups, then 2 rounds"


def test_a_round_on_a_slow_machine_does_not_move_the_ratio() -> None:
    pair = pair_of([(1.0, 2.0), (50.0, 100.0), (1.5, 3.0)])
    assert (pair.ours, pair.theirs) == (1.5, 3.0)


def test_the_command_refuses_an_unknown_name_before_it_measures_anything() -> None:
    command = [sys.executable, "-m", "tools.bench", "hedge"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "There is no benchmark 'hedge'" in done.stdout
