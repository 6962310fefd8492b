"""Hand-made statements (hogql 8, case 72): what the printer would never write."""

import pytest

from hogql.compile import compile_query
from hogql.errors import HogQLError
from hogql.verify import VerificationError, verify
from tests.unit.hogql.pairs import project

GUARD = "(SELECT event FROM events PREWHERE team_id = 7) AS e"

REFUSED = {
    "no guard": "SELECT event FROM events",
    "guard in WHERE": "SELECT e.event FROM (SELECT event FROM events WHERE team_id = 7) AS e",
    "another team": "SELECT e.event FROM (SELECT event FROM events PREWHERE team_id = 8) AS e",
    "team as text": "SELECT e.event FROM (SELECT event FROM events PREWHERE team_id = '7') AS e",
    "team of a parameter": (
        "SELECT e.event FROM (SELECT event FROM events PREWHERE team_id = {t:UInt32}) AS e"
    ),
    "guard or more": (
        "SELECT e.event FROM (SELECT event FROM events PREWHERE team_id = 7 OR 1) AS e"
    ),
    "guard under OR": (
        "SELECT e.event FROM (SELECT event FROM events PREWHERE team_id = 7 OR event = 'a') AS e"
    ),
    "negated guard": (
        "SELECT e.event FROM (SELECT event FROM events PREWHERE NOT team_id = 7) AS e"
    ),
    "guard of another column": (
        "SELECT e.event FROM (SELECT event FROM events PREWHERE e.team_id = 7) AS e"
    ),
    "two teams": (
        "SELECT e.event FROM (SELECT event FROM events PREWHERE team_id = 7 AND team_id = 8) AS e"
    ),
    "second table unguarded": f"SELECT e.event FROM {GUARD} CROSS JOIN events AS f",
    "second table in the guard": (
        "SELECT e.event FROM (SELECT event FROM events, events AS f PREWHERE team_id = 7) AS e"
    ),
    "join in the guard": (
        "SELECT e.event FROM (SELECT event FROM events CROSS JOIN cte_0 PREWHERE team_id = 7) AS e"
    ),
    "throwing call in the guard": (
        "SELECT e.event FROM (SELECT event FROM events "
        "PREWHERE team_id = 7 AND toInt64(event) > 0) AS e"
    ),
    "call on the constant's side": (
        "SELECT e.event FROM (SELECT event FROM events "
        "PREWHERE team_id = 7 AND timestamp > now()) AS e"
    ),
    "column beside a column": (
        "SELECT e.event FROM (SELECT event FROM events "
        "PREWHERE team_id = 7 AND event = distinct_id) AS e"
    ),
    "unsafe column": (
        "SELECT e.event FROM (SELECT event FROM events PREWHERE team_id = 7 AND "
        "elements = 'a') AS e"
    ),
    "sub-select in the guard": (
        "SELECT e.event FROM (SELECT event FROM events "
        "PREWHERE team_id = 7 AND event IN (SELECT 'a')) AS e"
    ),
    "WHERE beside the guard": (
        "SELECT e.event FROM (SELECT event FROM events PREWHERE team_id = 7 WHERE 1) AS e"
    ),
    "call in the guard's list": (
        "SELECT e.x FROM (SELECT toInt64(event) AS x FROM events PREWHERE team_id = 7) AS e"
    ),
    "star in the guard": "SELECT e.event FROM (SELECT * FROM events PREWHERE team_id = 7) AS e",
    "guard at the top": "SELECT event FROM events PREWHERE team_id = 7",
    "limit in the guard": (
        "SELECT e.event FROM (SELECT event FROM events PREWHERE team_id = 7 LIMIT 1) AS e"
    ),
    "FINAL of events": (
        "SELECT e.event FROM (SELECT event FROM events FINAL PREWHERE team_id = 7) AS e"
    ),
    "sampled": (
        "SELECT e.event FROM (SELECT event FROM events SAMPLE 0.1 PREWHERE team_id = 7) AS e"
    ),
    "alias of the table": (
        "SELECT e.event FROM (SELECT event FROM events AS x PREWHERE team_id = 7) AS e"
    ),
    "unfenced overrides": (
        "SELECT o.old_key FROM (SELECT old_key FROM person_overrides FINAL PREWHERE "
        "old_key = 7) AS o"
    ),
    "overrides without FINAL": (
        "SELECT o.old_key FROM (SELECT old_key FROM person_overrides PREWHERE team_id = 7) AS o"
    ),
    "table after IN": "SELECT 1 WHERE 1 IN events",
    "table of a database after IN": "SELECT 1 WHERE 1 NOT IN other.events",
    "another table": "SELECT p.id FROM (SELECT id FROM person PREWHERE team_id = 7) AS p",
    "table of a database": (
        "SELECT e.event FROM (SELECT event FROM other.events PREWHERE team_id = 7) AS e"
    ),
    "system table": "SELECT name FROM system.tables",
    "table function": "SELECT * FROM url('http://x', CSV)",
    "table function in a guard": (
        "SELECT e.event FROM (SELECT event FROM remote('a', b, events) PREWHERE team_id = 7) AS e"
    ),
    "many numbers": "SELECT number FROM numbers(1000001)",
    "numbers of a parameter": "SELECT number FROM numbers({n:UInt64})",
    "another dictionary": "SELECT dictGet('secrets', 'x', 1)",
    "another attribute": (
        f"SELECT dictGetOrDefault('person_overrides_dict', 'x', e.person_key, "
        f"e.person_key) FROM {GUARD}"
    ),
    "another default": (
        f"SELECT dictGetOrDefault('person_overrides_dict', 'new_key', e.person_key, 1) FROM {GUARD}"
    ),
    "another key": (
        f"SELECT dictGetOrDefault('person_overrides_dict', 'new_key', e.event, "
        f"e.event) FROM {GUARD}"
    ),
    "sleep": "SELECT sleep(3)",
    "throwIf": f"SELECT throwIf(e.event = 'a') FROM {GUARD}",
    "setting": "SELECT getSetting('max_threads')",
    "join of a Join table": "SELECT joinGet('t', 'x', 1)",
    "alias of the guard's column": f"SELECT 7 AS team_id, e.event FROM {GUARD}",
    "quoted alias of it": f"SELECT 7 AS `team_id`, e.event FROM {GUARD}",
    "WITH of it": f"WITH 7 AS team_id SELECT e.event FROM {GUARD}",
    "common table named as a table": (
        f"WITH events AS (SELECT 1 AS event) SELECT e.event FROM {GUARD}"
    ),
    "inner WITH": ("SELECT * FROM (WITH cte_0 AS (SELECT 1 AS a) SELECT a FROM cte_0) AS q"),
    "two statements": "SELECT 1; SELECT 2",
    "insert": "INSERT INTO events VALUES (1)",
    "drop": "DROP TABLE events",
    "system": "SYSTEM RELOAD DICTIONARIES",
    "settings": "SELECT 1 SETTINGS readonly = 0",
    "format": "SELECT 1 FORMAT Native",
    "outfile": "SELECT 1 INTO OUTFILE 'x'",
    "not SQL": "SELECT FROM WHERE",
    "nothing": "",
}

