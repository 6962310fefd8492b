"""One request and one answer of the SDK edge as plain values: nothing here knows the front door.

    EdgeRequest --view--> EdgeAnswer (or ProductError) --answer--> EdgeAnswer with CORS headers

Every answer carries the headers that let a browser on another site read it, errors included: a
browser that cannot read a refusal takes it for a network failure and sends again (sdk-protocol
2.4).
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeAlias

import orjson

from shared.errors import ProductError, TemporarilyUnavailableError, ThrottledError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shared.json import Json

TEXT: Final = "text/plain; charset=utf-8"
JSON: Final = "application/json"
METHODS: Final = "GET, POST, OPTIONS"
PREFLIGHT_SECONDS: Final = 86_400
RETRY_AFTER_SECONDS: Final = 5
_VISIBLE: Final = re.compile(r"[\x21-\x7e]+")
_PRINTABLE: Final = re.compile(r"[\x20-\x7e]+")

_logger: Final = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class EdgeRequest:
    """One request of an SDK. Header names are in lower case; ``body`` is as sent, compressed.

    ``path`` is the declared resource, without trailing slash; ``ip`` is the client's address, empty
    when none is known.
    """

    method: str
    path: str
    path_parameters: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    ip: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EdgeAnswer:
    """What is sent back."""

    status: int
    content_type: str
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)


View: TypeAlias = "Callable[[EdgeRequest], EdgeAnswer]"
ShowError: TypeAlias = "Callable[[ProductError], EdgeAnswer]"


def json_answer(
    content: Json, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> EdgeAnswer:
    """Return ``content`` as JSON."""
    text = orjson.dumps(content).decode()
    return EdgeAnswer(status=status, content_type=JSON, body=text, headers=headers or {})


def show_as_text(error: ProductError) -> EdgeAnswer:
    """Return the error as the capture routes show it: one sentence of text."""
    return EdgeAnswer(status=error.status, content_type=TEXT, body=error.detail)


def show_as_json(error: ProductError) -> EdgeAnswer:
    """Return the error as the other routes show it: ``{type, code, detail, attr}``."""
    return json_answer(
        {"type": error.type, "code": error.code, "detail": error.detail, "attr": error.attr},
        status=error.status,
    )


def answer(request: EdgeRequest, view: View, show_error: ShowError) -> EdgeAnswer:
    """Return what ``view`` answers, or what its failure looks like, readable across origins."""
    if request.method == "OPTIONS":
        found = EdgeAnswer(status=200, content_type=TEXT, body="", headers=_preflight(request))
    else:
        found = _run(request, view, show_error)
    return replace(found, headers={**found.headers, **_cors(request)})


def _run(request: EdgeRequest, view: View, show_error: ShowError) -> EdgeAnswer:
    try:
        return view(request)
    except ProductError as error:
        _logger.warning(
            "request refused",
            extra={"path": request.path, "status": error.status, "code": error.code},
        )
        shown = show_error(error)
        return replace(shown, headers={**shown.headers, **_retry_after(error)})
    except Exception:
        # A defect of ours: logged with its trace, alarmed by its status, and readable in a browser.
        _logger.exception("request failed", extra={"path": request.path})
        return show_error(ProductError("Something went wrong on our side."))


def _retry_after(error: ProductError) -> dict[str, str]:
    if isinstance(error, TemporarilyUnavailableError):
        return {"Retry-After": str(RETRY_AFTER_SECONDS)}
    if isinstance(error, ThrottledError):
        return {"Retry-After": str(error.retry_after_seconds)}
    return {}


def _cors(request: EdgeRequest) -> dict[str, str]:
    """Return the headers that allow the page that asked, and no other, to read the answer.

    Beacons carry credentials, for which browsers refuse ``*``.
    """
    headers = {"Vary": "Origin"}
    origin = request.headers.get("origin", "")
    if _VISIBLE.fullmatch(origin):
        headers["Access-Control-Allow-Origin"] = origin
    headers["Access-Control-Allow-Credentials"] = "true"
    headers["Access-Control-Expose-Headers"] = "Retry-After"
    return headers


def _preflight(request: EdgeRequest) -> dict[str, str]:
    headers = {
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Max-Age": str(PREFLIGHT_SECONDS),
    }
    asked = request.headers.get("access-control-request-headers", "")
    if _PRINTABLE.fullmatch(asked):
        headers["Access-Control-Allow-Headers"] = asked
    return headers
