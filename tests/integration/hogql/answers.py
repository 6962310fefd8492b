"""Statements and the rows they answer: a table of data (hogql 5)."""

from typing import Any

Rows = list[tuple[Any, ...]]


def one(*values: object) -> Rows:
    """Rows of one column."""
    return [(value,) for value in values]


LIMITS = [
    ("SELECT number FROM numbers(10) ORDER BY number LIMIT 25 %", one(0, 1, 2)),
    ("SELECT number FROM numbers(10) ORDER BY number LIMIT 0.2", one(0, 1)),
    ("SELECT number FROM numbers(10) ORDER BY number LIMIT 100 % OFFSET 8", one(8, 9)),
    ("SELECT number FROM numbers(10) ORDER BY number LIMIT 0 %", []),
    ("SELECT number FROM numbers(10) ORDER BY number LIMIT 20 % OFFSET 3", one(3, 4)),
    ("SELECT number % 3 AS x FROM numbers(7) ORDER BY x LIMIT 2 WITH TIES", one(0, 0, 0)),
    ("SELECT number % 3 AS x FROM numbers(7) ORDER BY x LIMIT 1 WITH TIES OFFSET 3", one(1, 1)),
    ("SELECT number % 2 AS x FROM numbers(4) ORDER BY x LIMIT 25 % WITH TIES", one(0, 0)),
    ("SELECT number % 2 AS x FROM numbers(4) ORDER BY x LIMIT 1 BY x", one(0, 1)),
    ("SELECT number FROM numbers(9) ORDER BY number LIMIT 2, 1 BY number % 3 LIMIT 1", one(6)),
    (
        "SELECT count() FROM (SELECT number AS n FROM numbers(10) ORDER BY n LIMIT 50 %) AS q",
        one(5),
    ),
    (
        "SELECT sum(n) FROM (SELECT intDiv(number, 2) AS n FROM numbers(10) "
        "ORDER BY n LIMIT 1 WITH TIES) AS q",
        one(0),
    ),
]

GROUPS = [
    (
        "SELECT number % 2 AS x, count() FROM numbers(5) GROUP BY x WITH TOTALS ORDER BY x DESC",
        [(1, 2), (0, 3), (0, 5)],
    ),
    (
        "SELECT number % 3 AS x, count() AS c FROM numbers(9) GROUP BY x WITH TOTALS "
        "ORDER BY x LIMIT 1",
        [(0, 3), (0, 9)],
    ),
    (
        "SELECT number % 3 AS x, count() AS c FROM numbers(9) GROUP BY x WITH TOTALS "
        "HAVING x > 1 ORDER BY x",
        [(2, 3), (0, 9)],
    ),
    (
        "SELECT number % 3 AS x, count() AS c FROM numbers(9) GROUP BY x WITH TOTALS "
        "ORDER BY x LIMIT 1 OFFSET 1",
        [(1, 3), (0, 9)],
    ),
    (
        "SELECT number % 2 AS x, count() FROM numbers(5) GROUP BY x WITH ROLLUP ORDER BY count()",
        [(1, 2), (0, 3), (0, 5)],
    ),
    (
        "SELECT number % 2 AS x, count() FROM numbers(5) GROUP BY x WITH ROLLUP WITH TOTALS "
        "ORDER BY count()",
        [(1, 2), (0, 3), (0, 5)],
    ),
    (
        "SELECT number % 2 AS x, number < 2 AS y, count() AS c FROM numbers(3) GROUP BY CUBE(x, y) "
        "ORDER BY c, x, y",
        [
            (0, 0, 1),
            (0, 0, 1),
            (0, 1, 1),
            (1, 0, 1),
            (1, 1, 1),
            (0, 0, 2),
            (0, 1, 2),
            (0, 0, 3),
        ],
    ),
    (
        "SELECT number % 2 AS x, number < 2 AS y, count() AS c FROM numbers(3) "
        "GROUP BY GROUPING SETS ((x), (y), ()) ORDER BY c, x, y",
        [(0, 0, 1), (1, 0, 1), (0, 0, 2), (0, 1, 2), (0, 0, 3)],
    ),
    (
        "SELECT number % 2 AS x, number < 2 AS y, count() AS c FROM numbers(3) "
        "GROUP BY GROUPING SETS ((x), (y)) WITH TOTALS ORDER BY c, x, y",
        [(0, 0, 1), (1, 0, 1), (0, 0, 2), (0, 1, 2), (0, 0, 3)],
    ),
    (
        "SELECT number % 2, count(), sum(number) + number % 2 FROM numbers(4) GROUP BY ALL "
        "ORDER BY 1",
        [(0, 2, 2), (1, 2, 5)],
    ),
    ("SELECT count(), 'a', now() > '2020-01-01' FROM numbers(4) GROUP BY ALL", [(4, "a", 1)]),
    (
        "SELECT event, count() FROM events GROUP BY event WITH TOTALS ORDER BY event",
        [("paid_of_team_7", 30), ("view_of_team_7", 30), ("", 60)],
    ),
]

