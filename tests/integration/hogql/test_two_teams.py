"""No row, value, count or error text of another team, on a real ClickHouse (promise 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from clickhouse_connect.driver.exceptions import DatabaseError

from hogql.compile import compile_query
from hogql.context import Context
from hogql.errors import HogQLError
from tests.integration.hogql.generating.compare import Comparison
from tests.integration.hogql.warehouse import FOREIGN, ROWS_OF_EACH_TEAM, TEAM
from tests.unit.hogql.adversarial import HIDDEN, Case, asking, read_cases, restricted
from tests.unit.hogql.hostile import Hostile, read_hostile

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

CONTEXT = Context(team_id=TEAM, group_types=("company",), property_types={"amount": "Numeric"})


def ask(client: Client, query: str, context: Context = CONTEXT) -> list[tuple[Any, ...]]:
    compiled = compile_query(query, context)
    result = client.query(
        compiled.sql, parameters=dict(compiled.parameters), settings=dict(compiled.settings)
    )
    return [tuple(row) for row in result.result_rows]


def answer_text(client: Client, query: str) -> str:
    """All that a caller could see: the rows, or the error with ClickHouse's own text in it."""
    try:
        return repr(ask(client, query))
    except DatabaseError as error:
        return str(error)
    except HogQLError as error:
        return error.message


def test_the_teams_share_one_granule(three_teams: Client) -> None:
    parts = three_teams.query(
        "SELECT count(), sum(marks) FROM system.parts WHERE table = 'events' AND active "
        "AND database = currentDatabase()"
    ).result_rows
    assert [tuple(row) for row in parts] == [(1, 2)]


def test_without_the_guard_a_throwing_call_shows_another_team_s_value(three_teams: Client) -> None:
    """The danger is real on these rows: what the tests below look for can be found."""
    with pytest.raises(DatabaseError, match=r"of_team_[89]"):
        three_teams.query(
            "SELECT count() FROM events WHERE team_id = 7 AND "
            "toInt64(if(event LIKE '%of_team_7', '1', event)) > 0"
        )


@pytest.mark.parametrize("case", read_hostile(), ids=lambda case: case.id)
def test_a_hostile_query_shows_nothing_of_another_team(three_teams: Client, case: Hostile) -> None:
    shown = answer_text(three_teams, case.sql)
    assert not any(word in shown for word in FOREIGN), shown[:500]


@pytest.fixture(scope="module")
def comparison(three_teams: Client, one_team: Client) -> Comparison:
    """The same queries beside other teams' rows and without them."""
    return Comparison(three_teams, one_team, asking())


@pytest.mark.parametrize("case", read_cases("S", "N", "RN"), ids=str)
def test_a_case_of_the_list_answers_the_same_without_the_other_teams(
    comparison: Comparison, case: Case
) -> None:
    verdict = comparison.judge(case.sql)
    accepted = {"same", "error", "volatile", *(["refused"] if case.expect == "RN" else [])}
    assert verdict.outcome in accepted, (verdict.outcome, verdict.detail[:500])


@pytest.mark.parametrize("case", read_cases("R"), ids=str)
def test_the_reason_of_a_refusal_shows_nothing_of_another_team(
    comparison: Comparison, case: Case
) -> None:
    assert comparison.judge(case.sql).outcome == "refused"


@pytest.mark.parametrize("case", read_cases("M"), ids=str)
def test_a_hidden_property_reads_as_null_on_every_way(three_teams: Client, case: Case) -> None:
    """The same query shows it to whoever may see it: the words are there to be found."""
    shown = repr(ask(three_teams, case.sql, restricted()))
    assert not any(word in shown for word in HIDDEN), shown[:500]
    assert any(word in repr(ask(three_teams, case.sql, asking())) for word in HIDDEN)


@pytest.mark.parametrize("case", read_cases("O"), ids=str)
def test_a_hidden_property_can_not_be_asked_about(three_teams: Client, case: Case) -> None:
    assert ask(three_teams, case.sql, restricted()) == [(0,)]
    assert ask(three_teams, case.sql, asking()) != [(0,)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT count() FROM events", [(ROWS_OF_EACH_TEAM,)]),
        ("SELECT count() FROM events WHERE team_id = 8", [(0,)]),
        ("SELECT count() FROM events WHERE 1 OR team_id = 8", [(ROWS_OF_EACH_TEAM,)]),
        ("SELECT uniqExact(team_id), max(team_id) FROM events", [(1, 7)]),
        ("SELECT count() FROM events PREWHERE event != 'x' OR 1", [(ROWS_OF_EACH_TEAM,)]),
        (
            "SELECT count() FROM events a CROSS JOIN events b",
            [(ROWS_OF_EACH_TEAM * ROWS_OF_EACH_TEAM,)],
        ),
        (
            "SELECT count() FROM events a FULL JOIN events b ON a.uuid = b.uuid",
            [(ROWS_OF_EACH_TEAM,)],
        ),
        ("SELECT count() FROM events a LEFT ANTI JOIN events b ON a.uuid = b.uuid", [(0,)]),
        ("SELECT (SELECT count() FROM events), 1", [(ROWS_OF_EACH_TEAM, 1)]),
        ("SELECT event FROM events EXCEPT SELECT event FROM events", []),
        (
            "WITH events AS (SELECT event FROM events) SELECT count() FROM events",
            [(ROWS_OF_EACH_TEAM,)],
        ),
        ("SELECT count() FROM events WHERE toInt(event) > 0 OR event::UUID IS NOT NULL", [(0,)]),
        ("SELECT count() FROM events WHERE properties.plan = 'plan_of_team_8'", [(0,)]),
    ],
)
def test_counts_are_those_of_one_team(
    three_teams: Client, query: str, expected: list[tuple[Any, ...]]
) -> None:
    assert ask(three_teams, query) == expected


@pytest.mark.parametrize("team_id", [7, 8, 9, 10])
def test_each_team_sees_its_own_words_only(three_teams: Client, team_id: int) -> None:
    shown = repr(ask(three_teams, "SELECT * FROM events LIMIT 500", Context(team_id=team_id)))
    seen = {team for team in (7, 8, 9) if f"of_team_{team}" in shown}
    assert seen == ({team_id} if team_id != 10 else set())


def test_a_value_that_looks_like_a_parameter_stays_a_value(three_teams: Client) -> None:
    text = "{hogql_val_0:String} %(hogql_val_0)s %s ' \\ \n \t \r \x00 \u2028 \\N"
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\x00", "\\0")
    rows = ask(three_teams, f"SELECT '{escaped}', ['{escaped}', 'b'], '\\\\N'")
    kept = text.replace("\x00", "")
    assert rows == [(kept, [kept, "b"], "\\N")]


def test_nothing_can_be_written_with_the_settings_of_a_query(three_teams: Client) -> None:
    settings = dict(compile_query("SELECT 1", CONTEXT).settings)
    with pytest.raises(DatabaseError, match="readonly"):
        three_teams.command("INSERT INTO events (team_id) VALUES (7)", settings=settings)


def test_a_remembered_condition_of_one_team_hides_nothing_of_another(three_teams: Client) -> None:
    """The query condition cache remembers granules, and these teams share one."""
    query = "SELECT count() FROM events WHERE upper(properties.plan) = 'PLAN_OF_TEAM_8'"
    for team_id, expected in ((7, 0), (8, 60), (7, 0), (9, 0), (8, 60)):
        assert ask(three_teams, query, Context(team_id=team_id)) == [(expected,)]
