"""No text makes the parser do anything but answer a tree or say what is wrong, and soon."""

from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hogql import ast
from hogql.errors import HogQLError
from hogql.tokens import KEYWORDS
from tests.unit.hogql.conformance import PARSERS

if TYPE_CHECKING:
    from collections.abc import Callable

_KINDS: Final = st.sampled_from(sorted(PARSERS))
_SIGNS: Final = [*"()[]{},.;:?+-*/%=<>~#\\!&|@'\"`"]
_LONGER: Final = ["::", ":=", "->", "??", "?.", "||", "==", "!=", "<>", "<=>", "=~", "!~", "~*"]
_STARTS: Final = ["<a", "<a>", "</a>", "/>", "f'", "F'", "--", "//", "/*", "*/"]
_LEAVES: Final = ["1", "1.5", ".5", "0x1F", "017", "'a'", "`a`", '"a"', "a", "b", "c"]
_WORDS: Final = st.sampled_from([*KEYWORDS, *_SIGNS, *_LONGER, *_STARTS, *_LEAVES])
_SOUP: Final = st.lists(_WORDS, max_size=25).flatmap(
    lambda words: st.sampled_from(["", " "]).map(lambda space: space.join(words))
)


def _read(kind: str, text: str) -> "ast.Node | HogQLError":
    try:
        return PARSERS[kind](text)
    except HogQLError as error:
        return error


def _answers(kind: str, text: str) -> None:
    """A tree with places in the text, or an error with one."""
    found = _read(kind, text)
    if isinstance(found, HogQLError):
        assert found.message
        assert found.start is None or 0 <= found.start <= len(text)
        assert found.start is None or found.start <= (found.end or found.start)
    else:
        assert all(0 <= (node.start or 0) <= len(text) for node in ast.walk(found))


@given(_KINDS, st.text(max_size=40))
@settings(max_examples=400, deadline=None)
def test_any_text_is_a_tree_or_an_error(kind: str, text: str) -> None:
    _answers(kind, text)


@given(_KINDS, _SOUP)
@settings(max_examples=500, deadline=None)
def test_any_words_are_a_tree_or_an_error(kind: str, text: str) -> None:
    _answers(kind, text)
    _answers(kind, f"SELECT {text} FROM t")


_DEEP: Final[dict[str, "Callable[[int], str]"]] = {
    "brackets": lambda n: "(" * n + "1" + ")" * n,
    "open brackets": lambda n: "(" * n,
    "lists": lambda n: "[" * n + "]" * n,
    "braces": lambda n: "{" * n + "a" + "}" * n,
    "not": lambda n: "NOT " * n + "a",
    "minus": lambda n: "- " * n + "a",
    "calls": lambda n: "f(" * n + ")" * n,
    "casts": lambda n: "CAST(" * n + "a" + " AS Int)" * n,
    "failing casts": lambda n: "CAST(" * n + "a" + " AS Int, 1)" * n,
    "intervals": lambda n: "INTERVAL " * n + "1 DAY",
    "cases": lambda n: "CASE " * n + "a",
    "lambdas": lambda n: "x -> " * n + "a",
    "blocks": lambda n: "x -> { " * n + "a b" + " }" * n,
    "open blocks": lambda n: "x -> { a " * n,
    "returns": lambda n: "x -> { return { " * n + "a b" + " } }" * n,
    "sub-selects": lambda n: "(SELECT " * n + "1" + ")" * n,
    "arguments": lambda n: "f((SELECT 1) UNION ALL (SELECT " * n + "1",
    "templates": lambda n: "f'{" * n,
    "tags": lambda n: "<b>" * n,
    "access": lambda n: "a" + "[1]" * n,
    "properties": lambda n: "a" + ".b" * n,
    "aliases": lambda n: "a" + " AS b" * n,
    "ternaries": lambda n: "a ? b : " * n + "c",
    "between": lambda n: "a BETWEEN " * n + "1",
}


@pytest.mark.parametrize("shape", sorted(_DEEP))
@pytest.mark.parametrize("depth", [150, 10_000])
@pytest.mark.parametrize("kind", ["expr", "select", "program"])
def test_depth_is_an_answer_and_never_a_crash(kind: str, depth: int, shape: str) -> None:
    text = _DEEP[shape](depth)
    _answers(kind, f"SELECT {text}" if kind == "select" else text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT '" + "a" * 1_100_000 + "'",
        "SELECT a IN (" + "1," * 100_000 + "1)",
        "SELECT " + "a AND " * 50_000 + "b",
        "SELECT " + "WITH a(" * 20_000,
        "WITH " + "a(" * 50_000,
        "SELECT a, where(" * 20_000,
        "SELECT 1 FROM t GROUP BY " + "cube(" * 20_000,
        "SELECT 1 FROM " + "(t, " * 50_000,
        "SELECT \x00, a\x00b, '\x00'",
        "SELECT '\ud800', `\udfff`, a\ud800",
        "\ufeffSELECT 1",
        "",
        " ",
        "--",
        "/*",
    ],
    ids=lambda text: ascii(text[:25]),
)
def test_long_and_strange_texts_are_answered(text: str) -> None:
    _answers("select", text)
