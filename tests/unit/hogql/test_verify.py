"""Hand-made statements (hogql 8, case 72): what the printer would never write."""

from pathlib import Path

import pytest

from hogql.compile import compile_query
from hogql.errors import HogQLError
from hogql.verifier import calls
from hogql.verifier.known import is_known_call
from hogql.verify import ANY_TEAM, VerificationError, find_fault, verify
from tests.unit.hogql.pairs import project
from tests.unit.hogql.statements import read_statements
from tools.fence_calls import fence_calls_page, is_dangerous, refuse_dangerous

REFUSED = read_statements("refused")
ACCEPTED = read_statements("accepted")


@pytest.mark.parametrize("name", REFUSED)
def test_a_statement_that_is_not_fenced_is_refused(name: str) -> None:
    with pytest.raises(VerificationError):
        verify(REFUSED[name], 7)


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_fenced_statement_may_run(name: str) -> None:
    verify(ACCEPTED[name], 7)


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_statement_of_one_team_is_refused_for_another(name: str) -> None:
    sql = ACCEPTED[name]
    if "team_id = 7" not in sql:
        verify(sql, 8)
        return
    with pytest.raises(VerificationError):
        verify(sql, 8)


def test_a_compiled_statement_of_one_team_is_refused_for_another() -> None:
    sql = compile_query("SELECT event FROM events", project()).sql
    verify(sql, 7)
    with pytest.raises(VerificationError):
        verify(sql, 8)


def test_two_teams_share_the_verdict_on_what_differs_in_their_numbers_alone() -> None:
    find_fault.cache_clear()
    for team_id in (7, 70, 8):
        verify(
            f"SELECT a.event FROM (SELECT event FROM events PREWHERE team_id = {team_id}) AS a",
            team_id,
        )
    assert find_fault.cache_info().misses == 1


@pytest.mark.parametrize("team_id", [7, 70, 42949672])
def test_the_number_of_any_team_fences_nobody(team_id: int) -> None:
    sql = f"SELECT a.event FROM (SELECT event FROM events PREWHERE team_id = {ANY_TEAM}) AS a"
    with pytest.raises(VerificationError):
        verify(sql, team_id)


def test_the_reason_is_kept_from_the_author_of_the_query() -> None:
    with pytest.raises(HogQLError) as caught:
        verify("SELECT secret FROM vault", 7)
    assert "vault" not in caught.value.message
    assert isinstance(caught.value, VerificationError)
    assert "vault" in caught.value.reason


def test_the_list_of_calls_is_the_one_that_the_registry_makes() -> None:
    """Run ``./hedgerow generate`` when this fails."""
    assert Path(calls.__file__).read_text() == fence_calls_page()


@pytest.mark.parametrize(
    "name",
    [
        *("in", "notIn", "globalIn", "dictGet", "dictGetOrDefault", "joinGet", "sleep", "throwIf"),
        *("getSetting", "hostName", "currentUser", "version", "file", "url", "remote", "input"),
        *("initializeAggregation", "finalizeAggregation", "runningAccumulate", "decrypt"),
        *("hasColumnInTable", "values", "numbers", "view", "merge", "filesystemAvailable"),
        *("LENGTH", "sum_If", "sumIfX", "lengthIf", "", "If", "numbersIf"),
    ],
)
def test_a_name_that_reaches_further_is_no_known_call(name: str) -> None:
    assert not is_known_call(name)


@pytest.mark.parametrize("name", ["sum", "sumIf", "sumArrayIf", "quantileState", "uniqMerge"])
def test_an_aggregate_may_carry_combinators(name: str) -> None:
    assert is_known_call(name)


def test_a_dangerous_function_can_not_become_known() -> None:
    assert is_dangerous("dictGetString")
    with pytest.raises(ValueError, match="dictGetString"):
        refuse_dangerous({"length", "dictGetString"})
