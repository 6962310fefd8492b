"""An HTTP request as API Gateway hands it to a function: the Lambda proxy v1 event.

    Request + Match -> event (JSON-safe, every non-empty body as base64)

Source: the event format that the AWS documentation of REST API proxy integrations shows; with
``binaryMediaTypes: */*`` every body is binary (local-runtime 6.2).
"""

from __future__ import annotations

import time
import uuid
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from collections.abc import Iterable

    from local.front.routes import Match

STAGE: Final = "live"
_ACCOUNT: Final = "000000000000"
_API: Final = "local"


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """What came in. ``path`` is as sent; header names are in small letters."""

    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    peer: str

    def header(self, name: str) -> str | None:
        """Return the last value of a header."""
        return dict(self.headers).get(name)


def to_event(request: Request, match: Match) -> dict[str, Any]:
    """Return the event; empty maps are None, as API Gateway sends them."""
    query = _grouped(parse_qsl(request.query, keep_blank_values=True, errors="replace"))
    headers = _grouped(request.headers)
    return {
        "version": "1.0",
        "resource": match.resource,
        "path": request.path,
        "httpMethod": request.method,
        "headers": _last(headers),
        "multiValueHeaders": headers or None,
        "queryStringParameters": _last(query),
        "multiValueQueryStringParameters": query or None,
        "pathParameters": dict(match.parameters) or None,
        "stageVariables": None,
        "requestContext": _context(request, match),
        "body": b64encode(request.body).decode() if request.body else None,
        "isBase64Encoded": bool(request.body),
    }


def _context(request: Request, match: Match) -> dict[str, Any]:
    now = time.time()
    request_id = str(uuid.uuid4())
    return {
        "accountId": _ACCOUNT,
        "apiId": _API,
        "resourceId": match.resource,
        "stage": STAGE,
        "requestId": request_id,
        "extendedRequestId": request_id,
        "requestTime": time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(now)),
        "requestTimeEpoch": int(now * 1000),
        "path": f"/{STAGE}{request.path}",
        "protocol": "HTTP/1.1",
        "resourcePath": match.resource,
        "httpMethod": request.method,
        "identity": {"sourceIp": request.peer, "userAgent": request.header("user-agent")},
    }


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, value in pairs:
        grouped.setdefault(name, []).append(value)
    return grouped


def _last(grouped: dict[str, list[str]]) -> dict[str, str] | None:
    return {name: values[-1] for name, values in grouped.items()} or None