ACCEPTED = {
    "guard": f"SELECT e.event FROM {GUARD}",
    "guard with bounds": (
        "SELECT e.event FROM (SELECT event FROM events PREWHERE team_id = 7 AND event = {a:String} "
        "AND timestamp >= {b:DateTime64(6, 'UTC')} AND (event != 'x' OR distinct_id "
        "IN ('a', {c:String}))"
        " AND uuid NOT IN {d:Array(String)}) AS e"
    ),
    "readings": (
        "SELECT e.a FROM (SELECT `$browser`, properties[{k:String}] AS a, "
        "mapContains(groups, {k:String}) "
        "AS b, team_id AS own_team FROM events PREWHERE team_id = 7) AS e"
    ),
    "nothing read": "SELECT count() FROM (SELECT 1 FROM events PREWHERE team_id = 7) AS e",
    "common table": (
        f"WITH cte_0 AS (SELECT e.event AS event FROM {GUARD}) SELECT x.event FROM cte_0 AS x"
    ),
    "numbers": "SELECT number FROM numbers(1, least(greatest(3, 0), 1000000)) AS n",
    "union": f"SELECT * FROM ((SELECT 1) UNION ALL (SELECT e.event FROM {GUARD})) LIMIT 1",
}


@pytest.mark.parametrize("sql", REFUSED.values(), ids=REFUSED.keys())
def test_a_statement_that_is_not_fenced_is_refused(sql: str) -> None:
    with pytest.raises(VerificationError):
        verify(sql, 7)


@pytest.mark.parametrize("sql", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_a_fenced_statement_may_run(sql: str) -> None:
    verify(sql, 7)


def test_a_statement_of_one_team_is_refused_for_another() -> None:
    sql = compile_query("SELECT event FROM events", project()).sql
    verify(sql, 7)
    with pytest.raises(VerificationError):
        verify(sql, 8)


def test_the_reason_is_kept_from_the_author_of_the_query() -> None:
    with pytest.raises(HogQLError) as caught:
        verify("SELECT secret FROM vault", 7)
    assert "vault" not in caught.value.message
    assert isinstance(caught.value, VerificationError)
    assert "vault" in caught.value.reason
