"""The language against the published parser's verdicts and trees (hogql 12)."""

from typing import Final

import pytest

from hogql import ast
from hogql.ast.wire import to_json
from hogql.errors import HogQLError, HogQLSyntaxError, TooComplexError
from hogql.parser import parse_expr, parse_order_expr, parse_select, parse_template
from tests.unit.hogql.conformance import ACCEPTED, ALL, DIFFERENCES, Case, without_nulls

REJECTED: Final = [case for case in ALL if not case.accept and case.sql not in DIFFERENCES]


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case.id)
def test_an_accepted_text_gives_the_published_tree(case: Case) -> None:
    tree = without_nulls(to_json(case.parse()))
    if case.tree is not None:
        assert tree == case.tree


@pytest.mark.parametrize("case", REJECTED, ids=lambda case: case.id)
def test_a_rejected_text_is_an_error_for_its_author(case: Case) -> None:
    with pytest.raises(HogQLError) as caught:
        case.parse()
    assert caught.value.message.endswith((".", "keyword", "alias", "permitted"))


def test_every_listed_difference_is_still_one() -> None:
    cases = [case for case in ALL if case.sql in DIFFERENCES]
    assert {case.sql for case in cases} == set(DIFFERENCES)
    assert not any(_agrees(case) for case in cases)


def _agrees(case: Case) -> bool:
    try:
        tree = to_json(case.parse())
    except HogQLError:
        return not case.accept
    return case.accept and without_nulls(tree) == case.tree


def test_a_keyword_argument_takes_the_place_of_its_placeholder() -> None:
    tree = parse_expr("a = {value}", value=ast.Constant(value=7))
    assert tree == parse_expr("a = 7")


def test_a_placeholder_without_a_value_stays_in_the_tree() -> None:
    tree = parse_select("SELECT {a}, {b.c} FROM t", a=ast.Field(chain=("x",)))
    assert isinstance(tree, ast.SelectQuery)
    hole = tree.select[1]
    assert isinstance(hole, ast.Placeholder)
    assert hole.chain == ("b", "c")


def test_a_query_may_fill_a_table() -> None:
    inner = parse_select("SELECT 1 AS a")
    assert parse_select("SELECT a FROM {t} AS x", t=inner) == parse_select(
        "SELECT a FROM (SELECT 1 AS a) AS x"
    )


def test_an_order_item_keeps_what_the_published_tree_drops() -> None:
    item = parse_order_expr("a DESC NULLS LAST COLLATE 'de'")
    assert (item.order, item.nulls, item.collate) == ("DESC", "LAST", "de")


def test_silently_dropped_clauses_reach_the_compiler() -> None:
    tree = parse_select(
        "SELECT f(x IGNORE NULLS), t.* EXCLUDE (a) FROM t NATURAL JOIN u SAMPLE 10 % "
        "GROUP BY b WITH CUBE WITH TOTALS LIMIT 3 ORDER BY c"
    )
    assert isinstance(tree, ast.SelectQuery)
    call, columns = tree.select
    assert isinstance(call, ast.Call)
    assert call.ignore_nulls
    assert isinstance(columns, ast.ColumnsExpr)
    assert columns.qualifier == ("t",)
    assert tree.select_from is not None
    joined = tree.select_from.next_join
    assert joined is not None
    assert joined.is_natural
    assert joined.sample is not None
    assert joined.sample.is_percent
    assert (tree.group_by_with, tree.group_by_with_totals) == ("CUBE", True)
    assert tree.outer_order_by is not None


