"""Constants, names and fragments that generated queries are made of. Data."""

from typing import Final

ALIASES: Final = (
    *("a", "b", "x", "value", "event", "timestamp", "person", "events", "e.event", "sum", "user"),
    *(
        "team",
        "own_team",
        "cte_0",
        "hogql_val_0",
        "prewhere",
        "x y",
        "a``b",
        "%s",
        "{a}",
        "old_key",
    ),
)
TABLE_ALIASES: Final = (
    *("e", "f", "t", "u", "v", "w", "cte_0", "q0", "other", "e2", "b", "c", "d"),
    *("events", "person", "events__person", "prewhere", "team"),
)
CONSTANTS: Final[dict[str, tuple[str, ...]]] = {
    "string": (
        *("'view_of_team_7'", "'view_of_team_8'", "'plan_of_team_8'", "'a'", "''", "'%team_8%'"),
        *("'2026-03-01'", "'7'", "'x\\'; DROP TABLE events --'", "'{hogql_val_0:String}'", "'('"),
        "'018f6f4e-0000-7000-8000-000000000008'",
    ),
    "int": ("0", "1", "-1", "7", "8", "60", "1000000", "9223372036854775807", "256"),
    "float": ("0.5", "1.5", "-0.0", "1e10", "7.0000000000000001"),
    "bool": ("true", "false", "1 = 1", "0 = 1"),
    "datetime": (
        *("now()", "toDateTime('2026-03-01 01:00:00')", "toDateTime('2026-03-02')"),
        "toDateTime('2026-03-01 02:00:00') - INTERVAL 1 HOUR",
    ),
    "date": ("today()", "toDate('2026-03-01')"),
    "uuid": (
        "toUUID('00000000-0000-4000-8000-000000000001')",
        "toUUID('018f6f4e-0000-7000-8000-000000000008')",
    ),
    "array": ("[1, 2, 3]", "['view_of_team_8', 'a']", "[]", "splitByChar('_', 'a_b')"),
    "json": ('\'{"a": {"b": [1, 2]}}\'',),
    "any": ("NULL", "1", "'a'", "tuple(1, 'a')", "map('a', 1)", "INTERVAL 1 DAY"),
}
HOSTILE: Final = (
    *(
        "throwIf({it} = 'a')",
        "toInt64({it})",
        "CAST({it} AS Int64)",
        "{it}::DateTime",
        "{it}::UUID",
    ),
    *("_toInt64({it})", "dictGet('person_overrides_dict', 'new_key', {it})", "{it} IN person"),
    *("{it} IN (events)", "{it} IN events", "joinGet('events', 'event', {it})", "sleep(0)"),
    *("1 / (length({it}) - length({it}))", "intDiv(1, length({it}) - 14)", "match('a', {it})"),
    *("extract({it}, {it})", "formatDateTime(now(), {it})", "toTimeZone(now(), {it})"),
    *("arrayElement([1], length({it}) - 20)", "toDecimal({it}, 2)", "parseDateTime({it}, '%Y')"),
    *("range(length({it}) * 1000000)", "repeat({it}, 100)", "hostName()", "currentUser()"),
    *("team_id", "(team_id = 8)", "(1 OR team_id != 7)", "{it}.team_id"),
    *("(8 AS team_id)", "(SELECT 8 AS team_id)", "COLUMNS('.*')", "arrayMap(team_id -> 8, [{it}])"),
    *(
        "hasColumnInTable('default', 'events', {it})",
        "file({it})",
        "initializeAggregation({it}, 1)",
    ),
    *("arrayReduce('sum', [{it}])", "arrayReduce({it}, [1])", "JSONExtract({it}, 'a', {it})"),
    *("accurateCast({it}, 'Int64')", "reinterpretAsUUID({it})", "assumeNotNull(toInt({it}))"),
)
"""Calls that throw on a value, reach elsewhere or play with the guard's column."""

