"""The formatter: same tree, same comments, and nothing left to change the second time."""

import random
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from hogql.canonical import to_hogql
from hogql.canonical.queries import statement_text
from hogql.errors import HogQLError
from hogql.format import format_hogql
from hogql.format.layout import WIDTH
from hogql.lexer import tokenize
from hogql.parser import parse_expr
from hogql.tokens import TAG_OPEN
from tests.unit.hogql.canonical.trees import TREES
from tests.unit.hogql.conformance import ACCEPTED, PARSERS, Case

if TYPE_CHECKING:
    from hogql import ast

FORMATTED = {"select": "select", "adversarial": "select", "expr": "expr", "order": "order"}
CASES = [case for case in ACCEPTED if case.kind in FORMATTED]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_accepted_case_keeps_its_tree_and_is_done_the_first_time(case: Case) -> None:
    kind = FORMATTED[case.kind]
    formatted = format_hogql(case.sql, kind=kind)
    assert PARSERS[kind](formatted) == case.parse()
    assert format_hogql(formatted, kind=kind) == formatted


@given(TREES)
@settings(max_examples=400, deadline=None)
def test_any_tree_keeps_its_meaning(tree: "ast.Expr") -> None:
    kind = "expr" if statement_text(tree) is None else "select"
    text = to_hogql(tree)
    formatted = format_hogql(text, kind=kind)
    assert PARSERS[kind](formatted) == PARSERS[kind](text)
    assert format_hogql(formatted, kind=kind) == formatted


COMMENTS = ["/* c{} */", "-- c{}\n", "\n-- c{}\n", "\n/* c{}\n   more */", "// c{}\n", "# c{}\n"]


def commented(text: str) -> str:
    """The text with a numbered comment of each kind in the gaps between its words."""
    parts = text.split(" ")
    gaps = [COMMENTS[place % 6].format(place) for place in range(len(parts) - 1)]
    return "".join(part + " " + gap for part, gap in zip(parts, [*gaps, ""], strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT a , b AS c FROM events AS e LEFT JOIN persons AS p ON e.x = p.x AND p.y WHERE a "
        "= 1 AND ( b = 2 OR c IN ( 1 , 2 ) ) GROUP BY a , b HAVING count( ) > 1 ORDER BY a LIMIT 3",
        "WITH a AS ( SELECT 1 ) SELECT CASE WHEN a THEN b ELSE c END , f( x , y ) , [ 1 , 2 ] FROM "
        "( SELECT 2 UNION ALL SELECT 3 ) ;",
        "SELECT sum( x ) OVER ( PARTITION BY a ORDER BY b ) , x ? 1 : 2 , - 1 FROM t "
        "ARRAY JOIN u AS v",
    ],
)
def test_comments_stay_in_order_and_in_place(text: str) -> None:
    given_text = commented(text)
    formatted = format_hogql(given_text)
    assert re.findall(r"c(\d+)", formatted) == re.findall(r"c(\d+)", given_text)
    assert format_hogql(formatted) == formatted
    assert PARSERS["select"](formatted) == PARSERS["select"](text)


def with_comments(case: Case, seed: int) -> str:
    """The case with comments in some of the blanks between its tokens; # begins none in a tag."""
    chance = random.Random(seed)
    tokens = tokenize(case.sql)
    comments = COMMENTS if TAG_OPEN not in tokens.kinds else COMMENTS[:-1]
    parts, place, count = [], 0, 0
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        gap = case.sql[place:start]
        if gap and not gap.strip() and chance.random() < 0.4:
            gap = " " + chance.choice(comments).format(count) + " "
            count += 1
        parts += [gap, case.sql[start:end]]
        place = end
    return "".join(parts)


@pytest.mark.parametrize("case", CASES[::6], ids=lambda case: case.id)
def test_comments_anywhere_are_kept_in_order(case: Case) -> None:
    kind = FORMATTED[case.kind]
    text = with_comments(case, seed=len(case.sql))
    tree = PARSERS[kind](text)
    formatted = format_hogql(text, kind=kind)
    assert re.findall(r"c(\d+)\b", formatted) == re.findall(r"c(\d+)\b", text)
    assert PARSERS[kind](formatted) == tree
    assert format_hogql(formatted, kind=kind) == formatted


