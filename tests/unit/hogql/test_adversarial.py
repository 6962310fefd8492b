"""The adversarial list (hogql 8) and the hostile cases beside the parser's, as team 7.

Whether the results hold rows of another team is tested on a real ClickHouse, in
tests/integration/hogql/test_two_teams.py; here: what must never compile, and what a guard looks
like in what does.
"""

import re

import pytest

from hogql.compile import compile_query
from hogql.errors import HogQLError
from tests.unit.hogql.hostile import NOT_BUILT, Hostile, read_hostile
from tests.unit.hogql.pairs import project

MUST_NOT_COMPILE = {
    1: ("SELECT 7 AS team_id, event FROM events",),
    2: ('SELECT 7 AS "team_id" FROM events', "SELECT 7 AS TEAM_ID FROM events"),
    3: ("WITH 7 AS team_id SELECT * FROM events",),
    6: ("SELECT * FROM events WHERE true) OR (1",),
    7: ("SELECT 1 FROM events PREWHERE throwIf(team_id != 7)",),
    8: ("SELECT 1 FROM events PREWHERE _toInt64(event) > 0",),
    9: ("SELECT throwIf(event LIKE 'a%') FROM events",),
    16: ("SELECT 1 FROM events a JOIN events b", "SELECT 1 FROM events a LEFT JOIN events b ON 1"),
    17: (
        "SELECT 1 FROM events a POSITIONAL JOIN events b",
        "SELECT 1 FROM events a NATURAL JOIN events b",
    ),
    18: ("SELECT * FROM system.tables",),
    19: ("SELECT 1 FROM `default`.events",),
    20: ("SELECT 1 FROM default.events",),
    21: ("SELECT 1 FROM events FINAL",),
    22: ("SELECT * FROM url('http://169.254.169.254/', CSV)",),
    23: ("SELECT * FROM file('/etc/passwd')",),
    24: ("SELECT * FROM s3('x')", "SELECT * FROM s3Cluster('a', 'x')"),
    25: (
        "SELECT * FROM remote('a', b, c)",
        "SELECT * FROM remoteSecure('a', b, c)",
        "SELECT * FROM cluster('a', b, c)",
        "SELECT * FROM clusterAllReplicas('a', b, c)",
    ),
    26: tuple(
        f"SELECT * FROM {name}('a', 'b')"
        for name in ("postgresql", "mysql", "mongodb", "jdbc", "odbc", "sqlite")
    ),
    27: ("SELECT * FROM executable('sh')", "SELECT * FROM python('x')"),
    28: (
        "SELECT * FROM input('a String')",
        "SELECT * FROM view(SELECT 1)",
        "SELECT * FROM merge('.*', 'events')",
        "SELECT * FROM generateRandom('a UInt8')",
        "SELECT * FROM numbers_mt(5)",
        "SELECT * FROM zeros(5)",
    ),
    29: ("SELECT * FROM numbers(1000000000000)", "SELECT * FROM numbers(-1)"),
    30: (
        "SELECT dictGet('db.dict', 'x', 1)",
        "SELECT dictHas('d', 1)",
        "SELECT joinGet('t', 'x', 1)",
    ),
    31: tuple(
        f"SELECT {name}()"
        for name in (
            "getSetting",
            "getMacro",
            "hostName",
            "currentUser",
            "version",
            "currentDatabase",
            "serverUUID",
            "getServerPort",
            "uptime",
            "queryID",
        )
    ),
    32: ("SELECT sleep(3)", "SELECT sleepEachRow(1)"),
    33: tuple(
        f"SELECT {name}(event) FROM events"
        for name in (
            "addressToSymbol",
            "demangle",
            "fuzzBits",
            "file",
            "catboostEvaluate",
            "modelEvaluate",
            "aes_decrypt_mysql",
            "decrypt",
            "initializeAggregation",
            "runningAccumulate",
            "finalizeAggregation",
        )
    ),
    34: (
        "SELECT arrayReduce('sumMerge', [event]) FROM events",
        "SELECT arrayReduce(event, [1]) FROM events",
        "SELECT arrayReduce('sleep', [1])",
        "SELECT arrayReduce('sum(1), (SELECT 1)', [1])",
    ),
    35: ("SELECT 1 SETTINGS readonly = 0",),
    36: ("SELECT 1 FORMAT Native",),
    37: ("SELECT 1 INTO OUTFILE 'x'",),
    38: ("SELECT 1; DROP TABLE events", "SELECT 1; SELECT 2"),
    39: tuple(
        f"{word} events"
        for word in (
            "INSERT INTO",
            "ALTER TABLE",
            "CREATE TABLE",
            "DROP TABLE",
            "TRUNCATE TABLE",
            "OPTIMIZE TABLE",
            "SYSTEM FLUSH",
            "KILL QUERY",
            "GRANT ALL",
            "SET",
            "USE",
            "SHOW TABLES",
            "DESCRIBE",
            "EXPLAIN SELECT 1 FROM",
            "ATTACH TABLE",
        )
    ),
    47: ("SELECT 1 FROM events WHERE {filters}", "SELECT {variables.x}"),
    48: ("SELECT 1 FROM {table}",),
    49: (
        "WITH RECURSIVE a AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM a) SELECT n FROM a",
        "WITH a AS (SELECT * FROM b), b AS (SELECT * FROM a) SELECT * FROM a",
    ),
    52: (
        "SELECT 1 FROM events WHERE person_id IN COHORT 99",
        "SELECT 1 FROM events WHERE matchesAction(99)",
    ),
    58: (
        "SELECT " + "(" * 10_000 + "1" + ")" * 10_000,
        "SELECT " + "NOT " * 10_000 + "1",
        "SELECT 1 " + "UNION ALL SELECT 1 " * 5_000,
    ),
    59: ("SELECT multiFuzzyMatchAny(event, 200, ['a.*b']) FROM events",),
    60: (
        "SELECT repeat('a', 10000000000)",
        "SELECT range(1000000000000)",
        "SELECT arrayWithConstant(1000000000000, 1)",
    ),
    62: (
        "SELECT <a href='javascript:x()'>x</a>",
        "SELECT <img onerror='x' />",
    ),
    63: ("SELECT * FROM events SAMPLE {x}", "SELECT * FROM events SAMPLE 0.1"),
    65: ("SELECT event FROM events ORDER BY event WITH FILL INTERPOLATE (team_id AS 7)",),
}

