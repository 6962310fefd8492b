"""The SQL that insights generate against the best that a person would write, on the same table.

    node --build, compile--> SQL --embedded ClickHouse--> rows       against tools/bench/best.py

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
from tools.bench.best import BEST, FROM, UNTIL
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


def _is(key: str, value: str) -> dict[str, object]:
    return {"type": "event", "key": key, "operator": "exact", "value": [value]}


def _by(key: str) -> dict[str, object]:
    return {"breakdownFilter": {"breakdown_type": "event", "breakdown": key}}


VARIANTS: Final[Mapping[str, Mapping[str, object]]] = {
    "total": {},
    "dau": {"math": "dau"},
    "filter hot": {
        "properties": [_is("$browser", "Firefox"), _is("$geoip_country_code", "C3")],
    },
    "filter tail": {"properties": [_is("plan", "pro")]},
    "breakdown country": _by("$geoip_country_code"),
    "breakdown url": _by("$current_url"),
    "breakdown custom": _by("plan"),
    "weekly active": {"math": "weekly_active"},
    "monthly active": {"math": "monthly_active", "trendsFilter": {"display": "BoldNumber"}},
    "first time": {"math": "first_time_for_user"},
    "sum": {"math": "sum", "math_property": "amount"},
    "p90": {"math": "p90", "math_property": "amount"},
}
_SERIES: Final[tuple[str, ...]] = ("math", "math_property")
_PERSON: Final = "dictGetOrDefault('person_overrides_dict', 'new_key', person_key, person_key)"
_VIEWS: Final = "FROM events WHERE team_id = 1 AND event = '$pageview' AND timestamp < '2026-04-01'"
_AMOUNT: Final = "toFloat64OrNull(properties['amount'])"
_BEST_MATHS: Final[Mapping[str, str]] = {
    "weekly active": f"""
        SELECT day, uniqExactMerge(people)
        FROM (
            SELECT toDate(timestamp) AS first, uniqExactState({_PERSON}) AS people
            {_VIEWS} AND timestamp >= '2026-02-23' GROUP BY first
        )
        ARRAY JOIN arrayMap(after -> first + after, range(7)) AS day
        WHERE day >= '2026-03-01' AND day < '2026-04-01' GROUP BY day
    """,
    "monthly active": f"SELECT uniqExact({_PERSON}) {_VIEWS} AND timestamp >= '2026-01-31'",
    "first time": f"""
        SELECT toDate(first) AS day, count()
        FROM (SELECT min(timestamp) AS first {_VIEWS} GROUP BY {_PERSON})
        WHERE first >= '2026-03-01' GROUP BY day
    """,
    "sum": f"""
        SELECT toDate(timestamp) AS day, sum({_AMOUNT})
        {_VIEWS} AND timestamp >= '2026-03-01' GROUP BY day
    """,
    "p90": f"""
        SELECT toDate(timestamp) AS day, quantileExactInclusive(0.9)({_AMOUNT})
        {_VIEWS} AND timestamp >= '2026-03-01' GROUP BY day
    """,
}

BEST_OF: Final[Mapping[str, str]] = {**BEST, **_BEST_MATHS}


def measure(options: Options) -> list[Row]:
    """Return a row for each variant of a trend."""
    with TemporaryDirectory() as folder:
        client = open_client(f"chdb://{folder}")
        migrate(client)
        fill(client, options.rows)
        rounds = 15 if options.quick else 61
        rows = [_row(client, name, rounds, options.rows) for name in VARIANTS]
        client.close()
    return rows


def generated(name: str) -> Compiled:
    """Return the statement of a variant."""
    variant = dict(VARIANTS[name])
    counted: dict[str, object] = {part: variant.pop(part) for part in _SERIES if part in variant}
    series: dict[str, object] = {"kind": "EventsNode", "event": "$pageview", **counted}
    node = read_node(
        {
            "kind": "TrendsQuery",
            "dateRange": {"date_from": FROM, "date_to": UNTIL},
            "series": [series],
            **variant,
        }
    )
    (query,) = node.insight.build(node.request, FACTS)
    return compile_query(query.tree, Context(team_id=1))


def _row(client: Client, name: str, rounds: int, events: int) -> Row:
    ours = generated(name)
    clause = _clause({**ours.settings, **UNCACHED})
    pair = interleaved(
        partial(client.raw_query, ours.sql + clause, dict(ours.parameters), None, "Native"),
        partial(client.raw_query, BEST_OF[name] + clause, None, None, "Native"),
        rounds=rounds,
        clock=wall_seconds,
    )
    return Row(
        name=f"trend {name}",
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
