"""Tokens of every mode."""

import pytest

from hogql.errors import HogQLSyntaxError
from hogql.lexer import tokenize
from hogql.tokens import EOF


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens = tokenize(text)
    pairs = zip(tokens.kinds, tokens.values, strict=True)
    return [(kind, value) for kind, value in pairs if kind != EOF]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r"'a\nb'", "a\nb"),
        (r"'a\0b'", "ab"),
        (r"'\x41'", r"\x41"),
        ("'it''s'", "it's"),
        (r"'it\'s'", "it's"),
        (r"'\\'", "\\"),
        ('"a""b"', 'a"b'),
        ("`a``b`", "a`b"),
        (r"`a\'b`", r"a\'b"),
        ("``", ""),
    ],
)
def test_quoted_text_is_decoded(text: str, value: str) -> None:
    assert _tokens(text)[0][1] == value


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("1 -- x", ["DECIMAL"]),
        ("1 // x\n2", ["DECIMAL", "DECIMAL"]),
        ("1 # x", ["DECIMAL"]),
        ("#1", ["#", "DECIMAL"]),
        ("/* a */ 1", ["DECIMAL"]),
        ("\ufeffa\u00a0b", ["IDENTIFIER", "IDENTIFIER"]),
        ("$a $ _b", ["IDENTIFIER", "IDENTIFIER", "IDENTIFIER"]),
        ("1e5 1.e5 .5e1 0x1p4", ["FLOAT"] * 4),
        ("0x1F 0b1 017 08", ["HEXADECIMAL", "BINARY", "OCTAL", "DECIMAL"]),
        ("t.1.2", ["IDENTIFIER", ".", "DECIMAL", ".", "DECIMAL"]),
        ("a<=>b", ["IDENTIFIER", "<=>", "IDENTIFIER"]),
        ("a =~* b !~* c", ["IDENTIFIER", "=~*", "IDENTIFIER", "!~*", "IDENTIFIER"]),
        ("SeLeCt", ["SELECT"]),
        ("abcf'x'", ["IDENTIFIER", "STRING"]),
    ],
)
def test_symbols_words_and_comments(text: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in _tokens(text)] == kinds


@pytest.mark.parametrize(
    ("text", "is_tag"),
    [
        ("a<b", False),
        ("a <b + c", False),
        ("a < b and c", False),
        ("a <b c/>", True),
        ("<b>x</b>", True),
        ("<b />", True),
    ],
)
def test_a_smaller_than_opens_a_tag_only_before_a_name_that_goes_on(
    text: str, is_tag: bool
) -> None:
    assert ("<TAG" in [kind for kind, _ in _tokens(text)]) == is_tag


def test_a_template_holds_text_and_tokens_of_its_holes() -> None:
    assert _tokens("f'a{b}c{f'd'}'") == [
        ("f'", "f'"),
        ("TEXT", "a"),
        ("{", "{"),
        ("IDENTIFIER", "b"),
        ("}", "}"),
        ("TEXT", "c"),
        ("{", "{"),
        ("f'", "f'"),
        ("TEXT", "d"),
        ("TEMPLATE_END", "'"),
        ("}", "}"),
        ("TEMPLATE_END", "'"),
    ]


@pytest.mark.parametrize("text", ["'a", "`a", '"a', r"'\z'", "a\u200bb", "a\x00b", "f'a", "<b>a"])
def test_what_never_ends_or_is_no_token_is_refused(text: str) -> None:
    with pytest.raises(HogQLSyntaxError):
        tokenize(text)


def test_a_quote_that_never_ends_is_refused_in_linear_time() -> None:
    with pytest.raises(HogQLSyntaxError):
        tokenize("'" + "a''" * 100_000 + "\\")
