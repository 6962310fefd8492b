"""The oldest web SDKs' compression, against texts that the lz-string library compressed."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import InvalidRequestError, TooLargeError
from shared.http.lz64 import MAX_COMPRESSED_BYTES, decompress_lz64

ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="


@pytest.mark.parametrize(
    ("compressed", "text"),
    [
        pytest.param("Q===", "", id="empty"),
        pytest.param("N4XyA===", "{}", id="two-characters"),
        pytest.param("IY18ZXkA", "a" * 41, id="repetition"),
        pytest.param("BYUwNmD2A0AECWsCGBbZtDUzkAA==", "hello, i am a 猫", id="wide-character"),
        pytest.param(
            "N4IgpgbmB2AuIC4QEMQBoTWQWzIkg1M6C8G4AB7AlyAL5A==",
            '{"event":"a","name":"猫😀é"}',
            id="surrogate-pair",
        ),
        pytest.param(
            "N4IgpgbmB2AuIC4QEMQBoTWQWzIkg1M6C8G4AB7AlyAL5A==".replace("+", " "),
            '{"event":"a","name":"猫😀é"}',
            id="plus-became-space",
        ),
    ],
)
def test_a_text_is_read_back(compressed: str, text: str) -> None:
    assert decompress_lz64(compressed.encode()).decode() == text


@pytest.mark.parametrize("data", [b"", b"A", b"{}", b"IY18", b"////"])
def test_what_is_not_in_the_format_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidRequestError):
        decompress_lz64(data)


def test_too_much_is_refused() -> None:
    with pytest.raises(TooLargeError):
        decompress_lz64(b"A" * (MAX_COMPRESSED_BYTES + 1))


@given(st.text(ALPHABET, max_size=300))
def test_any_characters_are_text_or_refused(data: str) -> None:
    with suppress(InvalidRequestError):
        assert decompress_lz64(data.encode()).decode() is not None
