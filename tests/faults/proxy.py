"""Stands between a function and its AWS services, and stops one call: the moment to kill it.

    request --forward--> emulator --> answer
    the call that is waited for: --> held, before it is forwarded or before its answer is given
"""

from __future__ import annotations

import http.client
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

HELD_SECONDS: Final = 60.0
# Between two neighbours on the way, not to the one at the end.
OF_ONE_HOP: Final = frozenset({"connection", "transfer-encoding", "content-length", "expect"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One call of a service: its operation, and the bucket or queue that it names."""

    method: str
    path: str
    target: str
    body: bytes

    def is_send(self, queue: str) -> bool:
        """Whether it sends a message to the queue of that name."""
        return self.target.endswith(".SendMessage") and f"-{queue}".encode() in self.body

    def is_put(self, bucket: str) -> bool:
        """Whether it writes an object to the bucket of that name."""
        return self.method == "PUT" and f"-{bucket}/" in self.path

    def is_get(self, bucket: str) -> bool:
        """Whether it reads an object of the bucket of that name."""
        return self.method == "GET" and f"-{bucket}/" in self.path


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """Where a call is held. ``number`` counts the calls of that kind, from 1."""

    kind: str  # "send", "put" or "get"
    name: str
    is_done: bool  # forwarded first: the service has done what was asked
    number: int = 1

    def __str__(self) -> str:
        """Say it as the name of a test."""
        return f"{'after' if self.is_done else 'before'} {self.kind} {self.number} of {self.name}"

    def matches(self, call: Call) -> bool:
        """Whether the call is of the kind that is waited for."""
        kinds = {"send": call.is_send, "put": call.is_put, "get": call.is_get}
        return kinds[self.kind](self.name)


@dataclass(kw_only=True)
class Proxy:
    """A running proxy; ``reached`` is set once the point is."""

    endpoint: str
    target: str
    point: Point | None
    reached: Event = field(default_factory=Event)
    released: Event = field(default_factory=Event)
    seen: int = 0

    def is_held(self, call: Call) -> bool:
        """Whether this is the call that is waited for."""
        if self.point is None or not self.point.matches(call):
            return False
        self.seen += 1
        return self.seen == self.point.number

    def hold(self) -> None:
        """Keep the caller waiting until it is dead."""
        self.reached.set()
        self.released.wait(HELD_SECONDS)


@contextmanager
def proxy_to(target: str, point: Point | None) -> Iterator[Proxy]:
    """Yield a proxy to the emulator at ``target`` that holds the call at ``point``."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    running = Proxy(
        endpoint=f"http://127.0.0.1:{server.server_address[1]}", target=target, point=point
    )
    server.RequestHandlerClass = _handler(running)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield running
    finally:
        running.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(proxy: Proxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            call = Call(
                method=self.command,
                path=self.path,
                target=self.headers.get("X-Amz-Target", ""),
                body=body,
            )
            is_held = proxy.point is not None and proxy.is_held(call)
            if is_held and proxy.point is not None and not proxy.point.is_done:
                proxy.hold()
                return
            status, headers, answer = self._forward(body)
            if is_held:
                proxy.hold()
                return
            self.send_response_only(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            with suppress(ConnectionError):  # the caller is dead
                self.wfile.write(answer)

        def _forward(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
            connection = http.client.HTTPConnection(urlsplit(proxy.target).netloc, timeout=30)
            connection.request(self.command, self.path, body, _kept(self.headers.items()))
            answer = connection.getresponse()
            content = answer.read()
            connection.close()
            return answer.status, list(_kept(answer.getheaders()).items()), content

        def log_message(self, format: str, *args: object) -> None:  # the name is the library's
            """Say nothing."""

        do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = handle_any

    return Handler


def _kept(headers: object) -> dict[str, str]:
    return {}
