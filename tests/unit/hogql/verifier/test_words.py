"""What the quick reader takes, it reads as sqlglot does, token by token."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot.errors import SqlglotError

from hogql.compile import compile_query
from hogql.errors import HogQLError
from hogql.verifier.dialect import Strict
from hogql.verifier.words import WordReader
from tests.unit.hogql.conformance import read_cases
from tests.unit.hogql.pairs import project, read_pairs

if TYPE_CHECKING:
    from sqlglot.tokenizer_core import Token

READER = WordReader(Strict.Tokenizer)
PARTS = st.sampled_from(
    [
        *("SELECT", "order", "BY", "group", "a", "_b", "FINAL", "grouping sets", "show", "x1"),
        *("`a b`", "`a``b`", "'t'", "'it''s'", "'\\n'", "1", "1.5", "1e5", ".5", "0x1", "1a"),
        *("(", ")", "[", "]", "{", "}", ",", ".", ":", "::", "-", "--", "->", "+", "*", "/", "/*"),
        *("<", "<=", "<=>", ">", ">=", "=", "==", "!=", "!", "%", "||", "$$", "#", ";", " ", "\n"),
        *("{a:String}", "{{", "}}", "b'1'", "N'x'", "é", "user-defined", "\t"),
    ]
)


def _shape(tokens: list[Token]) -> list[tuple[object, ...]]:
    return [(t.token_type, t.text, t.start, t.end, t.line, t.col, t.comments) for t in tokens]


def _agrees(sql: str) -> bool:
    """Whether the text was taken; AssertionError when it was read otherwise than by sqlglot."""
    read = READER.read(sql)
    if read is None:
        return False
    assert _shape(read) == _shape(Strict().tokenize(sql))
    return True


def _compiled() -> list[str]:
    found: list[str] = []
    texts = [(pair.query, pair.context) for pair in read_pairs()]
    texts += [(case.sql, project()) for case in read_cases("cases.json")]
    for text, context in texts:
        try:
            found.append(compile_query(text, context).sql)
        except HogQLError:
            continue
    return found


def test_every_statement_that_is_made_is_read_alike_and_nearly_all_are_taken() -> None:
    statements = _compiled()
    taken = [_agrees(sql) for sql in statements]
    assert len(statements) > 300
    assert sum(taken) > 0.9 * len(taken)


@given(st.lists(PARTS, max_size=12), st.sampled_from(["", " "]))
@settings(max_examples=3000, deadline=None)
def test_what_is_taken_is_read_alike(parts: list[str], between: str) -> None:
    sql = between.join(parts)
    try:
        Strict().tokenize(sql)
    except SqlglotError:
        assert READER.read(sql) is None
        return
    _agrees(sql)


@pytest.mark.parametrize(
    "sql", ["a -- b", "a # b", "a /* b */", "'a\\'b'", "$$a$$", "x'00'", "`a``b`", "SHOW TABLES"]
)
def test_what_could_mean_something_else_is_left_to_sqlglot(sql: str) -> None:
    assert READER.read(sql) is None
