"""Filters of lists, as they stand in an address."""

from __future__ import annotations

import pytest

from shared.errors import InvalidRequestError
from shared.http.filters import escape_like, read_flag, read_list, read_patterns, read_text


def test_every_word_is_a_pattern_of_its_own() -> None:
    assert read_patterns({"search": " page  50%_"}) == ("%page%", "%50\\%\\_%")
    assert read_patterns({}) == ()
    assert len(read_patterns({"search": "a " * 1000})) == 20


def test_a_text_is_found_as_it_is() -> None:
    assert escape_like("a\\b%c_d") == "a\\\\b\\%c\\_d"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("true", True), ("1", True), ("FALSE", False), ("0", False), ("", None)],
)
def test_a_flag_is_yes_no_or_nothing(text: str, expected: bool | None) -> None:
    assert read_flag({"verified": text}, "verified") is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", None), ("a,b", ("a", "b")), ('["a,b"]', ("a,b",)), ("[]", ())],
)
def test_a_list_is_json_or_has_commas(text: str, expected: tuple[str, ...] | None) -> None:
    assert read_list({"names": text}, "names") == expected


@pytest.mark.parametrize("text", ["[", "[1]", '["\\u0000"]', "a\0", "x," * 1001])
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        read_list({"names": text}, "names")
    assert refused.value.attr == "names"


def test_a_null_character_is_in_no_text() -> None:
    with pytest.raises(InvalidRequestError):
        read_text({"q": "\0"}, "q")
