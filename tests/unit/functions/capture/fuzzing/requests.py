"""Requests around that JSON: every route, every encoding, headers that fit or lie, damage."""

from __future__ import annotations

import gzip
import json
import zlib
from base64 import b64encode, urlsafe_b64encode
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote_plus
from uuid import UUID

import zstandard

from functions.capture.app import app
from tests.fixtures.sdk_bodies.load import EVENT_PATHS, recorded
from tests.unit.functions.capture.fuzzing import values

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

brotli: Any = import_module("brotli")  # it has no types
PATHS: Final = tuple(sorted(app.routes))
BOUNDARY: Final = "b"
RECORDED: Final = tuple(recorded(*EVENT_PATHS))
ENCODERS: Final[tuple[tuple[str, Callable[[bytes], bytes]], ...]] = (
    ("", lambda body: body),
    ("gzip", lambda body: gzip.compress(body, 1)),
    ("deflate", lambda body: zlib.compress(body, 1)),
    ("deflate", lambda body: zlib.compress(body, 1)[2:-4]),
    ("br", lambda body: brotli.compress(body, quality=1)),
    ("zstd", lambda body: zstandard.ZstdCompressor(level=1).compress(body)),
    ("", b64encode),
    ("", urlsafe_b64encode),
    ("", lambda body: b64encode(gzip.compress(body, 1))),
    ("", lambda body: b"data=" + quote_plus(b64encode(body)).encode()),
    (
        "",
        lambda body: (
            b"compression=gzip&data=" + quote_plus(b64encode(gzip.compress(body))).encode()
        ),
    ),
    ("", lambda body: b"data=" + quote_plus(body).encode()),
    ("gzip", lambda body: gzip.compress(body[: len(body) // 2], 1) + gzip.compress(body, 1)),
)
HUGE: Final = (
    b" " * 4_500_000,
    gzip.compress(b" " * 25_000_000, 1),
    zstandard.ZstdCompressor(level=1).compress(b" " * 25_000_000),
    gzip.compress(b'{"api_key":"phc_plain","batch":[' + b"{}," * 1_000_000 + b"{}]}", 1),
    b"[" * 300_000,
)
TYPES: Final = (
    *("application/json", "text/plain", "application/x-www-form-urlencoded", "", "*/*"),
    *("application/json; charset=utf-8", "multipart/form-data", "application/x-protobuf", "\ud800"),
    f"multipart/form-data; boundary={BOUNDARY}",
)
ENCODINGS: Final = ("", "gzip", "deflate", "br", "zstd", "identity", "compress", "GZIP ", "\x00")
QUERIES: Final[tuple[tuple[str, str], ...]] = (
    *(("beacon", "1"), ("ip", "1"), ("ver", "1.300.0"), ("_", "1795365011967"), ("_", "nan")),
    *(("compression", "gzip-js"), ("compression", "base64"), ("compression", "lz64")),
    *(("sent_at", "9" * 400), ("token", "phc_plain"), ("token", "\udfff"), ("data", "")),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mutated:
    """One request of the generator."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


def next_request(random: Random) -> Mutated:
    """Return the next request of this source of chance."""
    path = random.choice(PATHS)
    headers = _headers(random)
    if random.random() < 0.2:
        found = random.choice(RECORDED)
        body, headers = found.body, {**headers, **found.headers}
    else:
        encoding, encode = random.choice(ENCODERS)
        body = _parts(random) if path == "/i/v0/ai" else encode(values.text(random))
        headers["Content-Encoding"] = encoding
    if random.random() < 0.15:
        headers["Content-Encoding"] = random.choice(ENCODINGS)
    query: dict[str, str] = dict(random.choice(QUERIES) for _ in range(random.randrange(3)))
    method = "GET" if random.random() < 0.1 else "POST"
    if method == "GET" or random.random() < 0.05:
        query["data"] = b64encode(values.text(random)).decode()
    return Mutated(
        method=method,
        path=path + random.choice(("", "/")),
        query=query,
        headers=headers,
        body=_damage(random, body),
    )


def _headers(random: Random) -> dict[str, str]:
    headers = {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {random.choice(values.TOKENS)}",
        "PostHog-Sdk-Info": "posthog-go/1.2.3",
        "PostHog-Attempt": "1",
        "PostHog-Request-Id": str(UUID(int=random.getrandbits(128))),
        "PostHog-Request-Timestamp": "2026-11-22T16:28:54Z",
        "User-Agent": "fuzz",
        "Origin": "https://shop.example",
        "X-Forwarded-For": "192.0.2.1, 198.51.100.1",
    }
    if random.random() < 0.3:
        headers["Content-Type"] = random.choice(TYPES)
    if random.random() < 0.1:
        headers[random.choice(tuple(headers))] = random.choice(values.TEXTS)
    return headers


def _parts(random: Random) -> bytes:
    written = b""
    for name in random.sample(("event", "event.properties", "event.properties.$ai_x", "x"), 3):
        content = json.dumps(values.event(random)).encode()
        kind = random.choice(("application/json", "text/plain"))
        head = f'Content-Disposition: form-data; name="{name}"\r\nContent-Type: {kind}'
        written += f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode() + content + b"\r\n"
    return written + f"--{BOUNDARY}--\r\n".encode()


def _damage(random: Random, content: bytes) -> bytes:
    """Return the bytes, in one case of five cut, doubled or with a few of them changed.

    One in a few thousand is too large, as it is or once it is unpacked.
    """
    if random.random() < 0.0005:
        return random.choice(HUGE)
    if random.random() < 0.8:
        return content
    body = bytearray(content)
    for _ in range(random.randrange(1, 4)):
        position = random.randrange(len(body) + 1)
        body[position : position + random.randrange(4)] = random.randbytes(random.randrange(4))
    if random.random() < 0.3:
        del body[random.randrange(len(body) + 1) :]
    return bytes(body * 2 if random.random() < 0.1 else body)
