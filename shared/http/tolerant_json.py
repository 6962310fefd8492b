"""Parses the JSON that SDKs really send, which is not always JSON.

    bytes --parse_json--> value without NaN, infinities or lone surrogates

The strict parser runs first and settles almost every body. Only what it refuses is repaired, as
text, and parsed once more: values outside the range of a number become null, halves of surrogate
pairs and bytes that are not UTF-8 become U+FFFD (sdk-protocol 2.2). One parser therefore decides
about everything else: depth, integers, trailing commas.

A few kilobytes can hold a body of twenty megabytes that is nothing but brackets, and as values in
memory that is forty times as much: bodies of too many values are refused unparsed.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final, cast

import orjson

from shared.errors import InvalidRequestError, TooLargeError

if TYPE_CHECKING:
    from shared.json import Json

MAX_WEIGHT: Final = 2_500_000  # a value weighs about 64 bytes of memory, an object four times that
MAX_REPAIRED_BYTES: Final = 8 * 1024 * 1024
_WEIGHTS: Final = {b",": 1, b"[": 1, b"{": 4}
_BYTE_ORDER_MARK: Final = "\ufeff"
_LONGEST_NUMBER: Final = 4096
# A string that is never closed runs to the end, so that every text is read once, left to right.
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.?)*+"?|[-+]?(?:NaN|Infinity)|-?\d[\d.eE+-]*+', re.DOTALL)
_ESCAPE: Final = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(?P<lone>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.",
    re.DOTALL,
)


def parse_json(content: bytes) -> Json:
    """Return the value of ``content``.

    InvalidRequestError when it cannot be read as JSON, TooLargeError when it holds too many values.
    """
    if len(content) * max(_WEIGHTS.values()) > MAX_WEIGHT and _weigh(content) > MAX_WEIGHT:
        raise TooLargeError("The body holds too many values.")
    try:
        return cast("Json", orjson.loads(content))
    except orjson.JSONDecodeError as error:
        if len(content) > MAX_REPAIRED_BYTES:
            raise _invalid() from error
    repaired = _TOKEN.sub(_repair_token, content.decode(errors="replace"))
    try:
        return cast("Json", orjson.loads(repaired.removeprefix(_BYTE_ORDER_MARK)))
    except orjson.JSONDecodeError as error:
        raise _invalid() from error


def _weigh(content: bytes) -> int:
    return sum(weight * content.count(mark) for mark, weight in _WEIGHTS.items())


def _invalid() -> InvalidRequestError:
    return InvalidRequestError("The body is not valid JSON.", code="invalid_json")


def _repair_token(match: re.Match[str]) -> str:
    token = match.group()
    if token.startswith('"'):
        return _ESCAPE.sub(_repair_escape, token)
    return token if _is_finite(token) else "null"


def _repair_escape(match: re.Match[str]) -> str:
    return "\\ufffd" if match["lone"] else match.group()


def _is_finite(number: str) -> bool:
    """Whether the text is not a number out of range; text that is no number is left alone."""
    if len(number) > _LONGEST_NUMBER:
        return False
    try:
        return math.isfinite(float(number))
    except ValueError:
        return True
