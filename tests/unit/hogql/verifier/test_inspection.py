"""Compiled statements made worse in one place: each change that could widen them is refused."""

import re
from typing import TYPE_CHECKING, Final

import pytest

from hogql.compile import compile_query
from hogql.verifier.inspection import find_fault
from tests.unit.hogql.pairs import project, read_pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GUARD: Final = re.compile(r" PREWHERE team_id = 7( AND )?")
TABLE: Final = re.compile(r"FROM (\w+)( FINAL)? PREWHERE")
MUTATIONS: Final[dict[str, "Callable[[str, re.Match[str]], str]"]] = {
    "without a guard": lambda sql, at: put(sql, at, " PREWHERE " if at[1] else ""),
    "with another team": lambda sql, at: put(sql, at, f" PREWHERE team_id = 8{at[1] or ''}"),
    "with a longer number": lambda sql, at: put(sql, at, f" PREWHERE team_id = 71{at[1] or ''}"),
    "with a wider comparison": lambda sql, at: put(sql, at, f" PREWHERE team_id >= 7{at[1] or ''}"),
    "with a list of teams": lambda sql, at: put(
        sql, at, f" PREWHERE team_id IN (7, 8){at[1] or ''}"
    ),
    "with the guard in WHERE": lambda sql, at: put(sql, at, f" WHERE team_id = 7{at[1] or ''}"),
    "with OR": lambda sql, at: put(sql, at, f" PREWHERE 1 = 1 OR team_id = 7{at[1] or ''}"),
    "with OR after": lambda sql, at: put(sql, at, f" PREWHERE team_id = 7 OR 1{at[1] or ''}"),
    "with NOT": lambda sql, at: put(sql, at, f" PREWHERE NOT team_id = 7{at[1] or ''}"),
    "with a call beside": lambda sql, at: put(
        sql, at, f" PREWHERE toInt64(event) = 1 AND team_id = 7{at[1] or ''}"
    ),
    "with a WHERE before": lambda sql, at: put(
        sql, at, f" WHERE length(event) = 1 PREWHERE team_id = 7{at[1] or ''}"
    ),
    "with a second table": lambda sql, at: put(
        sql, at, f", person AS p PREWHERE team_id = 7{at[1] or ''}"
    ),
    "with an arm": lambda sql, at: put(
        sql, at, f" UNION ALL SELECT 1 FROM events PREWHERE team_id = 7{at[1] or ''}"
    ),
    "with a setting": lambda sql, _: f"{sql} SETTINGS readonly = 0",
    "with a format": lambda sql, _: f"{sql} FORMAT Native",
    "with another statement": lambda sql, _: f"{sql}; SELECT 1",
    "with another arm": lambda sql, _: f"({sql}) UNION ALL (SELECT event FROM events)",
}


def put(sql: str, at: re.Match[str], text: str) -> str:
    return sql[: at.start()] + text + sql[at.end() :]


def compiled() -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in read_pairs():
        sql = compile_query(pair.query, project()).sql
        if GUARD.search(sql):
            found.setdefault(sql, pair.name)
    return {f"{name} ({place})": sql for place, (sql, name) in enumerate(found.items())}


STATEMENTS: Final = compiled()


def every(sql: str, mutation: str) -> "Iterator[str]":
    """The statement with the change at each of its guards."""
    for at in GUARD.finditer(sql):
        yield MUTATIONS[mutation](sql, at)


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_statement_made_worse_is_refused(mutation: str) -> None:
    for name, sql in STATEMENTS.items():
        assert find_fault(sql, 7) is None, name
        for worse in every(sql, mutation):
            assert find_fault(worse, 7) is not None, worse


OTHERS: Final = ("vault", "other.events", "system.tables", "url('http://x')", "{t:Identifier}")
SHORT: Final = 900


@pytest.mark.parametrize("other", OTHERS)
def test_a_guard_around_another_table_is_refused(other: str) -> None:
    for name, sql in STATEMENTS.items():
        for at in TABLE.finditer(sql):
            worse = sql[: at.start(1)] + other + sql[at.end(1) :]
            assert find_fault(worse, 7) is not None, (name, worse)


def test_a_guard_without_its_brackets_is_refused() -> None:
    for sql in STATEMENTS.values():
        worse = re.sub(r"\(SELECT [^()]* FROM (\w+) PREWHERE team_id = 7\) AS", r"\1 AS", sql)
        assert worse == sql or find_fault(worse, 7) is not None, worse


def test_a_word_that_disappears_never_lets_more_through() -> None:
    """Each word is left out, one at a time: where the rest may run, each table has its guard."""
    for sql in [sql for sql in STATEMENTS.values() if len(sql) < SHORT]:
        words = sql.split(" ")
        for place, word in enumerate(words):
            worse = " ".join(words[:place] + words[place + 1 :])
            if find_fault(worse, 7) is None:
                assert word not in {"PREWHERE", "FINAL"}, worse
                assert len(GUARD.findall(worse)) == len(TABLE.findall(worse)), worse
