"""Errors as a person sees them: the line, the caret below the place, the way out."""

import unicodedata

import pytest

from hogql.errors import HogQLError, QueryError
from hogql.parser import parse_select
from hogql.snippets import MAX_WIDTH, describe, find_snippet, snippet_of


def error_of(text: str) -> HogQLError:
    with pytest.raises(HogQLError) as caught:
        parse_select(text)
    return caught.value


def test_an_error_is_described_with_line_column_caret_and_hint() -> None:
    text = "SELECT a\nFROM events\nWHERE a & b"
    assert describe(error_of(text), text) == (
        "Unexpected character '&'. (line 3, column 9)\n  WHERE a & b\n          ^\nWrite AND."
    )


def test_an_error_without_a_place_is_its_message() -> None:
    error = QueryError("No place.")
    assert describe(error, "SELECT 1") == "No place."
    assert snippet_of(error, "SELECT 1") is None


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("SELECT abc", (7, 10), (1, 8, "SELECT abc\n       ^^^")),
        ("a\r\nbc\rd", (4, 5), (2, 2, "bc\n ^")),
        ("a\r\nbc\rd", (6, 7), (3, 1, "d\n^")),
        ("\ta b", (3, 4), (1, 4, "    a b\n      ^")),
        ("日本 x", (3, 4), (1, 4, "日本 x\n     ^")),
        ("日本 x", (0, 2), (1, 1, "日本 x\n^^^^")),
        ("e\u0301 x", (3, 4), (1, 4, "e\u0301 x\n  ^")),
        ("a\u202eb", (2, 3), (1, 3, "a\ufffdb\n  ^")),
        ("SELECT\n\n", (8, 8), (1, 7, "SELECT\n      ^")),
        ("ab\ncd", (1, 5), (1, 2, "ab\n ^")),
        ("ab", (9, 12), (1, 3, "ab\n  ^")),
        ("", (0, 0), (1, 1, "\n^")),
        ("abc", (1, None), (1, 2, "abc\n ^")),
    ],
)
def test_the_caret_stands_below_the_place(
    text: str, place: tuple[int, int | None], expected: tuple[int, int, str]
) -> None:
    found = find_snippet(text, *place)
    assert (found.line, found.column, str(found)) == expected


@pytest.mark.parametrize("letter", ["a", "日", "\t"])
@pytest.mark.parametrize("start", [0, 3, 50, 99, 100, 101, 250, 499])
@pytest.mark.parametrize("length", [1, 5, 300])
def test_a_long_line_is_cut_around_the_place(letter: str, start: int, length: int) -> None:
    text = letter * start + "!" + letter * (500 - start)
    found = find_snippet(text, start, start + length)
    assert width(found.source) <= MAX_WIDTH
    assert len(found.caret) <= MAX_WIDTH
    before = len(found.caret) - len(found.caret.lstrip())
    assert width(found.source[: found.source.index("!")]) == before


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) == "W" else 1 for letter in text)
