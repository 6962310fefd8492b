"""Names after FROM and what they lead to: views, denied tables, mistakes, standing bounds."""

from datetime import UTC, datetime

import pytest

from hogql.compile import compile_query
from hogql.context import Cohort, Context, Restrictions, SystemRows
from hogql.errors import ForbiddenQueryError, HogQLError

VIEWS = {
    "paying": "SELECT person_id AS who, properties.plan AS plan FROM events WHERE event = 'paid'",
    "pros": "SELECT who FROM paying WHERE plan = 'pro'",
    "left": "SELECT * FROM right_",
    "right_": "SELECT * FROM left",
    "mine": "SELECT * FROM mine",
    "broken": "SELECT nope FROM events",
    "people": "SELECT id FROM persons",
}


def sql(query: str, context: Context) -> str:
    return compile_query(query, context).sql


def test_a_saved_query_stands_for_its_text() -> None:
    compiled = compile_query("SELECT count() FROM pros", Context(team_id=7, views=VIEWS))
    assert compiled.sql.count("PREWHERE team_id = 7") == 1
    assert compiled.tables == ("events",)


@pytest.mark.parametrize("name", ["left", "right_", "mine"])
def test_a_saved_query_that_refers_to_itself_is_refused(name: str) -> None:
    with pytest.raises(HogQLError, match="refers to itself"):
        sql(f"SELECT * FROM {name}", Context(team_id=7, views=VIEWS))


def test_a_table_wins_over_a_saved_query_of_its_name() -> None:
    context = Context(team_id=7, views={"events": "SELECT 1 AS one"})
    assert "FROM events PREWHERE team_id = 7" in sql("SELECT event FROM events", context)


def test_a_mistake_in_a_saved_query_is_shown_where_it_is_named() -> None:
    query = "SELECT * FROM broken"
    with pytest.raises(HogQLError) as caught:
        sql(query, Context(team_id=7, views=VIEWS))
    assert caught.value.message == "Unable to resolve field: nope"
    assert query[caught.value.start : caught.value.end] == "broken"


def test_a_saved_query_sees_no_common_table_of_the_query_around() -> None:
    context = Context(team_id=7, views=VIEWS)
    found = sql("WITH events AS (SELECT 1 AS event) SELECT * FROM paying", context)
    assert "FROM events PREWHERE team_id = 7" in found


@pytest.mark.parametrize(
    "query",
    [
        "SELECT id FROM persons",
        "SELECT id FROM people",
        "SELECT person.properties.email FROM events",
        "SELECT pdi.person.created_at FROM events",
        "SELECT 1 FROM events WHERE person['properties']['email'] = 'x'",
    ],
)
def test_a_denied_table_is_refused_on_every_way_to_it(query: str) -> None:
    restrictions = Restrictions(tables=frozenset({"persons"}))
    context = Context(team_id=7, views=VIEWS, restrictions=restrictions)
    with pytest.raises(ForbiddenQueryError):
        sql(query, context)


@pytest.mark.parametrize(
    ("query", "message", "fix"),
    [
        ("SELECT 1 FROM evnets", "Unknown table `evnets`.", "Perhaps you meant 'events'?"),
        (
            "SELECT 1 FROM system.cohort",
            "Unknown table `system.cohort`.",
            "Perhaps you meant 'system.cohorts'?",
        ),
        ("SELECT 1 FROM system.tables", "Unknown table `system.tables`.", None),
        ("SELECT evnt FROM events", "Unable to resolve field: evnt", "Perhaps you meant 'event'?"),
        (
            "SELECT person.created FROM events",
            "Field not found: created",
            "Perhaps you meant 'created_at'?",
        ),
        (
            "SELECT person FROM events",
            "Can't select a table when a column is expected: person",
            None,
        ),
        (
            "SELECT session FROM events",
            "Can't select a table when a column is expected: session",
            None,
        ),
        (
            "SELECT $entry_utm_sorce FROM sessions",
            "Unable to resolve field: $entry_utm_sorce",
            "Perhaps you meant '$entry_utm_source'?",
        ),
    ],
)
def test_a_mistake_is_explained(query: str, message: str, fix: str | None) -> None:
    with pytest.raises(HogQLError) as caught:
        sql(query, Context(team_id=7))
    assert caught.value.message == message
    if fix is not None:
        assert caught.value.fix == fix


def test_what_the_plan_keeps_bounds_every_read_of_events() -> None:
    context = Context(team_id=7, events_since=datetime(2026, 1, 1, tzinfo=UTC))
    found = sql(
        "SELECT e.event FROM events AS e WHERE e.person_id IN (SELECT person_id FROM events) "
        "ORDER BY e.timestamp",
        context,
    )
    assert found.count("PREWHERE team_id = 7 AND `timestamp` >= ") == 2


def test_members_are_those_of_current_versions() -> None:
    cohorts = (
        Cohort(id=5, name="a", is_static=False, version=3),
        Cohort(id=6, name="b", is_static=True),
    )
    found = sql("SELECT cohort_id FROM cohort_people", Context(team_id=7, cohorts=cohorts))
    assert "(cohort_id = 5 AND version = 3)" in found
    assert "6" not in found
    unknown = sql("SELECT cohort_id FROM cohort_people", Context(team_id=7))
    assert "AND cohort_id = 0)" in unknown


def test_the_query_log_is_of_one_user() -> None:
    found = sql("SELECT query FROM query_log", Context(team_id=7, user_id=42))
    assert "PREWHERE team_id = 7 AND user_id = 42)" in found
    assert "user_id = 0)" in sql("SELECT query FROM query_log", Context(team_id=7))


def test_rows_of_the_context_are_never_part_of_the_statement() -> None:
    row = (1, "'; DROP TABLE events --", None)
    context = Context(team_id=7, system={"exports": SystemRows(rows=(row,))})
    compiled = compile_query("SELECT * FROM system.exports", context)
    assert "DROP" not in compiled.sql
    assert any("DROP" in str(value) for value in compiled.parameters.values())


@pytest.mark.parametrize(
    ("query", "typed"),
    [
        ("SELECT sum(person.properties.age) FROM events", "toFloat64OrNull"),
        ("SELECT sum(poe.properties.age) FROM events", "toFloat64OrNull"),
        ("SELECT sum(company.properties.seats) FROM events", "toFloat64OrNull"),
    ],
)
def test_properties_have_the_type_of_whose_they_are(query: str, typed: str) -> None:
    context = Context(
        team_id=7,
        group_types=("company",),
        person_property_types={"age": "Numeric"},
        group_property_types={(0, "seats"): "Numeric"},
    )
    assert typed in sql(query, context)
    bare = Context(team_id=7, group_types=("company",))
    assert ("toFloat64OrNull" in sql("SELECT person.properties.age FROM events", bare)) is False


def test_more_lazy_joins_than_a_query_may_have_are_refused() -> None:
    arm = "SELECT pdi.person.created_at FROM events"
    assert sql(" UNION ALL ".join([arm] * 20), Context(team_id=7)).count("ANY JOIN") == 40
    with pytest.raises(HogQLError, match="at most 200 tables"):
        sql(" UNION ALL ".join([arm] * 101), Context(team_id=7))


def test_saved_queries_that_double_without_end_are_refused() -> None:
    views = {
        f"v{n}": f"SELECT a.event FROM v{n + 1} AS a JOIN v{n + 1} AS b ON a.event = b.event"
        for n in range(30)
    }
    views["v30"] = "SELECT event FROM events"
    with pytest.raises(HogQLError, match="Too many"):
        sql("SELECT * FROM v0", Context(team_id=7, views=views))
