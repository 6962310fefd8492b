"""The decoder reads every encoding of sdk-protocol 2.2, and refuses the rest in words."""

from __future__ import annotations

import gzip
import zlib
from base64 import b64encode, urlsafe_b64encode
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, Final
from urllib.parse import quote, quote_plus

import orjson
import pytest
import zstandard

from shared.errors import InvalidRequestError, TooLargeError
from shared.http.body import FORM_CONTENT_TYPE, MAX_BODY_BYTES, decode_body, decode_request
from shared.http.exchange import EdgeRequest
from tests.fixtures.sdk_bodies.load import EVENT_PATHS, SdkRequest, recorded

brotli: Final[Any] = import_module("brotli")  # it has no types
VALUE: Final = {
    "event": "a~~~???ü",
    "n": 1,
    "properties": {"token": "phc_a", "url": "/?data=1", "list": [1, None]},
}
JSON: Final = orjson.dumps(VALUE)
BASE64: Final = b64encode(JSON)
RAW_DEFLATE: Final = zlib.compress(JSON, wbits=-15)


def test_the_sample_tells_the_alphabets_apart() -> None:
    assert set(b"+/") <= set(BASE64)


def decode(
    body: bytes, content_type: str = "text/plain", encoding: str = "", **query: str
) -> object:
    """Return the value of a body."""
    return decode_body(
        body, content_type=content_type, content_encoding=encoding, query=query
    ).value


@pytest.mark.parametrize(
    ("body", "content_type", "encoding", "query"),
    [
        pytest.param(JSON, "application/json", "", {}, id="plain"),
        pytest.param(gzip.compress(JSON), "text/plain", "", {}, id="gzip-undeclared"),
        pytest.param(gzip.compress(JSON), "application/json", "gzip", {}, id="gzip-declared"),
        pytest.param(gzip.compress(JSON), "", "br", {}, id="gzip-declared-as-another"),
        pytest.param(JSON, "application/json", "gzip", {}, id="gzip-declared-of-plain-text"),
        pytest.param(gzip.compress(JSON), "", "", {"compression": "gzip-js"}, id="gzip-js"),
        pytest.param(gzip.compress(JSON[:9]) + gzip.compress(JSON[9:]), "", "", {}, id="members"),
        pytest.param(gzip.compress(JSON) + b"\0\0", "", "", {}, id="gzip-padded"),
        pytest.param(zlib.compress(JSON), "", "deflate", {}, id="deflate"),
        pytest.param(RAW_DEFLATE, "", "deflate", {}, id="deflate-without-header"),
        pytest.param(brotli.compress(JSON), "", "br", {}, id="brotli"),
        pytest.param(zstandard.compress(JSON), "", "ZSTD", {}, id="zstd"),
        pytest.param(JSON, "", "unheard-of", {}, id="unknown-encoding"),
        pytest.param(BASE64, "text/plain", "", {}, id="base64"),
        pytest.param(BASE64.rstrip(b"="), "", "", {"compression": "base64"}, id="base64-unpadded"),
        pytest.param(urlsafe_b64encode(JSON), "", "", {}, id="base64-url-safe"),
        pytest.param(b64encode(gzip.compress(JSON)), "", "", {}, id="gzip-in-base64"),
        pytest.param(b"data=" + quote_plus(BASE64).encode(), FORM_CONTENT_TYPE, "", {}, id="form"),
        pytest.param(b"data=" + BASE64, FORM_CONTENT_TYPE, "", {}, id="form-plus-unescaped"),
        pytest.param(
            b"ver=1&data=" + quote_plus(JSON).encode(),
            FORM_CONTENT_TYPE + "; charset=utf-8",
            "",
            {},
            id="form-of-json",
        ),
        pytest.param(b"data=" + quote(BASE64).encode(), "text/plain", "", {}, id="form-undeclared"),
        pytest.param(JSON, FORM_CONTENT_TYPE, "", {}, id="json-declared-as-form"),
        pytest.param(b"\n " + JSON, FORM_CONTENT_TYPE, "", {}, id="json-in-a-form-after-a-line"),
        pytest.param(
            gzip.compress(b"data=" + quote(BASE64).encode()),
            FORM_CONTENT_TYPE,
            "gzip",
            {},
            id="form-in-gzip",
        ),
        pytest.param(b"", "", "", {"data": JSON.decode()}, id="query"),
        pytest.param(b"", "", "", {"data": BASE64.decode().replace("+", " ")}, id="query-base64"),
        pytest.param(b"\xef\xbb\xbf" + JSON, "", "", {}, id="byte-order-mark"),
    ],
)
def test_every_encoding_gives_the_same_value(
    body: bytes, content_type: str, encoding: str, query: dict[str, str]
) -> None:
    assert decode(body, content_type, encoding, **query) == VALUE


