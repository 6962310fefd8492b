"""The one decoder of request bodies: every encoding an SDK has ever used ends as a JSON value.

    query ``data`` or body --content encoding--> form or text --base64, lz64, gzip--> JSON value

Source: the order of PostHog's capture (sdk-protocol 2.2). Bodies are recognised by what they are
more than by what their headers say: browsers send gzip as text/plain, curl sends JSON as a form.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from shared.errors import InvalidRequestError, TooLargeError
from shared.http.compression import expand
from shared.http.lz64 import decompress_lz64
from shared.http.multipart import is_multipart, read_multipart
from shared.http.tolerant_json import parse_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.http.exchange import EdgeRequest
    from shared.json import Json

# What the front door can hand to a function: six megabytes, of which base64 takes a quarter.
MAX_BODY_BYTES: Final = 4_400_000
FORM_CONTENT_TYPE: Final = "application/x-www-form-urlencoded"
MAX_FORM_FIELDS: Final = 100
FIRST_YEAR_OF_SENT_AT: Final = 2021
_JSON: Final = frozenset({b"{", b"["})
_BASE64: Final = re.compile(rb"[A-Za-z0-9+/_-]+={0,2}")
_URL_SAFE_TO_STANDARD: Final = bytes.maketrans(b"-_", b"+/")


@dataclass(frozen=True, kw_only=True, slots=True)
class Decoded:
    """What a request says. ``sent_at`` is only what its query or form says, in UTC."""

    value: Json
    sent_at: datetime | None


def decode_request(request: EdgeRequest) -> Decoded:
    """Return what a request at the edge says; TooLargeError when its body is above the ceiling."""
    if len(request.body) > MAX_BODY_BYTES:
        raise TooLargeError(f"The body is larger than {MAX_BODY_BYTES} bytes.")
    return decode_body(
        request.body,
        content_type=request.headers.get("content-type", ""),
        content_encoding=request.headers.get("content-encoding", ""),
        query=request.query,
    )


def decode_body(
    body: bytes, *, content_type: str, content_encoding: str, query: Mapping[str, str]
) -> Decoded:
    """Return the JSON value of a request, whatever it is wrapped in.

    InvalidRequestError when it cannot be read, TooLargeError when it grows beyond the limit.
    """
    from_query = query.get("data", "")
    if not from_query and is_multipart(content_type):
        parts = read_multipart(expand(body, content_encoding), content_type)
        return Decoded(value=parts, sent_at=_read_sent_at(query))
    payload = from_query.encode(errors="replace") or expand(body, content_encoding)
    form = {} if from_query else _read_form(payload, content_type)
    if "data" in form:
        payload = form["data"].encode(errors="replace")
    if not payload.strip():
        raise InvalidRequestError("The request has no body.", code="empty_body")
    hints = {**query, **form}
    return Decoded(
        value=parse_json(_read_text(payload, hints.get("compression", ""))),
        sent_at=_read_sent_at(hints),
    )


def _read_form(payload: bytes, content_type: str) -> dict[str, str]:
    """Return the fields of a form; none when the payload is not one, whatever it is declared as."""
    is_declared = content_type.partition(";")[0].strip().lower() == FORM_CONTENT_TYPE
    if not payload.startswith(b"data=") and not (is_declared and b"data=" in payload):
        return {}
    if payload.lstrip()[:1] in {b"{", b"["}:
        return {}
    try:
        return dict(parse_qsl(payload.decode(errors="replace"), max_num_fields=MAX_FORM_FIELDS))
    except ValueError as error:
        raise InvalidRequestError("The form has too many fields.", code="invalid_form") from error


def _read_text(payload: bytes, compression: str) -> bytes:
    """Return the bytes of the JSON inside base64, lz64 or gzip, or inside gzip inside base64."""
    if compression == "lz64":
        return decompress_lz64(payload)
    return expand(_read_base64(payload), "")


def _read_base64(payload: bytes) -> bytes:
    """Return the decoded bytes, or the payload itself when it is not base64 as a whole.

    A form turns ``+`` into a space, so spaces count as that (sdk-protocol 2.2, 3).
    """
    if payload[:1] in _JSON:
        return payload
    text = payload.strip().replace(b"\r", b"").replace(b"\n", b"").replace(b" ", b"+")
    if not _BASE64.fullmatch(text):
        return payload
    padded = text.rstrip(b"=") + b"=" * (-len(text.rstrip(b"=")) % 4)
    try:
        return binascii.a2b_base64(padded.translate(_URL_SAFE_TO_STANDARD))
    except binascii.Error:
        return payload


def _read_sent_at(hints: Mapping[str, str]) -> datetime | None:
    """Return when the client says it sent this; years before the web SDK existed do not count."""
    milliseconds = hints.get("_") or hints.get("sent_at") or ""
    try:
        sent_at = datetime.fromtimestamp(float(milliseconds) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return sent_at if sent_at.year >= FIRST_YEAR_OF_SENT_AT else None
