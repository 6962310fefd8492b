"""Cohorts that a query may not name, and places where none can stand."""

import pytest
from msgspec.structs import replace

from hogql.compile import compile_query
from hogql.context import Cohort, Context, Restrictions
from hogql.errors import ForbiddenQueryError, QueryError, ResolutionError
from tests.unit.hogql.pairs import project


@pytest.mark.parametrize("cohort", ["99", "'VIP'", "'nobody'", "-5", "5.5"])
def test_an_unknown_cohort_is_an_error_with_its_place(cohort: str) -> None:
    query = f"SELECT count() FROM events WHERE person_id IN COHORT {cohort}"
    with pytest.raises(QueryError, match=r"IN COHORT takes|not found") as caught:
        compile_query(query, project())
    assert caught.value.start is not None
    assert query[caught.value.start : caught.value.end] == cohort


def test_a_cohort_that_is_not_in_the_context_is_not_found() -> None:
    with pytest.raises(ResolutionError, match="Cohort 8 not found"):
        compile_query("SELECT count() FROM events WHERE person_id IN COHORT 8", project())


@pytest.mark.parametrize(("cohort", "table"), [(5, "cohort_people"), (6, "static_cohort_people")])
def test_members_that_the_caller_may_not_read_are_no_filter_either(cohort: int, table: str) -> None:
    context = replace(project(), restrictions=Restrictions(tables=frozenset({table})))
    with pytest.raises(ForbiddenQueryError, match=table):
        compile_query(f"SELECT 1 FROM events WHERE person_id IN COHORT {cohort}", context)


def test_only_persons_are_in_cohorts() -> None:
    with pytest.raises(QueryError, match="needs a person"):
        compile_query("SELECT count() FROM events WHERE distinct_id IN COHORT 5", project())
    with pytest.raises(QueryError, match=": its id, or its name"):
        compile_query("SELECT count() FROM events WHERE person_id IN COHORT event", project())


def test_two_cohorts_of_one_name_are_told_apart_by_id() -> None:
    known = Context(
        team_id=7,
        cohorts=(Cohort(id=1, name="a", is_static=True), Cohort(id=2, name="a", is_static=True)),
    )
    with pytest.raises(QueryError, match="Several cohorts are named 'a'"):
        compile_query("SELECT 1 FROM events WHERE person_id IN COHORT 'a'", known)
    compile_query("SELECT 1 FROM events WHERE person_id IN COHORT 2", known)
