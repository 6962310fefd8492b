"""Reads a request for flags: which project asks, and about whom (sdk-protocol 3.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import orjson

from shared.access.project_tokens import check_token
from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from shared.json import Json

MAX_DISTINCT_ID_LENGTH: Final = 200
_TOKENS: Final = ("token", "$token", "api_key")
_DISTINCT_IDS: Final = ("distinct_id", "$distinct_id")


@dataclass(frozen=True, kw_only=True, slots=True)
class FlagsRequest:
    """Who asks about whom. ``distinct_id`` may be empty: old SDKs ask before they have one."""

    token: str
    distinct_id: str


def read_flags_request(value: Json) -> FlagsRequest:
    """Return what is asked.

    UnauthenticatedError without a well-formed token, InvalidRequestError without a distinct id.
    """
    if not isinstance(value, Mapping):
        raise InvalidRequestError("The body is not a JSON object.", code="invalid_body")
    token = next((value[name] for name in _TOKENS if value.get(name)), None)
    return FlagsRequest(token=check_token(token), distinct_id=_read_distinct_id(value))


def _read_distinct_id(value: Mapping[str, Json]) -> str:
    """Return the distinct id as text: a string, or the JSON text of a number."""
    found = next((value[name] for name in _DISTINCT_IDS if value.get(name) is not None), None)
    if found is None:
        raise InvalidRequestError(
            "The request names no distinct id.", code="missing_distinct_id", attr="distinct_id"
        )
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        raise InvalidRequestError(
            "The distinct id is neither a string nor a number.",
            code="invalid_distinct_id",
            attr="distinct_id",
        )
    text = found if isinstance(found, str) else orjson.dumps(found).decode()
    return text[:MAX_DISTINCT_ID_LENGTH]