WINDOWS = [
    (
        "SELECT number, row_number() OVER (ORDER BY number DESC) AS r FROM numbers(5) "
        "QUALIFY r <= 2 ORDER BY number",
        [(3, 2), (4, 1)],
    ),
    (
        "SELECT number % 2 AS k, max(number) AS m FROM numbers(6) GROUP BY k "
        "QUALIFY rank() OVER (ORDER BY max(number) DESC) = 1",
        [(1, 5)],
    ),
    (
        "SELECT number, sum(number) OVER w FROM numbers(3) WINDOW w AS "
        "(ORDER BY number ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) ORDER BY number",
        [(0, 0), (1, 1), (2, 3)],
    ),
    (
        "SELECT event FROM events QUALIFY row_number() OVER (PARTITION BY event ORDER BY timestamp)"
        " = 1 ORDER BY event",
        one("paid_of_team_7", "view_of_team_7"),
    ),
]

ORDERS = [
    (
        "SELECT number * 2 AS n FROM numbers(3) ORDER BY n WITH FILL FROM 0 TO 6",
        one(0, 1, 2, 3, 4, 5),
    ),
    (
        "SELECT number * 2 AS n, number AS v FROM numbers(3) "
        "ORDER BY n WITH FILL FROM 0 TO 6 STEP 1 INTERPOLATE (v AS v + 10)",
        [(0, 0), (1, 10), (2, 1), (3, 11), (4, 2), (5, 12)],
    ),
    (
        "SELECT n FROM (SELECT number * 2 AS n, number AS v FROM numbers(2) "
        "ORDER BY n WITH FILL TO 4 INTERPOLATE (v AS v + 1)) AS q ORDER BY n",
        one(0, 1, 2, 3),
    ),
    (
        "SELECT number * 2 AS n, number + 5 AS v FROM numbers(2) "
        "ORDER BY n WITH FILL TO 4 INTERPOLATE",
        [(0, 5), (1, 5), (2, 6), (3, 6)],
    ),
    (
        "SELECT toString(d), c FROM (SELECT toDate('2026-01-01') + number * 2 AS d, 1 AS c "
        "FROM numbers(2) ORDER BY d WITH FILL FROM '2026-01-01' TO '2026-01-05' STEP INTERVAL 1 day"
        ") AS q",
        [("2026-01-01", 1), ("2026-01-02", 0), ("2026-01-03", 1), ("2026-01-04", 0)],
    ),
    (
        "SELECT toString(d), c FROM (SELECT toStartOfInterval(timestamp, INTERVAL 1 month) AS d, "
        "count() AS c FROM events GROUP BY d ORDER BY d "
        "WITH FILL FROM '2026-02-01' TO '2026-04-01' STEP INTERVAL 1 month) AS q",
        [("2026-02-01", 0), ("2026-03-01", 60)],
    ),
    (
        "SELECT toString(d), c FROM (SELECT toStartOfHour(timestamp) AS d, count() AS c "
        "FROM events GROUP BY d ORDER BY d WITH FILL FROM '2026-02-28 23:00:00' "
        "TO toDateTime('2026-03-01 01:00:00') STEP INTERVAL 1 hour LIMIT 2) AS q",
        [("2026-02-28 23:00:00", 0), ("2026-03-01 00:00:00", 20)],
    ),
    ("SELECT x FROM (VALUES (1), (NULL), (2)) AS t (x) ORDER BY x NULLS FIRST", one(None, 1, 2)),
    (
        "SELECT x FROM (VALUES (1), (NULL), (2)) AS t (x) ORDER BY x DESC NULLS LAST",
        one(2, 1, None),
    ),
    (
        "SELECT x FROM (VALUES ('z'), ('ä'), ('b')) AS t (x) ORDER BY x COLLATE 'de'",
        one("ä", "b", "z"),
    ),
    (
        "SELECT x FROM (VALUES ('z'), ('ä'), ('b')) AS t (x) ORDER BY x DESC COLLATE 'de'",
        one("z", "b", "ä"),
    ),
]

