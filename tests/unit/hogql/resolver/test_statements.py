"""Statements that are refused, and where; limits; the names of what comes out (hogql 5)."""

import pytest

from hogql.compile import compile_query
from hogql.errors import HogQLError
from tests.unit.hogql.pairs import project

REFUSED = [
    ("SELECT 1 FROM events |FINAL|", "The FINAL keyword is not supported"),
    ("SELECT 1 FROM |events FORMAT Native|", "FORMAT is not supported"),
    ("SELECT 1 FROM |events AS a AS b|", "A table takes one alias"),
    ("SELECT 1 FROM events a NATURAL JOIN |events b|", "NATURAL JOIN is not supported"),
    ("SELECT 1 FROM events a POSITIONAL JOIN |events b|", "Unsupported join: POSITIONAL JOIN"),
    ("SELECT 1 FROM events a FULL ANY JOIN |events b| ON a.uuid = b.uuid", "FULL ANY JOIN"),
    ("SELECT 1 FROM events a RIGHT ASOF JOIN |events b| ON a.uuid = b.uuid", "RIGHT ASOF JOIN"),
    ("SELECT 1 FROM events a JOIN |events b|", "A join needs ON or USING"),
    ("SELECT 1 FROM events a JOIN events b USING (|nope|)", "Unable to resolve field: nope"),
    ("SELECT 1 FROM events a ASOF JOIN events b |ON a.uuid = b.uuid|", "An ASOF join needs one"),
    (
        "SELECT event FROM events ORDER BY event LIMIT 1 BY uuid LIMIT |1| WITH TIES",
        "WITH TIES can not stand beside LIMIT BY",
    ),
    (
        "SELECT rank() OVER () AS r FROM events WHERE |r| = 1",
        "A window function can not be used in WHERE",
    ),
    ("SELECT 1 |INTERSECT ALL SELECT 1|", "INTERSECT ALL is not supported"),
    ("SELECT 1 |EXCEPT ALL SELECT 1|", "EXCEPT ALL is not supported"),
    ("SELECT 1, 2 |UNION ALL SELECT 1|", "the same number of columns"),
    ("SELECT DISTINCT |ON (event)| event FROM events", "DISTINCT ON is not supported"),
    ("SELECT (SELECT |e.event|) FROM events AS e", "Unable to resolve field: e"),
    (
        "SELECT 1 FROM events AS e WHERE uuid IN (SELECT uuid FROM events WHERE event = |e.event|)",
        "Unable to resolve field: e",
    ),
    ("SELECT number FROM numbers(3) LIMIT |1| WITH TIES", "LIMIT WITH TIES needs ORDER BY"),
    ("SELECT number FROM numbers(3) LIMIT |101| %", "at most 100 per cent"),
    ("SELECT number FROM numbers(3) LIMIT |1.5|", "a share of the rows below 1"),
    ("SELECT number FROM numbers(3) LIMIT (|SELECT 1|)", "LIMIT must be a constant"),
    ("SELECT * FROM events |SAMPLE 2|", "a share of the persons"),
    ("SELECT * FROM events |SAMPLE 0.1 (bernoulli)|", "SAMPLE takes no method"),
    ("SELECT * FROM events SAMPLE |{x}|", "Unresolved placeholder: {x}"),
    ("SELECT * FROM numbers(9) |SAMPLE 0.1|", "whose rows belong to a person"),
    (
        "SELECT 1 AS v, number AS n FROM numbers(2) ORDER BY n WITH FILL "
        "INTERPOLATE (|team_id AS 7|)",
        "INTERPOLATE takes names of columns",
    ),
    (
        "SELECT 1 AS v, number AS n FROM numbers(2) ORDER BY n WITH FILL "
        "INTERPOLATE (v AS |team_id|)",
        "Unable to resolve field: team_id",
    ),
    ("SELECT number AS n FROM numbers(2) ORDER BY n WITH FILL TO |n|", "WITH FILL takes constants"),
    ("SELECT event FROM events ORDER BY |event COLLATE 'xx'|", "Unknown collation: xx"),
    ("SELECT uuid FROM events ORDER BY |uuid COLLATE 'de'|", "COLLATE orders text only"),
    (
        "WITH RECURSIVE |t AS (SELECT 1 AS n UNION SELECT n FROM t)| SELECT n FROM t",
        "joins its arms with UNION ALL",
    ),
    ("WITH RECURSIVE t AS (SELECT n FROM |t|) SELECT n FROM t", "Unknown table `t`"),
    (
        "WITH RECURSIVE |t AS (SELECT 1 AS n UNION ALL (WITH u AS (SELECT n FROM t) "
        "SELECT n FROM u))| SELECT n FROM t",
        "can not hold another WITH",
    ),
    ("WITH a AS (SELECT * FROM |b|), b AS (SELECT * FROM a) SELECT 1 FROM a", "Unknown table `b`"),
    ("WITH team_id AS (SELECT 1) SELECT 1", "reserved keyword"),
    ("WITH RECURSIVE t USING KEY (n) AS (SELECT 1 AS n) SELECT n FROM t", "USING KEY"),
    ("SELECT * FROM (VALUES (1), (|2|, 3)) AS t", "All rows of VALUES need 1 values"),
    ("SELECT * FROM (VALUES (|count()|)) AS t", "can not be used in VALUES"),
    ("SELECT * FROM events AS e, (VALUES (|e.event|)) AS t", "Unable to resolve field: e"),
    ("SELECT * FROM numbers(2) PIVOT (|number| FOR number IN (1))", "PIVOT takes aggregates"),
    ("SELECT * FROM numbers(2) PIVOT (count() FOR number IN (|number|))", "PIVOT takes constants"),
    ("SELECT * FROM numbers(2) PIVOT (|count()| FOR number IN ('team_id'))", "reserved keyword"),
    ("SELECT * FROM numbers(2) UNPIVOT (v FOR |1| IN (number))", "UNPIVOT takes names"),
    ("SELECT * FROM numbers(2) UNPIVOT (v FOR team_id IN (number))", "reserved keyword"),
    ("SELECT 1 FROM |numbers(2) AS n (a, b)|", "1 columns can not take 2 names"),
    ("SELECT 1 FROM |numbers(2) AS n (team_id)|", "reserved keyword"),
    ("SELECT |#3| FROM numbers(2)", "There is no column number 3"),
    ("SELECT |* EXCLUDE (nope)| FROM numbers(2)", "Field not found: nope"),
    ("SELECT (* REPLACE (|1| AS nope)) FROM numbers(2)", "Field not found: nope"),
    ("SELECT |COLUMNS('(a*)*')| FROM numbers(2)", "The pattern of COLUMNS is too complex"),
    ("SELECT sum(|COLUMNS('n')|) FROM numbers(2)", "COLUMNS(...) without a star"),
    ("SELECT lower(|a := 'x'|)", "A named argument is not supported"),
    ("SELECT |<script>x</script>|", "The tag <script> is not supported"),
    ("SELECT <a |onclick='x'| />", "has no attribute 'onclick'"),
    ("SELECT <a |href='javascript:x'| />", "An href must begin with"),
    ("SELECT <a |href='//evil.test'| />", "An href must begin with"),
    ("SELECT 1 FROM |<HogQLQuery query='select 1' />|", "A tag can not be a table"),
    (
        "|SELECT count() FROM events GROUP BY event WITH TOTALS LIMIT 1 BY event|",
        "WITH TOTALS can not stand beside LIMIT BY",
    ),
    ("|SELECT count() FROM events GROUP BY 'a' WITH TOTALS|", "WITH TOTALS needs GROUP BY with"),
]


