"""The front of the SDK edge: Chalice routes whose views see one typed request.

    proxy v1 event --EdgeApp--> EdgeRequest --view--> EdgeAnswer --> proxy v1 answer

Chalice keeps the current request on the app object. On one machine many threads run one app, so
here it lives in a context variable, and every invocation has a handler of its own (local-runtime
5.5). Trap: ``*/*`` must stay out of Chalice's ``binary_types``; bodies arrive as bytes without it.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final

from chalice.app import Chalice, Request, Response, RestAPIEventHandler

from shared.http.client_address import client_address
from shared.http.exchange import EdgeRequest, answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.http.exchange import ShowError, View

ANY_CONTENT_TYPE: Final[list[str]] = []  # SDKs send JSON as text/plain, as a form, compressed

_current: Final[ContextVar[Request]] = ContextVar("edge_request")


class EdgeApp(Chalice):
    """A Chalice app that any number of threads may call at once."""

    def __init__(self, name: str) -> None:
        """Leave logging to the process: Lambda, or the host of one machine, configures it."""
        super().__init__(app_name=name, configure_logs=False)

    def __call__(self, event: dict[str, Any], context: object) -> dict[str, Any]:
        """Answer one proxy v1 event; this is the Lambda handler."""
        event = _without_trailing_slash(event)
        handler = RestAPIEventHandler(self.routes, self.api, self.log, self.debug)
        handler.current_request = Request(event, context)
        token = _current.set(handler.current_request)
        try:
            answered: dict[str, Any] = handler(event, context)
        finally:
            _current.reset(token)
        return answered


def edge_route(app: EdgeApp, path: str, *methods: str, view: View, show_error: ShowError) -> None:
    """Route ``path`` (without trailing slash) to ``view``, and answer its preflights."""

    def run(**_path_parameters: str) -> Response:
        answered = answer(_read_request(_current.get()), view, show_error)
        return Response(
            answered.body,
            status_code=answered.status,
            headers={"Content-Type": answered.content_type, **answered.headers},
        )

    route = app.route(
        path, methods=[*methods, "OPTIONS"], content_types=ANY_CONTENT_TYPE, name=path
    )
    route(run)


def _without_trailing_slash(event: dict[str, Any]) -> dict[str, Any]:
    context: Mapping[str, Any] = event["requestContext"]
    resource: str = context["resourcePath"]
    if not resource.endswith("/"):
        return event
    return {**event, "requestContext": {**context, "resourcePath": resource.rstrip("/")}}


def _read_request(request: Request) -> EdgeRequest:
    headers = {name.lower(): _clean(value) for name, value in request.headers.items()}
    body = request.raw_body
    identity: Mapping[str, str] = request.context.get("identity") or {}
    return EdgeRequest(
        method=request.method,
        path=request.path,
        path_parameters=request.uri_params or {},
        query={_clean(k): _clean(value) for k, value in (request.query_params or {}).items()},
        headers=headers,
        body=body if isinstance(body, bytes) else body.encode(),
        ip=client_address(headers, identity.get("sourceIp") or ""),
    )


def _clean(text: str) -> str:
    """Return ``text`` with U+FFFD for what no message can carry: half pairs and noncharacters."""
    if text.isascii():
        return text
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
