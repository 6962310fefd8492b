"""The SQL that insights generate against the best that a person would write, on the same table.

    node --build, compile--> SQL --embedded ClickHouse--> rows       against best*.py

Both resolve merged people, run with the settings of a query and without caches; what is timed ends
with the bytes of the answer.
"""

from __future__ import annotations

from functools import partial
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from hogql.compile import compile_query
from hogql.context import Context
from hogql.insights.registry import read_node
from shared.clickhouse.connect import open_client
from shared.clickhouse.migrate import migrate
from tools.bench.asked import ASKED
from tools.bench.best import BEST
from tools.bench.best_actors import BEST_OF_ACTORS
from tools.bench.best_lists import BEST_OF_LISTS
from tools.bench.compilation import FACTS
from tools.bench.dataset import fill
from tools.bench.rows import MILLISECONDS, Goal, Row
from tools.bench.timing import interleaved, wall_seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clickhouse_connect.driver.client import Client

    from hogql.compile import Compiled
    from tools.bench.rows import Options

GOAL: Final = Goal(of="ratio", bound=1.1)
UNCACHED: Final = {"use_query_condition_cache": 0, "use_query_cache": 0}
BEST_OF: Final[Mapping[str, str]] = {
    **{f"trend {name}": text for name, text in BEST.items()},
    **BEST_OF_ACTORS,
    **BEST_OF_LISTS,
}


def measure(options: Options) -> list[Row]:
    """Return a row for each question."""
    with TemporaryDirectory() as folder:
        client = open_client(f"chdb://{folder}")
        migrate(client)
        fill(client, options.rows)
        rounds = 15 if options.quick else 61
        rows = [compare(client, name, rounds, options.rows) for name in ASKED]
        client.close()
    return rows


def generated(name: str) -> Compiled:
    """Return the statement of a question."""
    node = read_node(ASKED[name])
    (query,) = node.insight.build(node.request, FACTS)
    return compile_query(query.tree, Context(team_id=1))


def compare(client: Client, name: str, rounds: int, events: int) -> Row:
    """Time a question in both ways on a table of so many events."""
    ours = generated(name)
    clause = _clause({**ours.settings, **UNCACHED})
    pair = interleaved(
        partial(client.raw_query, ours.sql + clause, dict(ours.parameters), None, "Native"),
        partial(client.raw_query, BEST_OF[name] + clause, None, None, "Native"),
        rounds=rounds,
        clock=wall_seconds,
    )
    return Row(
        name=name,
        comparison=f"generated / hand-written SQL, {events:,} events",
        measured=pair.ours * MILLISECONDS,
        reference=pair.theirs * MILLISECONDS,
        unit="ms",
        goal=GOAL,
    )


def _clause(settings: Mapping[str, object]) -> str:
    """Return the settings as text. Trap: given as such to a raw query they cost it 10 ms."""
    pairs = (f"{name} = '{value}'" for name, value in settings.items() if name != "readonly")
    return f" SETTINGS {', '.join(pairs)}"
