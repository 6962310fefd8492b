"""Forms of parts, however they are written, and in no more time than their length."""

from __future__ import annotations

import time

import pytest

from shared.errors import InvalidRequestError, TooLargeError
from shared.http.multipart import MOST_PARTS, is_multipart, read_multipart

KIND = "multipart/form-data; boundary=b"


def form(*parts: tuple[str, bytes]) -> bytes:
    written = (b"--b\r\n" + head.encode() + b"\r\n\r\n" + body + b"\r\n" for head, body in parts)
    return b"".join(written) + b"--b--\r\n"


def named(name: str, more: str = "") -> str:
    return f'Content-Disposition: form-data; name="{name}"{more}'


def test_a_part_is_text_unless_it_says_that_it_is_json() -> None:
    body = form(
        (named("a"), b"[1]"),
        (named("b", "\r\ncontent-type: application/json; charset=utf-8"), b"[1]"),
        (named("c"), b"\xff\r\n\r\n--"),
    )
    assert read_multipart(body, KIND) == {"a": "[1]", "b": [1], "c": "�\r\n\r\n--"}


def test_what_stands_before_the_first_part_is_ignored() -> None:
    assert read_multipart(b"hello\r\n" + form((named("a"), b"x")), KIND) == {"a": "x"}


def test_the_last_of_two_parts_with_one_name_counts() -> None:
    assert read_multipart(form((named("a"), b"1"), (named("a"), b"2")), KIND) == {"a": "2"}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", KIND),
        (b"--b--", KIND),
        (b"--b\r\n\r\n", KIND),
        (form(("X: y", b"")), KIND),
        (form((named(""), b"")), KIND),
        (b"--b\r\nno blank line\r\n--b--", KIND),
        (form((named("a"), b"1")), "multipart/form-data"),
        (form((named("a"), b"1")), "multipart/form-data; boundary=" + "b" * 71),
        (form((named("a", "\r\nX: " + "y" * 9000), b"1")), KIND),
    ],
)
def test_what_is_no_form_is_refused(body: bytes, kind: str) -> None:
    with pytest.raises(InvalidRequestError):
        read_multipart(body, kind)


def test_too_many_parts_are_refused() -> None:
    most = [(named(str(number)), b"") for number in range(MOST_PARTS)]
    assert len(read_multipart(form(*most), KIND)) == MOST_PARTS
    with pytest.raises(TooLargeError):
        read_multipart(form(*most, *most), KIND)


@pytest.mark.parametrize(
    "piece", [b"--b\r\n", b"\r\n--b", b"\r\n\r\n", b"\r\n-", b"Content-Type: x\r\n "]
)
def test_a_form_made_to_be_slow_is_not(piece: bytes) -> None:
    started = time.process_time()
    with pytest.raises((InvalidRequestError, TooLargeError)):
        read_multipart(piece * (4_000_000 // len(piece)), KIND)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("kind", "is_one"),
    [(KIND, True), ("Multipart/Form-Data", True), ("multipart/mixed", False), ("", False)],
)
def test_the_type_says_whether_it_is_a_form(kind: str, is_one: bool) -> None:
    assert is_multipart(kind) is is_one
