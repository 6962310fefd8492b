"""One request to the typed API as a value, current in its own context only.

    proxy v1 event  ->  Request

Powertools keeps the running event on a class that every resolver of the process shares; on one
machine many threads run at once, so whatever needs the request reads it here (local-runtime 5.5).
"""

from base64 import b64decode
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import orjson

from shared import settings
from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY_FIELD: Final = "personal_api_key"
SITE_HEADER: Final = "x-hedgerow-host"  # written by the CDN's function over whatever was sent
UNSAFE_METHODS: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """What a client sent; header names are in lower case, the body is decoded from base64.

    ``session`` and ``api_key`` are what the client presents as proof, not yet looked at.
    """

    id: str
    method: str
    path: str
    headers: "Mapping[str, str]"
    query: "Mapping[str, str]"
    cookies: "Mapping[str, str]"
    ip: str
    body: str
    session: str | None
    api_key: str | None


_current: ContextVar[Request] = ContextVar("request")


def current_request() -> Request:
    """Return the request that is being answered in this thread or task."""
    return _current.get()


def set_current(request: Request) -> None:
    """Make ``request`` current; the caller runs in a context of its own (``Api.handle``)."""
    _current.set(request)


def read_request(event: "Mapping[str, Any]") -> Request:
    """Return the request of a proxy v1 event; InvalidRequestError when its body is no text."""
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    query = dict(event.get("queryStringParameters") or {})
    cookies = _read_cookies(headers.get("cookie", ""))
    context = event.get("requestContext") or {}
    body = _read_body(event)
    return Request(
        id=context.get("requestId", ""),
        method=event["httpMethod"].upper(),
        path=event["path"],
        headers=headers,
        query=query,
        cookies=cookies,
        ip=(context.get("identity") or {}).get("sourceIp") or "",
        body=body,
        session=cookies.get(session_cookie_name()) or None,
        api_key=_presented_key(headers.get("authorization", ""), query, body),
    )


def session_cookie_name() -> str:
    """Return the cookie that holds the session; a ``__Host-`` cookie exists on https only."""
    return "__Host-sessionid" if is_secure() else "sessionid"


def is_secure() -> bool:
    """Whether people reach the product by https; behind the CDN they always do."""
    configured = settings.current().site_url
    return not configured or configured.startswith("https://")


def site_url(request: Request) -> str:
    """Return the public address: as configured, else the one that the CDN was asked under."""
    configured = settings.current().site_url
    return configured or f"https://{request.headers.get(SITE_HEADER, '')}"


def _read_cookies(header: str) -> dict[str, str]:
    """Return the cookies by name. One that is malformed does not hide the others."""
    pairs = (part.strip().partition("=") for part in header.split(";"))
    return {name: value for name, _, value in pairs}


def _read_body(event: "Mapping[str, Any]") -> str:
    body: str = event.get("body") or ""
    if not event.get("isBase64Encoded"):
        return body
    try:
        return b64decode(body).decode()
    except ValueError as error:
        raise InvalidRequestError("The body is not UTF-8 text.", code="parse_error") from error


def _presented_key(authorization: str, query: "Mapping[str, str]", body: str) -> str | None:
    """Return the first of header, body and query (application-api 3.1)."""
    scheme, _, credential = authorization.partition(" ")
    if scheme.lower() == "bearer" and credential.strip():
        return credential.strip()
    return _key_in_body(body) or query.get(KEY_FIELD) or None


def _key_in_body(body: str) -> str | None:
    if KEY_FIELD not in body:
        return None
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    key = value.get(KEY_FIELD) if isinstance(value, dict) else None
    return key if isinstance(key, str) else None
