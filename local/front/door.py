"""The public door of one machine: functions by the template's routes, else files.

    request -> Match -> event -> handler -> answer
            -> a path of the API, but no such verb -> 403
            -> no match -> file of the SDK or the dashboard, else 404

Until everything is up it answers 503 and names the part that is not (architecture 11).
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import orjson

from local.front.answer import json_answer, to_answer
from local.front.event import Request, to_event
from local.host.asgi import read_body, send_answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local.front.answer import Answer
    from local.front.files import Files
    from local.front.gateway import Gateway
    from local.front.routes import Match, Routes
    from local.host.asgi import Receive, Scope, Send
    from local.host.invoker import Invoker
    from local.host.threads import Threads

MOST_BYTES: Final = 10 * 1024 * 1024  # API Gateway's own ceiling (aws 1.1)
_TOO_LONG: Final = {"message": "Request Too Long"}
_NO_SUCH_METHOD: Final = {"message": "Missing Authentication Token"}  # as API Gateway says it
_FAILED: Final = {"message": "Internal server error"}
_READS: Final = ("GET", "HEAD")
logger: Final = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Behind:
    """What the open door leads to. ``threads`` are those in which each function runs, by name."""

    routes: Routes
    gateway: Gateway
    files: Files
    invoker: Invoker
    threads: Mapping[str, Threads]


class FrontDoor:
    """An ASGI application; ``waiting_for`` are the parts it names until ``open`` is called."""

    def __init__(self) -> None:
        """Begin closed."""
        self.waiting_for: Final[list[str]] = []
        self._behind: Behind | None = None

    def open(self, behind: Behind) -> None:
        """Answer requests from now on."""
        self._behind = behind

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        request = _read(scope, await read_body(receive))
        answer = await self._answer(request)
        body = b"" if request.method == "HEAD" else answer.body
        await send_answer(send, answer.status, answer.headers, body)

    async def _answer(self, request: Request) -> Answer:
        behind = self._behind
        if behind is None:
            return self._not_yet(request)
        if len(request.body) > MOST_BYTES:
            return json_answer(413, _TOO_LONG, behind.gateway.headers(request))
        match = behind.routes.match(request.method, request.path)
        if match is not None:
            threads = behind.threads[match.function]
            return await threads.run(_invoke, behind, request, match)
        if behind.routes.has_resource(request.path):
            return json_answer(403, _NO_SUCH_METHOD, behind.gateway.headers(request))
        if request.method in _READS:
            found = await asyncio.to_thread(behind.files.find, request.path)
            if found is not None:
                return found
        return json_answer(404, {"message": "Not found"}, behind.gateway.headers(request))

    def _not_yet(self, request: Request) -> Answer:
        if request.path.rstrip("/") == "/_livez":
            return json_answer(200, {"status": "ok"})
        value = {"status": "starting", "waiting_for": self.waiting_for}
        return json_answer(503, value, {"retry-after": "1"})


def _invoke(behind: Behind, request: Request, match: Match) -> Answer:
    event: Any = orjson.loads(orjson.dumps(to_event(request, match)))
    try:
        return to_answer(behind.invoker.invoke(match.function, event))
    except Exception:  # what a handler raises is one failed request
        logger.exception("handler failed", extra={"function": match.function})
        return json_answer(502, _FAILED, behind.gateway.headers(request))


def _read(scope: Scope, body: bytes) -> Request:
    client = scope.get("client")
    return Request(
        method=scope["method"],
        path=scope["raw_path"].decode("latin-1"),
        query=scope["query_string"].decode("latin-1"),
        headers=tuple((n.decode("latin-1"), v.decode("latin-1")) for n, v in scope["headers"]),
        body=body,
        peer=client[0] if client else "127.0.0.1",
    )
