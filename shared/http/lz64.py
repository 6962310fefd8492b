"""Reads ``compression=lz64``: the LZ-based strings that web SDKs sent before 2021.

    base64 characters --six bits each--> codes of growing width --dictionary--> text

Source: the format of the lz-string library. A code is a reference to an earlier phrase, or says
that a new character of 8 or 16 bits follows, or ends the text. Least significant bits come first.
"""

from __future__ import annotations

from typing import Final

from shared.errors import InvalidRequestError, TooLargeError
from shared.http.compression import MAX_EXPANDED_BYTES

MAX_COMPRESSED_BYTES: Final = 1024 * 1024
_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_BITS: Final = {character: f"{value:06b}" for value, character in enumerate(_ALPHABET)}
_CHARACTER_BITS: Final = {0: 8, 1: 16}  # the codes that announce a new character
_END: Final = 2
_FIRST_PHRASE: Final = 3


def decompress_lz64(data: bytes) -> bytes:
    """Return the text as UTF-8; InvalidRequestError when the data is not in the format."""
    if len(data) > MAX_COMPRESSED_BYTES:
        raise TooLargeError("A body compressed with lz64 is larger than one megabyte.")
    text = data.decode(errors="replace").replace(" ", "+").rstrip("=\r\n")
    try:
        bits = _Bits("".join(_BITS[character] for character in text))
        units = "".join(_read_phrases(bits))
    except (KeyError, IndexError) as error:
        raise InvalidRequestError(
            "The body is not in the lz64 format.", code="invalid_compression"
        ) from error
    return units.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


class _Bits:
    """A text of ones and zeros that is read from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0

    def read(self, width: int) -> int:
        """Return the next ``width`` bits as a number; IndexError beyond the end."""
        start, self._position = self._position, self._position + width
        if self._position > len(self._text):
            raise IndexError("The text ends within a code.")
        return int(self._text[start : self._position][::-1], 2)


def _read_phrases(bits: _Bits) -> list[str]:
    """Return the phrases of the text in order; KeyError when a code refers to nothing."""
    code = bits.read(2)
    if code == _END:
        return []
    last = chr(bits.read(_CHARACTER_BITS[code]))
    known = {_FIRST_PHRASE: last}
    phrases, size = [last], len(last)
    next_code, width = _FIRST_PHRASE + 1, 3
    while (code := bits.read(width)) != _END:
        if code in _CHARACTER_BITS:
            known[next_code] = chr(bits.read(_CHARACTER_BITS[code]))
            code, next_code = next_code, next_code + 1
            width = max(width, next_code.bit_length())
        phrase = last + last[0] if code == next_code else known[code]
        known[next_code] = last + phrase[0]
        next_code += 1
        width = max(width, next_code.bit_length())
        phrases.append(phrase)
        size += len(phrase)
        if size > MAX_EXPANDED_BYTES:
            raise TooLargeError("A body compressed with lz64 is too large.")
        last = phrase
    return phrases
