"""The translator: the pairs of tests/fixtures/translate, what it refuses, and what it tells."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from hogql.errors import HogQLError, HogQLSyntaxError
from hogql.parser import parse_expr, parse_select
from hogql.translate import DIALECTS, translate

FOLDER = Path(__file__).parents[3] / "fixtures" / "translate"
NOTE = "-- note: "


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A query of a dialect, what it becomes, and the notes."""

    dialect: str
    query: str
    hogql: str
    notes: tuple[str, ...]


def read_pairs() -> list[Pair]:
    return [pair for path in sorted(FOLDER.glob("*.sql")) for pair in read_file(path)]


def read_file(path: Path) -> list[Pair]:
    found: list[Pair] = []
    for block in path.read_text().split("\n\n")[1:]:
        query, hogql, *notes = block.strip().splitlines()
        found.append(
            Pair(
                dialect=path.stem,
                query=query.removesuffix(";"),
                hogql=hogql.removesuffix(";"),
                notes=tuple(note.removeprefix(NOTE) for note in notes),
            )
        )
    return found


PAIRS = read_pairs()


def test_there_are_pairs_of_every_dialect_that_the_product_names() -> None:
    named = {"postgres", "bigquery", "snowflake", "redshift", "duckdb", "mysql"}
    assert {pair.dialect for pair in PAIRS} == named
    assert len(PAIRS) >= 60


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.dialect}: {pair.query[:60]}")
def test_a_query_becomes_its_pair_and_parses(pair: Pair) -> None:
    found = translate(pair.query, pair.dialect)
    assert " ".join(found.sql.split()) == pair.hogql
    assert tuple(note.message for note in found.notes) == pair.notes
    parse_select(found.sql)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.dialect}: {pair.query[:60]}")
def test_a_note_says_where_the_words_stand_that_it_quotes(pair: Pair) -> None:
    for note in translate(pair.query, pair.dialect).notes:
        if note.start is not None:
            assert note.message.endswith(": " + pair.query[note.start : note.end])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT 1; SELECT 2", "2 statements"),
        ("SELECT 1; DROP TABLE events", "2 statements"),
        ("DROP TABLE events", "Only queries"),
        ("INSERT INTO a SELECT 1", "Only queries"),
        ("DELETE FROM events", "Only queries"),
        ("CREATE TABLE a AS SELECT 1", "Only queries"),
        ("EXPLAIN SELECT 1", "Only queries"),
        ("VACUUM", "Only queries"),
        ("SET a = 1", "Only queries"),
        ("SELECT * INTO b FROM a", "INTO"),
        ("", "nothing to translate"),
        (" ; ;", "nothing to translate"),
        ("-- only a comment", "nothing to translate"),
    ],
)
def test_what_is_no_single_query_is_refused(text: str, said: str) -> None:
    with pytest.raises(HogQLError, match=said):
        translate(text, "postgres")


@pytest.mark.parametrize(
    "text", ["SELECT a FROM", "SELECT (", "SELECT 'a", "SELEC 1 2", "\x00", "SELECT a b c"]
)
@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_text_that_is_not_sql_is_refused_in_our_words(text: str, dialect: str) -> None:
    with pytest.raises(HogQLError) as caught:
        translate(text, dialect)
    assert "\x1b" not in caught.value.message
    assert caught.value.end is None or 0 <= (caught.value.start or 0) < caught.value.end


def test_a_text_that_sqlglot_stumbles_over_is_refused_too() -> None:
    with pytest.raises(HogQLSyntaxError):
        translate("SELECT {: 1}", "duckdb")


def test_a_syntax_error_has_its_place() -> None:
    with pytest.raises(HogQLSyntaxError) as caught:
        translate("SELECT a,\n  b c d\nFROM t", "postgres")
    assert (caught.value.start, caught.value.end) == (16, 17)


def test_deep_and_long_texts_are_refused() -> None:
    with pytest.raises(HogQLError):
        translate("SELECT " + "(" * 3000 + "1" + ")" * 3000, "postgres")
    with pytest.raises(HogQLError, match="at most"):
        translate("SELECT '" + "a" * 200_000 + "'", "postgres")