COMMONS = [
    (
        "WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t WHERE n < 300) "
        "SELECT max(n), count() FROM t",
        [(300, 300)],
    ),
    (
        "WITH RECURSIVE t (n, path) AS (SELECT 1, 'a' UNION ALL "
        "SELECT n + 1, path || 'b' FROM t WHERE n < 3) SELECT path FROM t ORDER BY n",
        one("a", "ab", "abb"),
    ),
    (
        "WITH RECURSIVE tree AS (SELECT 1 AS id, 0 AS depth UNION ALL "
        "SELECT e.child, depth + 1 FROM tree JOIN (VALUES (1, 2), (1, 3), (3, 4)) AS e "
        "(parent, child) ON e.parent = tree.id) SELECT id, depth FROM tree ORDER BY id",
        [(1, 0), (2, 1), (3, 1), (4, 2)],
    ),
    (
        "WITH RECURSIVE a AS (SELECT 1 AS n), b AS (SELECT n + 1 AS n FROM a) SELECT n FROM b",
        one(2),
    ),
    ("WITH a (x, y) AS (SELECT 1, 2) SELECT y FROM a", one(2)),
    (
        "WITH a AS MATERIALIZED (SELECT rand() AS r) SELECT p.r = q.r FROM a AS p "
        "CROSS JOIN a AS q",
        one(1),
    ),
    ("WITH a AS NOT MATERIALIZED (SELECT 4 AS n) SELECT n FROM a", one(4)),
    ("WITH a AS (SELECT 1 AS n) SELECT n FROM a UNION ALL SELECT n + 1 FROM a", one(1, 2)),
    ("WITH 2 AS two, a AS (SELECT two * 2 AS n) SELECT n + two FROM a", one(6)),
]

SETS = [
    (
        "SELECT * FROM (SELECT 1 AS a, 2 AS b UNION ALL BY NAME SELECT 3 AS b, 4 AS a) AS q "
        "ORDER BY a",
        [(1, 2), (4, 3)],
    ),
    (
        "SELECT * FROM (SELECT 1 AS a UNION ALL BY NAME SELECT 2 AS b) AS q ORDER BY a NULLS LAST",
        [(1, None), (None, 2)],
    ),
    (
        "SELECT count() FROM (SELECT 1 AS a UNION BY NAME SELECT 1 AS a) AS q",
        one(1),
    ),
    (
        "SELECT count() FROM (SELECT 1 AS a UNION ALL BY NAME SELECT 2 AS b) AS q WHERE b = 2",
        one(1),
    ),
    ("SELECT number FROM numbers(4) INTERSECT SELECT number + 2 FROM numbers(4)", one(2, 3)),
    ("SELECT number % 2 FROM numbers(4) INTERSECT DISTINCT SELECT 1", one(1)),
    ("SELECT number FROM numbers(3) EXCEPT SELECT 1", one(0, 2)),
    ("SELECT 1 UNION ALL (SELECT 2 UNION DISTINCT SELECT 2)", one(1, 2)),
    ("(SELECT 1 AS a UNION ALL SELECT 3) ORDER BY a DESC LIMIT 1", one(3)),
    (
        "(SELECT number FROM numbers(4) UNION ALL SELECT 9) ORDER BY number DESC LIMIT 40 %",
        one(9, 3),
    ),
    ("(SELECT number FROM numbers(9)) ORDER BY number DESC LIMIT 2", one(8, 7)),
    ("(SELECT number FROM numbers(9) ORDER BY number LIMIT 3) ORDER BY number DESC", one(2, 1, 0)),
    (
        "(SELECT number FROM numbers(9) ORDER BY number LIMIT 5) ORDER BY number DESC LIMIT 2",
        one(4, 3),
    ),
]

