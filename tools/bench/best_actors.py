"""The best SQL we know for what is counted by person, written by hand (``asked.ASKED``).

As in ``best`` it need not guard a team, answer in the shape of an insight or bind its values.
A set of intervals is a mask of bits; that of the lifecycle begins with the day before its month.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tools.bench.asked import SIX_STEPS, THREE_STEPS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PERSON: Final = "dictGetOrDefault('person_overrides_dict', 'new_key', person_key, person_key)"
_VIEWS: Final = "FROM events WHERE team_id = 1 AND event = '$pageview' AND timestamp < '2026-04-01'"
_OF_MARCH: Final = f"{_VIEWS} AND timestamp >= '2026-03-01'"
_AMOUNT: Final = "toFloat64OrNull(properties['amount'])"
_DAY_BEFORE: Final = "2026-02-28"
_PRO: Final = """
    SELECT cityHash64(id)
    FROM (SELECT id, properties['plan'] AS plan FROM person FINAL PREWHERE team_id = 1)
    WHERE plan = 'pro'
"""


def _mask(place: str) -> str:
    return f"groupBitOr(bitShiftLeft(toUInt64(1), {place}))"


def _status(mask: str) -> str:
    return f"sumForEach(arrayMap(bit -> toUInt8(bitTest({mask}, bit)), range(33)))"


_BEST_OF_TRENDS: Final[Mapping[str, str]] = {
    "filter person": f"""
        SELECT toDate(timestamp) AS day, uniqExact({PERSON})
        {_OF_MARCH} AND {PERSON} IN ({_PRO}) GROUP BY day
    """,
    "weekly active": f"""
        SELECT day, uniqExactMerge(people)
        FROM (
            SELECT toDate(timestamp) AS first, uniqExactState({PERSON}) AS people
            {_VIEWS} AND timestamp >= '2026-02-23' GROUP BY first
        )
        ARRAY JOIN arrayMap(after -> first + after, range(7)) AS day
        WHERE day >= '2026-03-01' AND day < '2026-04-01' GROUP BY day
    """,
    "monthly active": f"SELECT uniqExact({PERSON}) {_VIEWS} AND timestamp >= '2026-01-31'",
    "people of a month": f"SELECT uniqExact({PERSON}) {_OF_MARCH}",
    "first time": f"""
        SELECT toDate(first) AS day, count()
        FROM (SELECT min(timestamp) AS first {_VIEWS} GROUP BY {PERSON})
        WHERE first >= '2026-03-01' GROUP BY day
    """,
    "sum": f"SELECT toDate(timestamp) AS day, sum({_AMOUNT}) {_OF_MARCH} GROUP BY day",
    "p90": f"""
        SELECT toDate(timestamp) AS day, quantileExactInclusive(0.9)({_AMOUNT})
        {_OF_MARCH} GROUP BY day
    """,
}
_STICKINESS: Final = f"""
    SELECT bitCount(days) AS size, count()
    FROM (
        SELECT {_mask("toUInt8(toDate(timestamp) - toDate('2026-03-01'))")} AS days
        {_OF_MARCH} GROUP BY {PERSON}
    )
    GROUP BY size
"""
_RETENTION: Final = f"""
    SELECT cohort, later, sum(people)
    FROM (
        SELECT weeks, count() AS people
        FROM (
            SELECT {_mask("intDiv(toDate(timestamp) - toDate('2026-01-11'), 7)")} AS weeks
            {_VIEWS} AND timestamp >= '2026-01-11' AND timestamp < '2026-03-29' GROUP BY {PERSON}
        )
        GROUP BY weeks
    )
    ARRAY JOIN bitPositionsToArray(weeks) AS cohort
    ARRAY JOIN arrayMap(
        at -> at - cohort, arrayFilter(at -> at >= cohort, bitPositionsToArray(weeks))) AS later
    GROUP BY cohort, later
"""
_LIFECYCLE: Final = f"""
    SELECT arrayConcat({_status("fresh")}, {_status("bitAnd(bitAnd(days, after), bitNot(fresh))")},
        {_status("bitAnd(bitAnd(days, bitNot(after)), bitNot(fresh))")},
        {_status("bitAnd(after, bitNot(days))")})
    FROM (
        SELECT days, bitShiftLeft(days, 1) AS after,
            dateDiff('day', toDate('{_DAY_BEFORE}'), toDate(created_at)) AS born,
            if(born BETWEEN 0 AND 32, bitAnd(days, bitShiftLeft(toUInt64(1), toUInt8(born))), 0)
                AS fresh
        FROM (
            SELECT {PERSON} AS person,
                {_mask(f"toUInt8(toDate(timestamp) - toDate('{_DAY_BEFORE}'))")} AS days
            {_VIEWS} AND timestamp >= '{_DAY_BEFORE}' GROUP BY person
        ) AS a
        LEFT JOIN (
            SELECT cityHash64(id) AS person, created_at FROM person FINAL PREWHERE team_id = 1
        ) AS b ON a.person = b.person
    )
