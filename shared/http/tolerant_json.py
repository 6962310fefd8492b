"""Parses the JSON that SDKs really send, which is not always JSON.

    bytes --parse_json--> value without NaN, infinities or lone surrogates

The strict parser runs first and settles almost every body. Only what it refuses is repaired, as
text, and parsed once more: values outside the range of a number become null, halves of surrogate
pairs and bytes that are not UTF-8 become U+FFFD (sdk-protocol 2.2). One parser therefore decides
about everything else: depth, integers, trailing commas.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final, cast

import orjson

from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from shared.json import Json

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
    """Return the value of ``content``; InvalidRequestError when it cannot be read as JSON."""
    try:
        return cast("Json", orjson.loads(content))
    except orjson.JSONDecodeError:
        repaired = _TOKEN.sub(_repair_token, content.decode(errors="replace"))
    try:
        return cast("Json", orjson.loads(repaired.removeprefix(_BYTE_ORDER_MARK)))
    except orjson.JSONDecodeError as error:
        raise InvalidRequestError("The body is not valid JSON.", code="invalid_json") from error


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