JOINS = [
    ("LEFT JOIN b ON a.n = b.n", [(0, 0), (1, 1), (2, 0)]),
    ("LEFT OUTER JOIN b ON a.n = b.n", [(0, 0), (1, 1), (2, 0)]),
    ("INNER JOIN b ON a.n = b.n", [(0, 0), (1, 1)]),
    ("JOIN b ON a.n > b.n", [(1, 0), (2, 0), (2, 1)]),
    ("LEFT JOIN b ON a.n > b.n", [(0, 0), (1, 0), (2, 0), (2, 1)]),
    ("LEFT JOIN b ON a.n > b.n OR a.n = 7", [(0, 0), (1, 0), (2, 0), (2, 1)]),
    ("LEFT JOIN b ON a.n = 2", [(0, 0), (1, 0), (2, 0), (2, 1)]),
    ("FULL JOIN b ON a.n = b.n + 1", [(0, 0), (1, 0), (2, 1)]),
    ("FULL OUTER JOIN b ON a.n > b.n + 1", [(0, 0), (0, 1), (1, 0), (2, 0)]),
    ("RIGHT JOIN b ON a.n = b.n + 2", [(0, 1), (2, 0)]),
    ("RIGHT OUTER JOIN b ON a.n < b.n", [(0, 0), (0, 1)]),
    ("ANY JOIN b ON a.n % 2 = b.n", [(0, 0), (1, 1)]),
    ("ANY LEFT JOIN b ON a.n >= b.n * 0", [(0, 0), (1, 0), (2, 0)]),
    ("LEFT ANY JOIN b ON a.n = b.n", [(0, 0), (1, 1), (2, 0)]),
    ("RIGHT ANY JOIN b ON a.n = b.n", [(0, 0), (1, 1)]),
    ("ALL INNER JOIN b ON a.n = b.n", [(0, 0), (1, 1)]),
    ("SEMI JOIN b ON a.n = b.n", [(0, 0), (1, 1)]),
    ("LEFT SEMI JOIN b ON a.n = b.n", [(0, 0), (1, 1)]),
    ("SEMI LEFT JOIN b ON a.n = b.n", [(0, 0), (1, 1)]),
    ("ANTI JOIN b ON a.n = b.n", [(2, 0)]),
    ("LEFT ANTI JOIN b ON a.n = b.n", [(2, 0)]),
    ("LEFT ANTI JOIN b ON a.n > b.n", [(0, 0)]),
    ("RIGHT ANTI JOIN b ON a.n = b.n + 2", [(0, 1)]),
    ("RIGHT SEMI JOIN b ON a.n = b.n + 2", [(2, 0)]),
    ("ASOF JOIN b ON a.n * 0 = b.n * 0 AND a.n >= b.n", [(0, 0), (1, 1), (2, 1)]),
    ("ASOF JOIN b ON a.n >= b.n", [(0, 0), (1, 1), (2, 1)]),
    ("ASOF LEFT JOIN b ON a.n > b.n", [(0, 0), (1, 0), (2, 1)]),
    ("LEFT JOIN b USING n", [(0, 0), (1, 1), (2, 0)]),
    ("CROSS JOIN (SELECT 5 AS n) AS b", [(0, 5), (1, 5), (2, 5)]),
    (", (SELECT 5 AS n) AS b", [(0, 5), (1, 5), (2, 5)]),
    ("LEFT JOIN (b JOIN b AS c ON b.n = c.n + 1) ON a.n = b.n", [(0, 0), (1, 1), (2, 0)]),
    ("LEFT JOIN (b JOIN b AS c ON b.n = c.n + 1) ON a.n = c.n", [(0, 1), (1, 0), (2, 0)]),
    (
        "LEFT JOIN (b CROSS JOIN (b AS c CROSS JOIN b AS d)) ON a.n = b.n AND c.n = d.n + b.n",
        [(0, 0), (0, 0), (1, 1), (2, 0)],
    ),
    ("LEFT JOIN b JOIN b AS c ON b.n = c.n + 1 ON a.n = b.n", [(0, 0), (1, 1), (2, 0)]),
]

