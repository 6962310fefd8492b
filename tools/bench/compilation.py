"""How long a query takes from text or node to verified SQL, and what importing the compiler costs.

node of an insight --read, build--> tree --compile_query--> SQL       against parsing its text
python -c "import hogql.compile"                                      against python -c pass
"""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
from datetime import UTC, datetime
from functools import partial
from itertools import count
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from hogql.canonical import to_hogql
from hogql.compile import compile_query
from hogql.context import Context
from hogql.insights.context import InsightContext
from hogql.insights.registry import read_node
from hogql.parser import parse_select
from hogql.verify import find_fault
from tools.bench.asked import ASKED, TRENDS_ASKED
from tools.bench.rows import MILLISECONDS, Goal, Row
from tools.bench.texts import LARGE, MEDIUM
from tools.bench.timing import interleaved, timed, wall_seconds
from tools.stack import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hogql import ast
    from tools.bench.rows import Options

CONTEXT: Final = Context(team_id=1)
FACTS: Final = InsightContext(
    timezone="UTC", week_start_day=0, now=datetime(2026, 4, 2, tzinfo=UTC)
)
INSIGHT: Final[dict[str, object]] = {
    "kind": "TrendsQuery",
    "dateRange": {"date_from": "-30d"},
    "series": [{"kind": "EventsNode", "event": "$pageview", "math": "dau"}],
    "properties": [{"type": "event", "key": "plan", "operator": "exact", "value": ["pro"]}],
    "breakdownFilter": {"breakdown_type": "event", "breakdown": "$browser"},
}
INSIGHT_GOAL: Final = Goal(of="measured", bound=2.0)
KIND_GOAL: Final = Goal(of="measured", bound=3.0)
LARGE_GOAL: Final = Goal(of="measured", bound=10.0)
IMPORT_GOAL: Final = Goal(of="excess", bound=60.0)
IMPORT: Final = "import sys, hogql.compile; sys.exit('sqlglot' in sys.modules)"


def measure(options: Options) -> list[Row]:
    """Return a row for an insight and for every other kind, for texts of two sizes, the import.

    The texts are verified anew in every round, as a statement is that nobody asked before. The
    insight is asked by another team each time: its statement is the one of all teams.
    """
    gc.freeze()  # as the query function does with what it imported
    rounds = 9 if options.quick else 41
    teams = count(2)
    kinds = [name for name in ASKED if name not in TRENDS_ASKED]
    return [
        _row_of_node("insight", INSIGHT, teams, rounds, INSIGHT_GOAL),
        *(_row_of_node(name, ASKED[name], teams, rounds, KIND_GOAL) for name in kinds),
        _row("medium", partial(_compile_anew, MEDIUM), MEDIUM, rounds, INSIGHT_GOAL),
        _row("large", partial(_compile_anew, LARGE), LARGE, rounds, LARGE_GOAL),
        _row_of_import(rounds),
    ]


def _row(name: str, work: Callable[[], object], text: str, rounds: int, goal: Goal) -> Row:
    # What is promised is a time, so its median is taken as it is, one after the other.
    parse = partial(parse_select, text)
    ours, theirs = (
        median([timed(each, clock=wall_seconds) for _ in range(rounds)]) for each in (work, parse)
    )
    return Row(
        name=f"compile {name}",
        comparison=f"compiled and verified / parsed, {len(text.strip())} characters",
        measured=ours * MILLISECONDS,
        reference=theirs * MILLISECONDS,
        unit="ms",
        goal=goal,
    )


def _row_of_node(
    name: str, node: Mapping[str, object], teams: Iterator[int], rounds: int, goal: Goal
) -> Row:
    text = to_hogql(_tree_of(node))

    def work() -> object:
        return compile_query(_tree_of(node), Context(team_id=next(teams)))

    return _row(name, work, text, rounds, goal)


def _compile_anew(text: str) -> object:
    find_fault.cache_clear()
    return compile_query(text, CONTEXT)


def _tree_of(body: Mapping[str, object]) -> ast.Query:
    node = read_node(body)
    (query,) = node.insight.build(node.request, FACTS)
    return query.tree


def _row_of_import(rounds: int) -> Row:
    with TemporaryDirectory() as bytecode:
        pair = interleaved(
            partial(_start_python, IMPORT, bytecode),
            partial(_start_python, "pass", bytecode),
            rounds=rounds,
            clock=_children_seconds,
        )
    return Row(
        name="compile import",
        comparison="python that imports hogql.compile, without sqlglot / bare python",
        measured=pair.ours * MILLISECONDS,
        reference=pair.theirs * MILLISECONDS,
        unit="ms",
        goal=IMPORT_GOAL,
    )


def _start_python(program: str, bytecode: str) -> None:
    """Run the program; ``-E`` and a folder for bytecode make every environment alike."""
    options = ("-E", "-X", f"pycache_prefix={bytecode}")
    subprocess.run([sys.executable, *options, "-c", program], check=True, cwd=ROOT)


def _children_seconds() -> float:
    """Return the processor time of the processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
