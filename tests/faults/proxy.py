"""Stands between a function and its AWS services, and stops one call: the moment to kill it.

request --forward--> emulator --> answer
the call that is waited for: --> held, before it is forwarded or before its answer is given
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HELD_SECONDS: Final = 60.0
# Between two neighbours on the way, not to the one at the end.
OF_ONE_HOP: Final = frozenset(
    {"connection", "transfer-encoding", "content-length", "expect", "content-encoding"}
)


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

    target: str
    point: Point | None
    endpoint: str = ""
    reached: Event = field(default_factory=Event)
    released: Event = field(default_factory=Event)
    seen: int = 0

    def is_held(self, call: Call) -> bool:
        """Whether this is the call that is waited for."""
        if self.point is None or not self.point.matches(call):
            return False
        self.seen += 1
        return self.seen == self.point.number

    @property
    def is_forwarded_first(self) -> bool:
        """Whether the held call is done by the service before its caller waits."""
        return self.point is not None and self.point.is_done

    def hold(self) -> None:
        """Keep the caller waiting until it is dead."""
        self.reached.set()
        self.released.wait(HELD_SECONDS)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, proxy: Proxy) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.proxy = proxy
        proxy.endpoint = f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def pass_on(self) -> None:
        assert isinstance(self.server, _Server)
        proxy = self.server.proxy
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        target = self.headers.get("X-Amz-Target", "")
        is_held = proxy.is_held(Call(method=self.command, path=self.path, target=target, body=body))
        if is_held and not proxy.is_forwarded_first:
            proxy.hold()
            return
        answer = httpx.request(
            self.command,
            f"{proxy.target}{self.path}",
            content=body,
            headers=_passed(self.headers.items()),
            timeout=HELD_SECONDS,
            trust_env=False,
        )
        if is_held:
            proxy.hold()
            return
        with suppress(ConnectionError):  # the caller is dead
            self.send_response_only(answer.status_code)
            for name, value in _passed(answer.headers.items()):
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


for _verb in ("GET", "HEAD", "PUT", "POST", "DELETE"):
    setattr(_Handler, f"do_{_verb}", _Handler.pass_on)


def _passed(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name.lower() not in OF_ONE_HOP]


@contextmanager
def proxy_to(target: str, point: Point | None) -> Iterator[Proxy]:
    """Yield a proxy to the emulator at ``target`` that holds the call at ``point``."""
    proxy = Proxy(target=target, point=point)
    server = _Server(proxy)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