EXAMPLES = [
    (
        "select count() as n, event -- what happened\nfrom events where event='a' limit 3",
        """
SELECT
    count() AS n,
    event -- what happened
FROM events
WHERE event = 'a'
LIMIT 3
""",
    ),
    (
        "-- payers\nwith payers as (select person_id, count() c from events where event = 'paid' "
        "group by person_id)\n-- by plan\nselect p.properties.plan, avg(c) from payers join "
        "persons p on p.id = payers.person_id group by p.properties.plan union all select 'all', "
        "avg(c) from payers",
        """
-- payers
WITH payers AS (
    SELECT person_id, count() c
    FROM events
    WHERE event = 'paid'
    GROUP BY person_id
)
-- by plan
SELECT p.properties.plan, avg(c)
FROM payers
JOIN persons p ON p.id = payers.person_id
GROUP BY p.properties.plan
UNION ALL
SELECT 'all', avg(c)
FROM payers
""",
    ),
    (
        "select case when properties.amount > 100 then 'a large payment' when properties.amount > "
        "10 then 'a small one' else 'none' end as size from events where timestamp between now() - "
        "interval 7 day and now() and (event = 'paid' or event = 'renewed') and person_id in "
        "(select id from persons)",
        """
SELECT CASE
    WHEN properties.amount > 100 THEN 'a large payment'
    WHEN properties.amount > 10 THEN 'a small one'
    ELSE 'none'
END AS size
FROM events
WHERE
    timestamp BETWEEN now() - INTERVAL 7 DAY AND now()
    AND (event = 'paid' OR event = 'renewed')
    AND person_id IN (SELECT id FROM persons)
""",
    ),
    (
        "select row_number() over (partition by distinct_id, event order by timestamp desc rows "
        "between unbounded preceding and current row) as nth",
        """
SELECT row_number() OVER (
    PARTITION BY distinct_id, event
    ORDER BY timestamp DESC
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
) AS nth
""",
    ),
    (
        "select 1 from events where event in (" + ",".join(f"'event {n}'" for n in range(12)) + ")",
        """
SELECT 1
FROM events
WHERE event IN (
    'event 0', 'event 1', 'event 2', 'event 3', 'event 4', 'event 5', 'event 6',
    'event 7', 'event 8', 'event 9', 'event 10', 'event 11'
)
""",
    ),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_this_is_what_it_looks_like(text: str, expected: str) -> None:
    assert format_hogql(text) == expected.strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a+b*-c", "a + b * -c"),
        ("a- -1", "a - -1"),
        ("f( x )( y )[ 1 ].2", "f(x)(y)[1].2"),
        ("not(a)", "not(a)"),
        ("left(a,2)", "left(a, 2)"),
        ("a is not distinct from b", "a IS NOT DISTINCT FROM b"),
        ("x::date", "x::date"),
        ("interval 3 day+a", "INTERVAL 3 DAY + a"),
        ("{'a':1,'b':[1:2]}", None),
        ("(x,y)->x+y", "(x, y) -> x + y"),
        ("lambda x:x", "LAMBDA x: x"),
        ("a?b:c?d:e", "a ? b : c ? d : e"),
        ("day", "day"),
        ("a<b", "a < b"),
        ("f'{a  +  b}'", "f'{a  +  b}'"),
        ("<a href='x'>y {z}</a>", "<a href='x'>y {z}</a>"),
        ("cast(x as date)", "CAST(x AS date)"),
        ("count(distinct x) filter(where y)", "count(DISTINCT x) FILTER (WHERE y)"),
        ("#1", "#1"),
        ("null", "NULL"),
        ("1.5+.5", "1.5 + .5"),
    ],
)
def test_blanks_stand_where_a_reader_expects_them(text: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(HogQLError):
            format_hogql(text, kind="expr")
    else:
        assert format_hogql(text, kind="expr") == expected


def test_lines_stay_within_the_width_where_they_can_be_broken() -> None:
    columns = ", ".join(
        f"sum(properties.measure_{n}) + properties.other_{n} AS m{n}" for n in range(30)
    )
    text = format_hogql(f"SELECT {columns} FROM events")
    assert max(map(len, text.splitlines())) <= WIDTH


@pytest.mark.parametrize("opening", ["(", "[", "f(", "(SELECT "])
def test_depth_costs_no_stack(opening: str) -> None:
    closing = "]" if opening == "[" else ")"
    text = opening * 90 + "1" + closing * 90
    formatted = format_hogql(text, kind="expr")
    assert parse_expr(formatted) == parse_expr(text)


@pytest.mark.parametrize("kind", ["program", "template", "what"])
def test_other_kinds_are_refused(kind: str) -> None:
    with pytest.raises(HogQLError, match="can not be formatted"):
        format_hogql("1", kind=kind)


def test_an_error_has_its_place() -> None:
    with pytest.raises(HogQLError) as caught:
        format_hogql("SELECT a &")
    assert caught.value.start == 9