"""


def _carried(last: int) -> list[str]:
    """What last reached step n, at each event: ``carried_n``; ``end_n`` is where it is reached."""
    found = [
        "arrayFill(x -> x > 0, arrayMap((t, s, i) -> "
        "if(s = 1, bitOr(bitShiftLeft(t, 22), i), toUInt64(0)), at, step, ix)) AS carried_1"
    ]
    for n in range(2, last + 1):
        within = f"s = {n} AND x > 0 AND t - bitShiftRight(x, 22) <= 1209600000"
        kept = "bitOr(bitShiftLeft(bitShiftRight(x, 22), 22), i)"
        found += [
            f"arrayMap((t, s, i, x) -> if({within}, {kept}, toUInt64(0)), "
            f"at, step, ix, carried_{n - 1}) AS reaching_{n}",
            f"arrayFill(x -> x > 0, reaching_{n}) AS carried_{n}",
            f"arrayFirstIndex(x -> x > 0, reaching_{n}) AS end_{n}",
        ]
    return found


def _followed(last: int) -> list[str]:
    """How deep it went, and ``time_n`` of each step, followed back from the deepest."""
    depth = ", ".join(f"end_{n} > 0, {n}" for n in range(last, 1, -1))
    found = [f"multiIf({depth}, 1) AS depth", f"if(depth = {last}, end_{last}, 0) AS place_{last}"]
    for n in range(last - 1, 0, -1):
        followed = f"bitAnd(carried_{n}[place_{n + 1}], 4194303)"
        own = f"depth = {n}, end_{n}, " if n > 1 else ""
        found.append(f"multiIf({own}depth > {n}, {followed}, 0) AS place_{n}")
    return [*found, *(f"toInt64(at[place_{n}]) AS time_{n}" for n in range(1, last + 1))]


def _funnel(steps: Sequence[str]) -> str:
    """Carry the start of an attempt and the place of its event along, packed into one number."""
    last = len(steps)
    shown = [
        f"{name}If(time_{n} - time_{n - 1}, depth >= {n})"
        for n in range(2, last + 1)
        for name in ("avg", "median")
    ]
    names = ", ".join(f"'{step}'" for step in steps)
    first, second = (f"event = '{step}'" for step in steps[:2])
    return f"""
        SELECT depth, count() AS people, {", ".join(shown)}
        FROM (
            SELECT {", ".join(_followed(last))}
            FROM (
                SELECT arraySort(if(is_further, found, [])) AS journey, journey.1 AS at,
                    journey.2 AS step, arrayEnumerate(at) AS ix, {", ".join(_carried(last))}
                FROM (
                    SELECT countIf({first}) > 0 AS is_in, countIf({second}) > 0
                            AND maxIf(timestamp, {second}) >= minIf(timestamp, {first})
                            AS is_further,
                        groupArray((toUInt64(toUnixTimestamp64Milli(timestamp)),
                            toUInt8(indexOf([{names}], event)))) AS found
                    FROM events WHERE team_id = 1 AND event IN ({names})
                        AND timestamp >= '2026-01-01' AND timestamp < '2026-04-01'
                    GROUP BY {PERSON}
                )
                WHERE is_in
            )
        )
        GROUP BY depth
    """


_ON_A_PATH: Final = """
    FROM events WHERE team_id = 1 AND timestamp >= '2026-03-25' AND timestamp < '2026-04-01'
        AND (event = '$pageview' OR NOT startsWith(event, '$'))
"""
_URL: Final = "`$current_url`"
_ITEM: Final = f"""
    if(event = '$pageview', if(endsWith({_URL}, '/') AND {_URL} != '/',
        substring({_URL}, 1, length({_URL}) - 1), {_URL}), event)
"""
_PATHS: Final = f"""
    WITH edges AS MATERIALIZED (
        SELECT edge.1 AS place, edge.2 AS before, edge.3 AS after, count() AS weight,
            avg(edge.4) AS spent
        FROM (
            SELECT arrayReverse(arrayCompact(x -> x.2, arrayReverse(walk))) AS path
            FROM (
                SELECT arraySort(groupArray(
                    (toUnixTimestamp64Milli(timestamp), cityHash64({_ITEM})))) AS items
                {_ON_A_PATH} GROUP BY {PERSON}
            )
            ARRAY JOIN arraySplit((x, d) -> d >= 1800000, items, arrayDifference(items.1)) AS walk
        )
        ARRAY JOIN arrayMap(i -> (i, path[i].2, path[i + 1].2, path[i + 1].1 - path[i].1),
            range(1, least(length(path), 5))) AS edge
        GROUP BY place, before, after ORDER BY weight DESC LIMIT 50 WITH TIES
    )
    SELECT concat(toString(place), '_', names[before]) AS source,
        concat(toString(place + 1), '_', names[after]) AS target, weight, spent
    FROM edges CROSS JOIN (
        SELECT mapFromArrays(groupArray(hash), groupArray(item)) AS names
        FROM (
            SELECT cityHash64({_ITEM}) AS hash, any({_ITEM}) AS item {_ON_A_PATH}
                AND hash IN (SELECT arrayJoin([before, after]) FROM edges) GROUP BY hash
        )
    ) AS named
    ORDER BY weight DESC, source, target LIMIT 50
"""
BEST_OF_ACTORS: Final[Mapping[str, str]] = {
    **{f"trend {name}": text for name, text in _BEST_OF_TRENDS.items()},
    "stickiness": _STICKINESS,
    "lifecycle": _LIFECYCLE,
    "retention": _RETENTION,
    "funnel 3 steps": _funnel(THREE_STEPS),
    "funnel 6 steps": _funnel(SIX_STEPS),
    "paths": _PATHS,
}