def test_the_oldest_compression_is_read() -> None:
    body = "N4IgpgbmB2AuIC4QEMQBoTWQWzIkg1M6C8G4AB7AlyAL5A=="
    assert decode(body.encode(), compression="lz64") == {"event": "a", "name": "猫😀é"}


@pytest.mark.parametrize("request_", recorded(*EVENT_PATHS, "/s/"), ids=lambda found: found.name)
def test_what_real_sdks_send_is_read(request_: SdkRequest) -> None:
    decoded = decode_body(
        request_.body,
        content_type=request_.headers.get("content-type", ""),
        content_encoding=request_.headers.get("content-encoding", ""),
        query=request_.query,
    )
    assert isinstance(decoded.value, dict | list)


@pytest.mark.parametrize(
    ("body", "encoding", "code"),
    [
        pytest.param(b"", "", "empty_body", id="nothing"),
        pytest.param(b" \n", "", "empty_body", id="blank"),
        pytest.param(gzip.compress(b""), "", "empty_body", id="nothing-in-gzip"),
        pytest.param(gzip.compress(JSON)[:-9], "", "invalid_compression", id="cut-gzip"),
        pytest.param(b"\x1f\x8b\x08garbage", "", "invalid_compression", id="broken-gzip"),
        pytest.param(gzip.compress(b"") * 17, "", "invalid_compression", id="many-members"),
        pytest.param(b"not deflate", "deflate", "invalid_compression", id="broken-deflate"),
        pytest.param(b"not brotli", "br", "invalid_compression", id="broken-brotli"),
        pytest.param(brotli.compress(JSON)[:-4], "br", "invalid_compression", id="cut-brotli"),
        pytest.param(b"not zstd", "zstd", "invalid_compression", id="broken-zstd"),
        pytest.param(zstandard.compress(JSON)[:-4], "zstd", "invalid_compression", id="cut-zstd"),
        pytest.param(b"{", "", "invalid_json", id="cut-json"),
        pytest.param(b"\xff\xfe\xfd", "", "invalid_json", id="no-text"),
        pytest.param(b64encode(b"no json"), "", "invalid_json", id="base64-of-no-json"),
        pytest.param(b"&".join([b"data=1"] * 101), "", "invalid_form", id="many-fields"),
    ],
)
def test_an_unreadable_body_is_refused_with_its_reason(
    body: bytes, encoding: str, code: str
) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        decode(body, encoding=encoding)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        pytest.param(gzip.compress(b" " * 30_000_000, 9), "", id="gzip"),
        pytest.param(gzip.compress(b" " * 3_000_000, 9) * 9, "", id="gzip-members"),
        pytest.param(zlib.compress(b" " * 30_000_000, 9), "deflate", id="deflate"),
        pytest.param(brotli.compress(b" " * 30_000_000, quality=5), "br", id="brotli"),
        pytest.param(zstandard.compress(b" " * 30_000_000), "zstd", id="zstd"),
    ],
)
def test_a_body_that_grows_too_large_is_refused(body: bytes, encoding: str) -> None:
    assert len(body) < 100_000
    with pytest.raises(TooLargeError):
        decode(body, encoding=encoding)


@pytest.mark.parametrize(
    ("query", "sent_at"),
    [
        pytest.param(
            {"_": "1795365011967"}, datetime(2026, 11, 22, 16, 30, 11, 967000, UTC), id="underscore"
        ),
        pytest.param(
            {"sent_at": "1795365011000"}, datetime(2026, 11, 22, 16, 30, 11, tzinfo=UTC), id="name"
        ),
        pytest.param({"_": "1600000000000"}, None, id="too-old"),
        pytest.param({"_": "soon"}, None, id="no-number"),
        pytest.param({"_": "9" * 400}, None, id="infinite"),
        pytest.param({"_": "1e20"}, None, id="out-of-range"),
        pytest.param({}, None, id="absent"),
    ],
)
def test_the_query_may_say_when_the_request_was_sent(
    query: dict[str, str], sent_at: datetime | None
) -> None:
    decoded = decode_body(JSON, content_type="", content_encoding="", query=query)
    assert decoded.sent_at == sent_at


def test_a_form_may_say_when_it_was_sent() -> None:
    form = b"data=" + quote(BASE64).encode() + b"&sent_at=1795365011000"
    decoded = decode_body(form, content_type=FORM_CONTENT_TYPE, content_encoding="", query={})
    assert decoded.sent_at == datetime(2026, 11, 22, 16, 30, 11, tzinfo=UTC)


def test_a_body_above_the_ceiling_is_refused_before_it_is_decoded() -> None:
    request = EdgeRequest(
        method="POST",
        path="/e",
        path_parameters={},
        query={},
        headers={},
        body=b"[" * (MAX_BODY_BYTES + 1),
        ip="",
    )
    with pytest.raises(TooLargeError):
        decode_request(request)
