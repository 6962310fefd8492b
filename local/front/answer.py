"""What a function returned, as an HTTP answer (local-runtime 6.3).

proxy v1 result -> Answer(status, headers, body), or MalformedResultError

Cookies that must stay apart come in ``multiValueHeaders``.
"""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from collections.abc import Mapping


class MalformedResultError(TypeError):
    """A function returned something that API Gateway would refuse."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """An HTTP answer, ready to send."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


def to_answer(result: object) -> Answer:
    """Return the answer that a proxy result describes."""
    if not isinstance(result, dict) or not isinstance(result.get("statusCode"), int):
        raise MalformedResultError("The function returned no proxy result.")
    body = result.get("body") or ""
    if not isinstance(body, str):
        raise MalformedResultError("The body of a proxy result is text.")
    return Answer(
        status=result["statusCode"],
        headers=_headers(result.get("headers") or {}, result.get("multiValueHeaders") or {}),
        body=b64decode(body) if result.get("isBase64Encoded") else body.encode(),
    )


def json_answer(status: int, value: object, headers: Mapping[str, str] | None = None) -> Answer:
    """Return an answer of our own."""
    named = {"content-type": "application/json", **(headers or {})}
    return Answer(status=status, headers=_headers(named, {}), body=orjson.dumps(value))


def _headers(
    single: Mapping[str, object], multiple: Mapping[str, list[object]]
) -> tuple[tuple[bytes, bytes], ...]:
    """Return both maps as one list; a name in ``multiple`` wins over the same in ``single``."""
    merged: dict[str, list[object]] = {name.lower(): [value] for name, value in single.items()}
    merged.update({name.lower(): list(values) for name, values in multiple.items()})
    merged.pop("content-length", None)
    return tuple(
        (name.encode("latin-1"), _text(value).encode("latin-1", "replace"))
        for name, values in merged.items()
        for value in values
    )


def _text(value: object) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
