"""Accepts one request of analytics v1 and says of every event what became of it.

    EdgeRequest --headers, receive, judge, take--> {"results": {uuid: {"result": "ok"}}}

Requests that are refused as a whole say so as ``{error, error_description, error_uri}``. Source:
PostHog ``rust/capture``, ``v1`` (sdk-protocol 3.2).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from uuid import UUID

from functions.capture.judge import judge
from functions.capture.take import is_within_rate, take
from shared.domain.events.analytics_v1 import LIBRARY_HEADER, TIMESTAMP_HEADER, is_nobody
from shared.domain.events.receive import receive
from shared.domain.events.rules import DropReason, read_rfc3339
from shared.errors import (
    InvalidRequestError,
    QuotaError,
    ThrottledError,
    UnsupportedMediaError,
)
from shared.http.exchange import json_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from functions.capture.judge import Verdict
    from shared.errors import ProductError
    from shared.http.exchange import EdgeAnswer, EdgeRequest
    from shared.json import Json

CONTENT_TYPE: Final = "application/json"
ENCODINGS: Final = frozenset({"", "identity", "gzip", "deflate", "br", "zstd"})
RETRY_AFTER_SECONDS: Final = 60
ERROR_URI: Final = "urn:hedgerow:error:"
PERSON_OFF: Final = "person_processing_disabled"
_ATTEMPT: Final = re.compile(r"[1-9]\d{0,8}", re.ASCII)
_LIBRARY: Final = re.compile(r"[\x21-\x7e]{1,200}/[\x21-\x7e]{1,100}")


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


_HEADERS: Final[Mapping[str, Callable[[str], bool]]] = {
    LIBRARY_HEADER: lambda text: _LIBRARY.fullmatch(text) is not None,
    "posthog-attempt": lambda text: _ATTEMPT.fullmatch(text) is not None,
    "posthog-request-id": _is_uuid,
    TIMESTAMP_HEADER: lambda text: read_rfc3339(text) is not None,
}


def handle_v1(request: EdgeRequest) -> EdgeAnswer:
    """Answer 200 once what the results call kept is durable; raise ProductError otherwise.

    Server SDKs wait and send again after 429, so what is above a project's rate is put off.
    """
    _check_media(request)
    _check_headers(request.headers)
    received = receive(request)
    verdict = judge(received.events, path=request.path, team=received.team)
    is_in_time = is_within_rate(received, verdict)
    if not is_in_time and not received.events.historical:
        raise ThrottledError(
            "The project sends faster than it may.", retry_after_seconds=RETRY_AFTER_SECONDS
        )
    take(received, verdict, is_within_rate=is_in_time)
    if verdict.limited and not verdict.kept:
        raise QuotaError("The quota of this month is used up: " + ", ".join(verdict.limited))
    return json_answer({"results": _results(received.events.events, verdict)})


def show_as_oauth(error: ProductError) -> EdgeAnswer:
    """Return an error as this protocol shows it, in the form of OAuth."""
    return json_answer(
        {
            "error": error.code,
            "error_description": error.detail,
            "error_uri": ERROR_URI + error.code,
        },
        status=error.status,
    )


def _check_media(request: EdgeRequest) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != CONTENT_TYPE:
        raise UnsupportedMediaError("The body must be application/json.")
    if request.headers.get("content-encoding", "").strip().lower() not in ENCODINGS:
        raise UnsupportedMediaError(
            "The body must be plain, gzip, deflate, br or zstd.", code="unsupported_encoding"
        )


def _check_headers(headers: Mapping[str, str]) -> None:
    for name, is_good in _HEADERS.items():
        text = headers.get(name, "").strip()
        if not text:
            raise InvalidRequestError(f"The header {name} is missing.", code="missing_header")
        if not is_good(text):
            raise InvalidRequestError(f"The header {name} is malformed.", code="invalid_header")


def _results(events: tuple[Mapping[str, Json], ...], verdict: Verdict) -> dict[str, Json]:
    return {
        str(event["uuid"]): _result(event, reason)
        for event, reason in zip(events, verdict.reasons, strict=True)
    }


def _result(event: Mapping[str, Json], reason: DropReason | None) -> dict[str, Json]:
    if reason is not None:
        return {"result": "drop", "details": reason.value}
    if is_nobody(event):
        return {"result": "warning", "details": PERSON_OFF}
    return {"result": "ok"}
