"""Builds the proxy v1 events that API Gateway and the front door hand to a function."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Mapping


def proxy_event(
    method: str,
    url: str,
    *,
    body: object = None,
    headers: Mapping[str, str] | None = None,
    resource: str | None = None,
    path_parameters: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return the event of one request.

    ``url`` is a path with an optional query. ``body`` may be bytes, text or a JSON value; it
    travels as base64 because the REST API declares ``binaryMediaTypes */*``.
    """
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    content = _as_bytes(body)
    sent = {"Host": "localhost:8000", **_content_type(body), **(headers or {})}
    declared = resource or parts.path.rstrip("/") or "/"
    return {
        "version": "1.0",
        "resource": declared,
        "path": parts.path,
        "httpMethod": method,
        "headers": sent,
        "multiValueHeaders": {name: [value] for name, value in sent.items()},
        "queryStringParameters": dict(pairs) or None,
        "multiValueQueryStringParameters": _many(pairs) or None,
        "pathParameters": dict(path_parameters or {}) or None,
        "stageVariables": None,
        "requestContext": _request_context(method, parts.path, declared),
        "body": None if content is None else b64encode(content).decode(),
        "isBase64Encoded": content is not None,
    }


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a function answered, with the body read as JSON when it is JSON."""

    status: int
    headers: Mapping[str, list[str]]
    body: Any

    @property
    def cookies(self) -> dict[str, str]:
        """Return the values of the cookies that were set."""
        pairs = (line.split(";")[0].partition("=") for line in self.headers.get("Set-Cookie", []))
        return {name: value for name, _, value in pairs}


def read_answer(answer: Mapping[str, Any]) -> Answer:
    """Return the answer of a function as a value."""
    headers = answer.get("multiValueHeaders") or {}
    text = answer.get("body") or ""
    is_json = "application/json" in headers.get("Content-Type", [])
    return Answer(
        status=answer["statusCode"], headers=headers, body=json.loads(text) if is_json else text
    )


class LambdaContext:
    """The context object that a Lambda function gets."""

    function_name = "test"
    function_version = "$LATEST"
    invoked_function_arn = "arn:aws:lambda:us-east-1:000000000000:function:test"
    memory_limit_in_mb = 128
    aws_request_id = "00000000-0000-0000-0000-000000000000"


def _as_bytes(body: object) -> bytes | None:
    if body is None or isinstance(body, bytes):
        return body
    return body.encode() if isinstance(body, str) else json.dumps(body).encode()


def _content_type(body: object) -> dict[str, str]:
    return {} if body is None else {"Content-Type": "application/json"}


def _many(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    many: dict[str, list[str]] = {}
    for name, value in pairs:
        many.setdefault(name, []).append(value)
    return many


def _request_context(method: str, path: str, resource: str) -> dict[str, Any]:
    return {
        "accountId": "000000000000",
        "apiId": "local",
        "resourceId": "local",
        "stage": "live",
        "requestId": str(uuid4()),
        "extendedRequestId": "local",
        "requestTime": "22/Nov/2026:12:00:00 +0000",
        "requestTimeEpoch": 1795348800000,
        "path": path,
        "protocol": "HTTP/1.1",
        "resourcePath": resource,
        "httpMethod": method,
        "identity": {"sourceIp": "127.0.0.1", "userAgent": "test"},
    }