MERGED = [
    (
        "SELECT n, a.n, b.n FROM (SELECT 1 AS n) AS a FULL JOIN (SELECT 2 AS n) AS b USING n "
        "ORDER BY n",
        [(1, 1, 0), (2, 0, 2)],
    ),
    (
        "SELECT * FROM (SELECT 1 AS n, 2 AS x) AS a JOIN (SELECT 1 AS n, 3 AS y) AS b USING (n)",
        [(1, 2, 3)],
    ),
    (
        "SELECT n, m, z FROM (SELECT 1 AS n, 2 AS m) AS a JOIN (SELECT 1 AS n, 2 AS m) AS b "
        "USING (n, m) JOIN (SELECT 1 AS n, 3 AS z) AS c USING n",
        [(1, 2, 3)],
    ),
    (
        "SELECT count() FROM (SELECT 1 AS n) AS a JOIN ((SELECT 1 AS n) AS b JOIN "
        "(SELECT 1 AS n UNION ALL SELECT 1) AS c USING n) USING n",
        one(2),
    ),
    ("SELECT x FROM numbers(2) AS n (x)", one(0, 1)),
    (
        "SELECT n, b FROM (SELECT 1 AS n) AS q1 JOIN (SELECT 1 AS b) ON n = b "
        "JOIN (SELECT 1 AS c) AS q2 ON b = c",
        [(1, 1)],
    ),
    ("SELECT x, b FROM (SELECT 1 AS a, 2 AS b) AS t (x)", [(1, 2)]),
    (
        "SELECT count() FROM events AS e (id, name) WHERE e.name = 'paid_of_team_7' "
        "AND e.properties.plan = 'plan_of_team_7'",
        one(30),
    ),
    ("SELECT n FROM (SELECT 1 AS n) AS a RIGHT JOIN (SELECT 2 AS n) AS b USING n", one(2)),
    (
        "SELECT z FROM ((SELECT 1 AS n) AS a JOIN (SELECT 1 AS n, 4 AS m) AS b ON a.n = b.n) "
        "JOIN (SELECT 4 AS m, 'z' AS z) AS c ON c.m = b.m",
        one("z"),
    ),
    (
        "SELECT count() FROM events AS a JOIN (events AS b JOIN events AS c ON b.uuid = c.uuid) "
        "ON a.uuid = c.uuid WHERE b.properties.plan = 'plan_of_team_7' AND c.event = a.event "
        "AND b.person_id = a.person_id",
        one(60),
    ),
    (
        "SELECT count() FROM events AS a LEFT JOIN events AS b "
        "ON a.properties.amount = b.properties.amount WHERE b.event != ''",
        one(60),
    ),
    (
        "SELECT count() FROM events AS a LEFT JOIN events AS b ON a.properties.no = b.properties.no"
        " WHERE b.event != ''",
        one(0),
    ),
]

TURNS = [
    (
        "SELECT * FROM (SELECT number % 2 AS k, number AS v FROM numbers(6)) AS t "
        "PIVOT (sum(v) FOR k IN (0, 1, 5))",
        [(6, 9, 0)],
    ),
    (
        "SELECT * FROM (SELECT number % 2 AS k, number < 3 AS g, number AS v FROM numbers(6)) AS t "
        "PIVOT (sum(v) AS s, count() AS c FOR k IN (0, 1 AS odd) GROUP BY g) ORDER BY g",
        [(0, 4, 1, 8, 2), (1, 2, 2, 1, 1)],
    ),
    (
        "SELECT `a_0`, `b_1` FROM (SELECT number % 2 AS k, ['a', 'b'][1 + number % 2] AS w "
        "FROM numbers(5)) AS t PIVOT (count() FOR w IN ('a', 'b') k IN (0, 1))",
        [(3, 2)],
    ),
    (
        "SELECT p.g, p.`0` FROM (SELECT number % 2 AS k, number < 3 AS g, number AS v "
        "FROM numbers(6)) AS t PIVOT (sum(v) FOR k IN (0, 1)) AS p ORDER BY p.g",
        [(0, 4), (1, 2)],
    ),
    (
        "SELECT * FROM ((SELECT 1 AS k, 5 AS v) AS a JOIN (SELECT 1 AS k, 7 AS w) AS b USING k) "
        "PIVOT (sum(v + w) FOR k IN (1, 2) GROUP BY w)",
        [(7, 12, 0)],
    ),
    (
        "SELECT * FROM events PIVOT (count() FOR event IN ('paid_of_team_7', 'other') "
        "GROUP BY distinct_id) ORDER BY distinct_id LIMIT 1",
        [("person_0_of_team_7", 0, 0)],
    ),
    (
        "SELECT * FROM (SELECT 1 AS id, 10 AS a, 20 AS b) AS t UNPIVOT (v FOR k IN (a, b)) "
        "ORDER BY k",
        [(1, "a", 10), (1, "b", 20)],
    ),
    (
        "SELECT k, v FROM (SELECT 1 AS a, NULL AS b) AS t UNPIVOT (v FOR k IN (a, b))",
        [("a", 1)],
    ),
    (
        "SELECT k, v FROM (SELECT 1 AS a, NULL AS b) AS t UNPIVOT INCLUDE NULLS (v FOR k IN (a, b))"
        " ORDER BY k",
        [("a", 1), ("b", None)],
    ),
    (
        "SELECT k, count(v) FROM (SELECT properties.plan AS plan, person_id FROM events) AS t "
        "UNPIVOT (v FOR k IN (plan, person_id)) GROUP BY k ORDER BY k",
        [("person_id", 60), ("plan", 60)],
    ),
    (
        "SELECT k, v, w FROM (SELECT 1 AS a, 2 AS b, 3 AS c, 4 AS d) AS t "
        "UNPIVOT ((v, w) FOR k IN ((a, b) AS first, (c, d))) ORDER BY v",
        [("first", 1, 2), ("c_d", 3, 4)],
    ),
    (
        "SELECT k, v + 1 FROM events UNPIVOT (v FOR k IN (properties.amount AS amount)) "
        "ORDER BY v LIMIT 1",
        [("amount", 1.0)],
    ),
]