def test_positions_are_character_offsets() -> None:
    text = "SELECT 'é', total + 1 FROM events"
    tree = parse_select(text)
    assert isinstance(tree, ast.SelectQuery)
    total = tree.select[1]
    assert text[total.start : total.end] == "total + 1"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        pytest.param("SELECT a FROM", "", "expected a table", id="nothing follows"),
        pytest.param("SELECT a FROM t WHERE", "", "expected a column", id="no condition"),
        pytest.param("SELECT a FROM t LIMIT 1, 2, 3", ",", "expected the end", id="too much"),
        pytest.param("SELECT a!b", "!", "Unexpected character", id="stray character"),
        pytest.param("SELECT a AS true", "true", "reserved keyword", id="reserved alias"),
        pytest.param("SELECT <b>x</i>", "i", "must match", id="tags do not match"),
    ],
)
def test_an_error_says_where_and_what_was_expected(text: str, place: str, words: str) -> None:
    with pytest.raises(HogQLSyntaxError) as caught:
        parse_select(text)
    error = caught.value
    assert words in error.message
    assert text[error.start : error.end] == place


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("SELECT DATE '2030-01-01'", "toDate('2030-01-01')"),
        ("SELECT a FROM t SETTINGS max_threads = 1", "Leave it out"),
        ("SELECT TOP 3 a FROM t", "LIMIT"),
        ("SELECT let FROM t", '"let"'),
        ("SELECT a & b", "AND"),
        ("SELECT INTERVAL '5 lightyears'", "'7 days'"),
        ("SELECT a FROM t JOIN u ON a, b", "AND"),
        ("SELECT a b c FROM t", "comma or an operator"),
        ("SELECT f(a b)", "comma or an operator"),
        ("SELECT a,, b", "one comma too many"),
        ("SELECT a FROM t WHERE b === c", "One comparison"),
        ("SELECT count( FROM t", "'(' at character 13"),
        ("SELECT a FROM t WHERE (b = 1", "'(' at character 23"),
        ("SELECT a) FROM t", "No bracket is open"),
        ("SELECT a FROM t WHERE b = 'x", "Close the string"),
        ("SELECT a FROM t WHERE b = \u2018x\u2019", "straight quotes"),
        ("FROM t SELECT a", "in front of FROM"),
        ("event FROM events", "Put SELECT in front"),
        ("SELCT a FROM t", "Did you mean SELECT?"),
        ("SELECT a FROM t WHER b = 1", "Did you mean WHERE?"),
        ("INSERT INTO t VALUES (1)", "only reads"),
        ("SELECT a FROM t; SELECT b", "one statement"),
        ("SELECT a FROM t GROUP a", "GROUP BY"),
        ("SELECT a WHERE b LIMIT 1 WHERE c", "in this order"),
        ("SELECT a FROM t WHERE b = ?", "{name}"),
        ("SELECT a FROM t WHERE b = @c", "{name}"),
        ("SELECT INTERVAL 5 FROM t", "INTERVAL 5 day"),
        ("SELECT * EXCEPT (a) FROM t", "EXCLUDE"),
        ("SELECT /* a", "*/"),
        ("SELECT a FROM t WHERE a<b AND c", "opens a tag"),
        ("SELECT a FROM t WHERE b IN 1, 2", "in brackets"),
    ],
)
def test_an_error_says_what_to_write_instead(text: str, hint: str) -> None:
    with pytest.raises(HogQLSyntaxError) as caught:
        parse_select(text)
    assert hint in (caught.value.fix or "")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT " + "(" * 3000 + "1" + ")" * 3000,
        "SELECT " + "NOT " * 3000 + "a",
        "SELECT " + "- " * 3000 + "1",
        "SELECT " + "f(" * 3000 + "1" + ")" * 3000,
        "SELECT " + "[" * 3000 + "]" * 3000,
        "SELECT " + "{" * 3000 + "a" + "}" * 3000,
        "SELECT " + "cast(" * 3000 + "a",
        "SELECT " + "case when " * 3000 + "a",
        "SELECT " + "x -> " * 3000 + "a",
        "SELECT " + "a ? b : " * 3000 + "c",
        "SELECT " + "interval(" * 3000 + "a",
        "SELECT CAST(a AS " + "Array(" * 3000 + "Int",
        "SELECT " + "<b>" * 3000 + "</b>" * 3000,
        "SELECT " + "f'{" * 3000,
        "SELECT a FROM " + "(" * 3000 + "t" + ")" * 3000,
        "SELECT a FROM " + "(SELECT a FROM " * 3000 + "t" + ")" * 3000,
        "WITH a AS (" * 3000 + "SELECT 1",
        "SELECT a FROM t " + "JOIN t " * 3000,
    ],
    ids=lambda text: text[7:30],
)
def test_nesting_without_end_is_refused_and_not_a_crash(text: str) -> None:
    with pytest.raises(TooComplexError):
        parse_select(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT " + " AND ".join(["a"] * 5000),
        "SELECT " + " || ".join(["a"] * 5000),
        "SELECT " + ", ".join(["a"] * 5000),
        "SELECT 1" + " UNION ALL SELECT 1" * 2000,
        "SELECT a FROM t WHERE a IN (" + ", ".join(["1"] * 5000) + ")",
        "SELECT " + "+".join(["1"] * 300),
        "SELECT a FROM t" + ", t" * 200,
    ],
    ids=lambda text: text[7:22],
)
def test_a_flat_chain_is_not_nesting(text: str) -> None:
    assert parse_select(text).end == len(text)


def test_a_chain_that_makes_a_high_tree_is_refused() -> None:
    with pytest.raises(TooComplexError, match="300 operators"):
        parse_select("SELECT " + "+".join(["1"] * 302))


def test_a_text_beyond_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooComplexError, match="characters"):
        parse_select("SELECT " + "a," * 300_000)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT " + "9" * 251,
        "SELECT " + "9" * 4400,
        "SELECT 0x" + "f" * 5000,
        "SELECT 1e" + "9" * 4400,
        "SELECT tuple(1)." + "9" * 4400,
        "SELECT a FROM t LIMIT " + "9" * 4400,
        "SELECT COLUMNS(" + "9" * 4400 + ") FROM t",
    ],
    ids=lambda text: text[7:22],
)
def test_a_number_of_thousands_of_digits_is_refused_and_not_a_crash(text: str) -> None:
    with pytest.raises(TooComplexError, match="250 digits"):
        parse_select(text)


def test_a_number_above_every_float_is_infinite_in_each_notation() -> None:
    assert parse_expr("0x1p99999") == parse_expr("1e999")


def test_an_interval_of_thousands_of_digits_is_refused_and_not_a_crash() -> None:
    with pytest.raises(HogQLSyntaxError, match="not an interval"):
        parse_expr("interval '" + "9" * 4400 + " day'")


def test_a_full_template_needs_no_closing_quote() -> None:
    assert parse_template("F'it's {a}") == parse_expr("f'it''s {a}'")
