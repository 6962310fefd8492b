"""The adversarial list (hogql 8) and the hostile cases beside the parser's, as team 7.

Whether the results hold rows of another team is tested on a real ClickHouse, in
tests/integration/hogql/test_two_teams.py; here: what must never compile, and what does, behind
its fences.
"""

from typing import TYPE_CHECKING

import pytest

from hogql.compile import compile_query
from hogql.errors import HogQLError, TooComplexError
from hogql.verify import VerificationError, verify
from tests.unit.hogql.adversarial import TOO_LARGE, Case, asking, read_cases, restricted
from tests.unit.hogql.hostile import NOT_BUILT, Hostile, read_hostile
from tests.unit.hogql.pairs import project

if TYPE_CHECKING:
    from hogql.context import Context


def test_every_case_of_the_list_is_there() -> None:
    # TOO_LARGE; the key of the cache; the hand-made statements of tests/fixtures/verifier
    made = {58, 67, 72}
    assert {case.case for case in read_cases()} | made == set(range(1, 73))


@pytest.mark.parametrize("case", read_cases("R"), ids=str)
def test_a_hostile_query_does_not_compile(case: Case) -> None:
    with pytest.raises(HogQLError) as caught:
        compile_query(case.sql, asking())
    assert not isinstance(caught.value, VerificationError), caught.value.reason
    assert caught.value.message


@pytest.mark.parametrize("case", read_cases("S", "N"), ids=str)
def test_a_query_that_stays_in_its_team_compiles(case: Case) -> None:
    compiled = compile_query(case.sql, asking())
    if "PREWHERE" in compiled.sql:
        with pytest.raises(VerificationError):
            verify(compiled.sql, 8, 1)


@pytest.mark.parametrize("case", read_cases("RN"), ids=str)
def test_a_query_that_may_run_is_never_left_to_the_verifier(case: Case) -> None:
    assert not isinstance(refusal(case.sql, asking()), VerificationError)


@pytest.mark.parametrize("case", read_cases("M", "O"), ids=str)
def test_a_query_of_hidden_properties_compiles(case: Case) -> None:
    compile_query(case.sql, restricted())


@pytest.mark.parametrize("name", TOO_LARGE)
def test_a_query_without_measure_is_refused_with_a_clear_reason(name: str) -> None:
    with pytest.raises(HogQLError) as caught:
        compile_query(TOO_LARGE[name], asking())
    assert isinstance(caught.value, TooComplexError), (caught.value.message, caught.value.code)
    assert len(caught.value.message) < 200


def refusal(query: str, context: "Context") -> HogQLError | None:
    """Why the compiler refuses a query, None when it compiles."""
    try:
        compile_query(query, context)
    except HogQLError as error:
        return error
    return None


@pytest.mark.parametrize("case", read_hostile(), ids=lambda case: case.id)
def test_a_hostile_case_is_refused_or_fenced(case: Hostile) -> None:
    error = refusal(case.sql, project())
    if case.expect == "refuse":
        assert error is not None
    elif error is not None:
        assert case.or_refuse or error.message in NOT_BUILT, error.message
    assert not isinstance(error, VerificationError)