VALUES = [
    ("SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS t (n, s) ORDER BY n", [(1, "a"), (2, "b")]),
    ("SELECT col1 FROM (VALUES (1, 'a')) AS t", one("a")),
    ("SELECT a FROM (VALUES (1), ('x')) AS t (a) WHERE toString(a) = 'x'", one("x")),
    ("SELECT s FROM (VALUES (1, NULL), (2, 'b')) AS t (n, s) WHERE s = 'b'", one("b")),
    (
        "SELECT count() FROM (VALUES (1 + 1, lower('A'))) AS t (n, s) WHERE n = 2 AND s = 'a'",
        one(1),
    ),
    ("SELECT a.s FROM (VALUES (1, 'x')) AS a (n, s) JOIN (VALUES (1)) AS b (n) USING n", one("x")),
]

LISTS = [
    ("SELECT * EXCLUDE (a) FROM (SELECT 1 AS a, 2 AS b, 3 AS c) AS t", [(2, 3)]),
    ("SELECT t.* EXCLUDE (b) FROM (SELECT 1 AS a, 2 AS b) AS t CROSS JOIN numbers(1)", [(1,)]),
    ("SELECT (* REPLACE (a + 10 AS a)) FROM (SELECT 1 AS a, 2 AS b) AS t", [(11, 2)]),
    ("SELECT COLUMNS('^x') FROM (SELECT 1 AS xa, 2 AS b, 3 AS xb) AS t", [(1, 3)]),
    ("SELECT COLUMNS(* EXCLUDE (b)) FROM (SELECT 1 AS a, 2 AS b) AS t", [(1,)]),
    ("SELECT *COLUMNS('a|b') FROM (SELECT 1 AS a, 2 AS b) AS t", [(1, 2)]),
    ("SELECT greatest(*COLUMNS('a|b'), 1) FROM (SELECT 4 AS a, 2 AS b) AS t", one(4)),
    ("SELECT [*COLUMNS('a|b'), 7] FROM (SELECT 4 AS a, 2 AS b) AS t", one([4, 2, 7])),
    ("SELECT concat(*COLUMNS('.')) FROM (SELECT 'x' AS a, 'y' AS b) AS t", one("xy")),
    ("SELECT #2, #1 FROM (SELECT 4 AS a, 2 AS b) AS t", [(2, 4)]),
    ("SELECT f'{a} of {b}' FROM (SELECT 4 AS a, 2 AS b) AS t", one("4 of 2")),
    ("SELECT {'a': 1, 'b': 2}['b'], {}", [(2, {})]),
    ("SELECT TRY_CAST('x' AS int), TRY_CAST('7' AS int)", [(None, 7)]),
    ("SELECT 1, 'a', [1, 2]", [(1, "a", [1, 2])]),
    (
        "SELECT x FROM (SELECT [1, 2] AS l, [] AS e) AS t ARRAY JOIN l AS x ORDER BY x",
        one(1, 2),
    ),
    (
        "SELECT x FROM (SELECT [1] AS l, 5 AS k) AS t "
        "LEFT ARRAY JOIN arrayFilter(i -> i > 1, l) AS x",
        one(0),
    ),
    (
        "SELECT <a href={u} target='_blank'>go {1}</a> FROM (SELECT 'https://x.test/' AS u) AS t",
        one(
            ("__hx_tag", "a", "href", "https://x.test/", "target", "_blank", "children", ("go ", 1))
        ),
    ),
    (
        "SELECT <a href={u} /> FROM (SELECT 'javascript:alert(1)' AS u) AS t",
        one(("__hx_tag", "a", "href", "")),
    ),
]

STATEMENTS = [
    *LIMITS,
    *GROUPS,
    *WINDOWS,
    *ORDERS,
    *COMMONS,
    *SETS,
    *MERGED,
    *TURNS,
    *VALUES,
    *LISTS,
]
