"""Calls the apps of the SDK edge as API Gateway does, with headers and query exactly as given."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any, Final

from tests.proxy_events import proxy_event

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PEER: Final = "127.0.0.1"


def send(
    app: Callable[[dict[str, Any], object], dict[str, Any]],
    path: str,
    *,
    method: str = "POST",
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    query: Mapping[str, str] | None = None,
    path_parameters: Mapping[str, str] | None = None,
    resource: str | None = None,
) -> dict[str, Any]:
    """Return what an app answers; ``resource`` is the declared path unless it says otherwise."""
    event = proxy_event(
        method, path, headers=headers, resource=resource, path_parameters=path_parameters
    )
    event["queryStringParameters"] = dict(query) if query else None
    event["multiValueQueryStringParameters"] = (
        {name: [value] for name, value in query.items()} if query else None
    )
    event["body"] = b64encode(body).decode() if body else None
    event["isBase64Encoded"] = bool(body)
    return app(event, None)
