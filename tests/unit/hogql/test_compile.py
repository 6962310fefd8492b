import subprocess
import sys

import pytest

from hogql import ast
from hogql.compile import compile_query
from hogql.context import DEFAULT_LIMITS, Context, LimitContext
from hogql.errors import HogQLError, TooComplexError, UnsupportedSyntaxError
from hogql.parser import parse_select
from tests.unit.hogql.pairs import Pair, one_line, project, read_pairs, with_values


@pytest.mark.parametrize("pair", read_pairs(), ids=lambda pair: pair.name)
def test_a_query_becomes_the_sql_beside_it(pair: Pair) -> None:
    compiled = compile_query(pair.query, pair.context)
    assert one_line(with_values(compiled)) == one_line(pair.sql)


def test_every_parameter_is_used_and_every_reference_has_one() -> None:
    compiled = compile_query("SELECT 'a', 'b', 'a', properties.a FROM events", project())
    assert sorted(compiled.parameters) == ["hogql_val_0", "hogql_val_1"]
    assert compiled.sql.count("{hogql_val_0:String}") == 4


def test_a_tree_compiles_like_the_text_it_comes_from() -> None:
    text = "SELECT event, count() AS c FROM events WHERE event = 'a' GROUP BY event"
    tree = parse_select(text)
    assert isinstance(tree, ast.SelectQuery)
    assert compile_query(tree, project()).sql == compile_query(text, project()).sql
    assert parse_select(compile_query(tree, project()).hogql) == tree


def test_a_column_of_a_tree_is_named_by_its_canonical_text() -> None:
    query = ast.SelectQuery(select=(ast.Call(name="plus", args=(ast.Constant(value=1),) * 2),))
    assert compile_query(query, project()).columns == ("plus(1, 1)",)


def test_the_columns_are_named_as_their_author_reads_them() -> None:
    compiled = compile_query(
        "SELECT event, properties.$browser, count() AS c, count(DISTINCT uuid) FROM events "
        "GROUP BY ALL",
        project(),
    )
    assert compiled.columns == ("event", "$browser", "c", "count(DISTINCT uuid)")
    assert compiled.tables == ("events",)


@pytest.mark.parametrize(
    ("limit_context", "clause", "expected"),
    [
        ("query", "", 100),
        ("query", "LIMIT 7", 7),
        ("query", "LIMIT 2 + 3 * 4 OFFSET 1", 14),
        ("query", "LIMIT 1000000", 50_000),
        ("export", "", 50_000),
        ("cohort", "", 1_000_000_000),
    ],
)
def test_the_limit_is_the_asked_the_default_or_the_most(
    limit_context: LimitContext, clause: str, expected: int
) -> None:
    context = Context(team_id=7, limit_context=limit_context)
    compiled = compile_query(f"SELECT event FROM events {clause}", context)
    assert compiled.limit == expected
    assert f"LIMIT {expected}" in compiled.sql


def test_the_limit_of_a_sub_query_is_left_alone() -> None:
    compiled = compile_query(
        "SELECT event FROM (SELECT event FROM events LIMIT 90000) LIMIT 3", project()
    )
    assert "LIMIT 90000" in compiled.sql
    assert compiled.limit == 3


def test_reading_is_all_that_any_class_of_query_may_do() -> None:
    for limit_context in DEFAULT_LIMITS:
        context = Context(team_id=7, limit_context=limit_context)
        assert compile_query("SELECT 1", context).settings["readonly"] == 2


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT nope FROM events", "Unable to resolve field: nope"),
        ("SELECT e.nope FROM events AS e", "Field not found: nope"),
        ("SELECT 1 FROM nowhere", "Unknown table `nowhere`."),
        ("SELECT 1 FROM personas", "Unknown table `personas`."),
        ("SELECT person FROM events", "Can't select a table when a column is expected: person"),
        ("SELECT events FROM events", "Can't select a table when a column is expected: events"),
        ("SELECT {x}", "Unresolved placeholder: {x}"),
        ("SELECT count(1, 2, 3, 4) FROM events", "expects at most 1 argument, found 4"),
        ("SELECT lower() FROM events", "Function 'lower' expects at least 1 argument, found 0"),
        ("SELECT avg(avg(1)) FROM events", "'avg' cannot be nested inside another aggregation"),
        ("SELECT count() AS c FROM events WHERE c > 1", "can not be used in WHERE"),
        ("SELECT event FROM events WHERE count() > 1", "can not be used in WHERE"),
        ("SELECT noway()", "Unsupported function call 'noway(...)'. Perhaps you meant 'now(...)'?"),
        ("SELECT 1 AS a, 2 AS a", "Cannot redefine an alias with the name: a"),
        ("SELECT 1 FROM events JOIN events", 'Already have joined a table called "events"'),
        ("SELECT 1 FROM events a JOIN events b", "A join needs ON or USING"),
        ("SELECT event FROM events a CROSS JOIN events b", "Ambiguous query."),
        ("SELECT timestamp > 'soon' OR toDateTime('soon') FROM events", "Could not read 'soon'"),
        ("SELECT event[0] FROM events", "SQL indexes start from one, not from zero"),
        ("SELECT event FROM events LIMIT -1", "LIMIT must be a constant"),
        ("SELECT event FROM events GROUP BY 3", "There is no column number 3"),
        ("SELECT x FROM (SELECT 1 AS a) AS q", "Unable to resolve field: x"),
        ("SELECT rank() FROM events", "needs OVER"),
        ("SELECT 1 AS `a\x01b`", "control characters"),
        ("WITH a AS (SELECT * FROM a) SELECT 1 FROM a", "Unknown table `a`."),
        ("WITH x + 1 AS x SELECT x", "CTE loop"),
        ("SELECT toTimeZone(now(), 'Nowhere/Land')", "Unknown time zone: Nowhere/Land"),
        ("SELECT event::nonsense FROM events", "Unsupported type: nonsense"),
        ("SELECT 'a\ud800b'", "unpaired surrogate"),
    ],
)
def test_a_mistake_is_explained(query: str, message: str) -> None:
    with pytest.raises(HogQLError) as caught:
        compile_query(query, project())
    assert message in caught.value.message


def test_an_error_says_where_it_is_and_what_would_mend_it() -> None:
    query = "SELECT lowr(event) FROM events"
    with pytest.raises(HogQLError) as caught:
        compile_query(query, project())
    assert (caught.value.start, caught.value.end) == (7, 18)
    assert caught.value.fix == "Perhaps you meant 'lower(...)'?"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT event FROM events FINAL",
        "SELECT event FROM events SETTINGS max_threads = 1",
        "SELECT DISTINCT ON (event) event FROM events",
        "SELECT 1 FROM events AS a NATURAL JOIN events AS b",
        "SELECT 1 INTERSECT ALL SELECT 1",
    ],
)
def test_what_is_not_supported_is_said_not_dropped(query: str) -> None:
    with pytest.raises(UnsupportedSyntaxError):
        compile_query(query, project())


def test_a_chain_without_end_is_too_complex() -> None:
    with pytest.raises(TooComplexError):
        compile_query("SELECT " + " + ".join(["length(event)"] * 5000) + " FROM events", project())


def test_importing_the_compiler_does_not_load_the_verifier_s_parser() -> None:
    check = "import sys, hogql.compile; sys.exit('sqlglot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