def test_an_unknown_dialect_names_the_known_ones() -> None:
    with pytest.raises(HogQLError) as caught:
        translate("SELECT 1", "cobol")
    assert "bigquery" in str(caught.value.fix)


@pytest.mark.parametrize(
    ("text", "dialect", "expected"),
    [
        ("NOW() - INTERVAL '7 days'", "postgres", "now() - INTERVAL 7 DAY"),
        ("properties->>'$browser'", "postgres", "properties.$browser"),
        ("IF(a, b, NULL)", "mysql", "if(a, b, NULL)"),
        ("payload:a[0].b::int", "snowflake", "toInt(JSONExtractRaw(payload, 'a', 1, 'b'))"),
        ("x IS NOT TRUE", "postgres", "x IS DISTINCT FROM true"),
        ("x NOT IN (1, 2)", "postgres", "x NOT IN (1, 2)"),
        ("x NOT BETWEEN 1 AND 2", "postgres", "x NOT BETWEEN 1 AND 2"),
        ("x <> ALL (ARRAY[1, 2])", "postgres", "x NOT IN (1, 2)"),
        ("x LIKE ANY (ARRAY['a%', 'b%'])", "postgres", "x LIKE 'a%' OR x LIKE 'b%'"),
        ("-a * (b + 1)", "postgres", "(0 - a) * (b + 1)"),
        ("'it''s'", "postgres", "'it\\'s'"),
        ("LOG(100)", "postgres", "log10(100)"),
        ("LOG2(a)", "snowflake", None),
        ("NOW() - INTERVAL '1 day' * 3", "postgres", "now() - toIntervalDay(3)"),
        ("2 * INTERVAL '3 months'", "postgres", "toIntervalMonth(2 * 3)"),
        ("CURRENT_DATE('UTC')", "bigquery", "toDate(toTimeZone(now(), 'UTC'))"),
        ("array_length(a, 1)", "postgres", "length(a)"),
        ("COUNT(*) OVER ()", "postgres", "count() OVER ()"),
        ("SUM(a) FILTER (WHERE b) OVER w", "postgres", "sum(a) FILTER (WHERE b) OVER w"),
        ("EXISTS (SELECT 1 FROM b WHERE b.x = a.x)", "postgres", None),
        ("max(properties->'cart'->>'sku')", "postgres", "max(properties.cart.sku)"),
        ("max(properties->'cart')", "mysql", "max(properties.cart)"),
        ("max((properties->'n')::int + 1)", "postgres", "max(toInt(properties.n) + 1)"),
        ("max(payload->'a'->>'b' || 'x')", "postgres", None),
    ],
)
def test_one_value_can_be_translated(text: str, dialect: str, expected: str | None) -> None:
    found = translate(text, dialect, kind="expr")
    parse_expr(found.sql)
    if expected is not None:
        assert found.sql == expected


def test_more_than_a_value_is_no_value() -> None:
    for text in ("a, b", "a FROM t", "a; b"):
        with pytest.raises(HogQLError):
            translate(text, "postgres", kind="expr")


def test_what_has_no_counterpart_stays_visible_and_is_told() -> None:
    found = translate("SELECT a FROM t WHERE MATCH(a) AGAINST ('x')", "mysql")
    assert found.notes
    assert "unsupported" in found.sql or "match" in found.sql.lower()


def test_a_comment_is_told_of() -> None:
    found = translate("SELECT a -- the first\nFROM t", "postgres")
    assert [note.message for note in found.notes] == ["Comments were left out"]


def test_names_take_the_case_in_which_they_are_given() -> None:
    text = (
        'SELECT COUNT(*) AS Total, MAX(TIMESTAMP) AS "Last" FROM EVENTS E '
        "WHERE e.EVENT = 'a' ORDER BY TOTAL"
    )
    found = translate(text, "snowflake")
    assert " ".join(found.sql.split()) == (
        "SELECT count() AS Total, max(timestamp) AS Last FROM events AS E WHERE E.event = 'a' "
        "ORDER BY Total"
    )