MUST_STAY_IN_ITS_TEAM = {
    4: "SELECT * FROM events WHERE team_id = 8",
    5: "SELECT * FROM events WHERE 1 OR team_id = 8",
    10: "SELECT 1 FROM events e RIGHT JOIN events p ON e.uuid = p.uuid",
    11: "SELECT 1 FROM events e FULL OUTER JOIN events p ON e.uuid = p.uuid",
    12: "SELECT 1 FROM events e LEFT ANTI JOIN events p ON e.uuid = p.uuid",
    13: "SELECT e.event FROM events e LEFT JOIN events p USING uuid",
    14: "SELECT e.event FROM events e CROSS JOIN events p, events q",
    15: "SELECT 1 FROM events e SEMI LEFT JOIN events p ON e.uuid = p.uuid",
    40: "SELECT 'a\\'; DROP--' FROM events",
    41: "SELECT '%(hogql_val_0)s', '{hogql_val_0:String}' FROM events",
    42: 'SELECT event AS `a``b`, uuid AS "a""c", 1 AS `a\\\\` FROM events',
    43: "SELECT event AS `x%s` FROM events",
    44: "SELECT 'a\x00\u2028\ufeff\u202eb', event AS `\u2028\u202e` FROM events",
    45: "SELECT /* */ event -- x\n FROM/**/events // y\n WHERE 1 # z",
    46: "SELECT event AS $$x$$, uuid AS $tag$x$tag$ FROM events",
    50: "WITH events AS (SELECT event FROM events) SELECT event FROM events",
    61: "SELECT event FROM events ORDER BY event LIMIT 1000000000 BY event LIMIT 1000000000",
    64: "SELECT arrayMap(events -> events + 1, [1]), sum(1) OVER event FROM events "
    "WINDOW event AS (ORDER BY timestamp)",
    69: "SELECT event FROM events WHERE team_id = 7.0000000000000001",
}

_PHYSICAL = re.compile(r"FROM (?:events|person_overrides)\b(?! AS)")
_FENCED = re.compile(r"FROM (?:events|person_overrides FINAL) PREWHERE team_id = 7(?![0-9])")


HOSTILE = {
    f"case {case}: {query[:50]!r}": query
    for case, found in MUST_NOT_COMPILE.items()
    for query in found
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_query_does_not_compile(query: str) -> None:
    with pytest.raises(HogQLError):
        compile_query(query, project())


@pytest.mark.parametrize(
    ("case", "query"),
    MUST_STAY_IN_ITS_TEAM.items(),
    ids=lambda value: str(value)[:50].encode("unicode_escape").decode(),
)
def test_every_physical_table_stands_behind_its_fence(case: int, query: str) -> None:
    sql = compile_query(query, project()).sql
    physical = _PHYSICAL.findall(sql)
    assert len(physical) == len(_FENCED.findall(sql)) > 0, case


def refusal(query: str) -> str | None:
    """Why the compiler refuses a query, None when it compiles."""
    try:
        compile_query(query, project())
    except HogQLError as error:
        return error.message
    return None


@pytest.mark.parametrize("case", read_hostile(), ids=lambda case: case.id)
def test_a_hostile_case_is_refused_or_fenced(case: Hostile) -> None:
    reason = refusal(case.sql)
    if case.expect == "refuse":
        assert reason is not None
    elif reason is None:
        sql = compile_query(case.sql, project()).sql
        assert len(_PHYSICAL.findall(sql)) == len(_FENCED.findall(sql))
    else:
        assert case.or_refuse or reason in NOT_BUILT, reason