@pytest.mark.parametrize(("marked", "message"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_can_not_run_is_refused_where_it_stands(marked: str, message: str) -> None:
    query = marked.replace("|", "")
    with pytest.raises(HogQLError) as caught:
        compile_query(query, project())
    assert message in caught.value.message
    start, end = caught.value.start, caught.value.end
    assert start is not None
    assert end is not None
    if "|" in marked:
        _, place, _ = marked.split("|")
        assert place in query[start:end]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (" UNION ALL ".join(["SELECT 1"] * 501), "more than 500 SELECTs"),
        (
            "SELECT 1 FROM numbers(1) AS t0 "
            + " ".join([f"CROSS JOIN numbers(1) AS t{place}" for place in range(1, 34)]),
            "more than 32 joined tables",
        ),
        (
            f"WITH {', '.join([f'a{place} AS (SELECT 1)' for place in range(51)])} SELECT 1",
            "Too many CTE expansions",
        ),
        (
            "SELECT * FROM numbers(1) PIVOT (count() FOR number IN "
            f"({', '.join(map(str, range(501)))}))",
            "PIVOT makes 501 columns",
        ),
        (
            f"SELECT count() FROM numbers(1) GROUP BY CUBE({', '.join(['number'] * 11)})",
            "CUBE takes at most 10",
        ),
    ],
)
def test_a_statement_has_limits(query: str, message: str) -> None:
    with pytest.raises(HogQLError) as caught:
        compile_query(query, project())
    assert message in caught.value.message


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("SELECT 1 AS a UNION ALL BY NAME SELECT 2 AS b, 3 AS a", ("a", "b")),
        ("WITH RECURSIVE t (x) AS (SELECT 1 UNION ALL SELECT x FROM t) SELECT * FROM t", ("x",)),
        ("SELECT * FROM (VALUES (1, 2)) AS v", ("col0", "col1")),
        (
            "SELECT * FROM (SELECT 1 AS k, 2 AS g, 3 AS v) AS t "
            "PIVOT (sum(v), max(v) AS top FOR k IN (1, NULL))",
            ("g", "1_sum(v)", "1_top", "NULL_sum(v)", "NULL_top"),
        ),
        (
            "SELECT * FROM (SELECT 1 AS id, 2 AS a, 3 AS b) AS t UNPIVOT (v FOR k IN (a, b))",
            ("id", "k", "v"),
        ),
        (
            "SELECT * FROM (SELECT 1 AS n, 2 AS x) AS a JOIN (SELECT 1 AS n) AS b USING n",
            ("n", "x"),
        ),
        ("SELECT #1, COLUMNS('^b') FROM (SELECT 1 AS a, 2 AS b) AS t", ("#1", "b")),
    ],
)
def test_the_columns_have_the_names_of_their_form(query: str, columns: tuple[str, ...]) -> None:
    assert compile_query(query, project()).columns == columns


@pytest.mark.parametrize(
    ("query", "limit"),
    [
        ("SELECT event FROM events ORDER BY event LIMIT 3 WITH TIES", 50_000),
        ("SELECT event FROM events LIMIT 10 %", 50_000),
        ("SELECT event, count() FROM events GROUP BY event WITH TOTALS LIMIT 7", 8),
        ("SELECT event, count() FROM events GROUP BY event WITH TOTALS", 101),
        ("(SELECT event FROM events LIMIT 9) ORDER BY event", 100),
        ("(SELECT event FROM events LIMIT 9) ORDER BY event LIMIT 4", 4),
        ("SELECT event FROM events LIMIT 100 %", 100),
    ],
)
def test_the_most_rows_are_known_before_a_statement_runs(query: str, limit: int) -> None:
    assert compile_query(query, project()).limit == limit