CLAUSES: Final = (
    *("SETTINGS readonly = 0", "FORMAT Native", "INTO OUTFILE 'x'", "; SELECT 1", "SAMPLE 0.5"),
    *("FINAL", "PREWHERE event != 'a'", "QUALIFY row_number() OVER () < 3", "WITH TOTALS"),
    *("PREWHERE toInt64(event) > 0", "UNION ALL SELECT 1", "LIMIT 1000000000", "OFFSET 5"),
)
RARE: Final = (
    "SELECT {field} AS a, {aggregate} AS b FROM {source} GROUP BY a WITH TOTALS ORDER BY a",
    "SELECT {field} AS a, {other} AS b, count() FROM {source} GROUP BY ROLLUP(a, b)",
    "SELECT {field} AS a, {other} AS b, count() FROM {source} "
    "GROUP BY GROUPING SETS ((a, b), (a), ())",
    "SELECT {field} AS a, count() FROM {source} GROUP BY ALL",
    "SELECT {field}, {other} FROM {source} QUALIFY row_number() OVER (ORDER BY {field}) < 3",
    "SELECT {field} FROM {source} WHERE {condition} ORDER BY 1 LIMIT 3 WITH TIES",
    "SELECT {field} FROM {source} ORDER BY {field} LIMIT 10%",
    "SELECT {field} FROM {source} SAMPLE 1/2 WHERE {condition}",
    "SELECT a, b FROM (VALUES (1, 'view_of_team_8'), (2, 'b')) AS v (a, b)",
    "SELECT * FROM (SELECT {field} AS f, {number} AS n FROM {source}) "
    "PIVOT (sum(n) FOR f IN ('a', 'b'))",
    "SELECT * FROM (SELECT {field} AS f, {field} AS g FROM {source}) UNPIVOT (v FOR k IN (f, g))",
    "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 5) "
    "SELECT n, {field} FROM r CROSS JOIN {source}",
    "WITH m AS MATERIALIZED (SELECT {field} AS f FROM {source}) "
    "SELECT f, count() FROM m GROUP BY f",
    "WITH {field} AS shown SELECT shown, count() FROM {source} GROUP BY shown",
    "WITH (SELECT groupUniqArray({field}) FROM {source}) AS names SELECT names",
    "SELECT {number} AS n FROM {source} ORDER BY n WITH FILL FROM 1 TO 5 STEP 2",
    "SELECT toStartOfDay({time}) AS d, count() FROM {source} "
    "GROUP BY d ORDER BY d WITH FILL STEP 1",
    "SELECT {field} AS a FROM {source} UNION BY NAME SELECT {other} AS b FROM {source}",
    "SELECT {field} AS a FROM {source} EXCEPT SELECT {field} FROM {source} WHERE {condition}",
    "SELECT * EXCLUDE (id) FROM {source}",
    "SELECT * REPLACE (8 AS distinct_id) FROM {source}",
    "SELECT DISTINCT {field}, {other} FROM {source} WHERE {condition} ORDER BY {field} DESC",
    "SELECT countIf({condition}), uniqIf({field}, {condition}), {aggregate} FROM {source}",
    "SELECT {field} FROM {source} WHERE {field} IN COHORT 5 OR {condition}",
    "SELECT distinct_id FROM events WHERE person_id IN COHORT 5 OR person_id IN COHORT 6",
    "SELECT properties, toJSONString(tuple(*)) FROM events WHERE {{filters}}",
    "SELECT groupArray({field}), groupUniqArray({other}) FROM {source}",
    "SELECT sum(1) OVER w, {field} FROM {source} "
    "WINDOW w AS (PARTITION BY {other} ORDER BY {field})",
    "SELECT {field} AS team_id FROM {source}",
    "SELECT i, {field} FROM {source} ARRAY JOIN [{field}, 'a'] AS i WHERE {condition}",
    "SELECT q.f FROM (SELECT {field} AS f FROM {source}) AS q NATURAL JOIN events",
    "SELECT {field} FROM {source} WHERE exists(SELECT 1 FROM events)",
    "SELECT {field} FROM {source} WHERE {field} = ANY (SELECT event FROM events)",
)
"""Whole statements of the forms that are seldom met; the rest is filled in."""

VOLATILE: Final = (
    *(
        "rand",
        "now",
        "today",
        "yesterday",
        "current_",
        "uuid",
        "sample",
        "version",
        "block",
        "rownumber",
    ),
    *("random", "timezone", "uptime", "fuzz", "shuffle", "topk", "reservoir"),
)
"""Parts of function names whose results may differ between two runs of the same query."""
