"""Undoes what SDKs do to make bodies smaller, and never writes more than a fixed number of bytes.

    compressed bytes --expand--> bytes, at most MAX_EXPANDED_BYTES

Brotli and zstandard are imported when a body first asks for them: most SDKs use gzip, and the
functions of the SDK edge start in milliseconds.
"""

from __future__ import annotations

import zlib
from importlib import import_module
from typing import Any, Final

from shared.errors import InvalidRequestError, TooLargeError

MAX_EXPANDED_BYTES: Final = 20 * 1024 * 1024
GZIP_MAGIC: Final = b"\x1f\x8b\x08"
MAX_GZIP_MEMBERS: Final = 16
_GZIP_WINDOW: Final = 31
_ZLIB_WINDOW: Final = 15
_RAW_WINDOW: Final = -15
_MAX_ZSTD_WINDOW: Final = 1 << 27
_ZSTD_SLICE: Final = 256  # four bytes can stand for a block of 128 KiB


def expand(data: bytes, content_encoding: str) -> bytes:
    """Return ``data`` without its content encoding; gzip is recognised by its first bytes.

    An encoding that is unknown, or gzip declared for bytes that are not, changes nothing: SDKs and
    the proxies between get this header wrong (sdk-protocol 1.2).
    """
    if data.startswith(GZIP_MAGIC):
        return _gunzip(data)
    match content_encoding.strip().lower():
        case "deflate":
            return _inflate(data)
        case "br":
            return _unbrotli(data)
        case "zstd":
            return _unzstd(data)
        case _:
            return data


def _gunzip(data: bytes) -> bytes:
    """Return the content of all members; bytes after the last one are ignored."""
    content = b""
    for _ in range(MAX_GZIP_MEMBERS):
        content, data = _inflate_stream(data, _GZIP_WINDOW, before=content)
        if not data.startswith(GZIP_MAGIC):
            return content
    raise InvalidRequestError("The gzip body has too many members.", code="invalid_compression")


def _inflate(data: bytes) -> bytes:
    """Return the content of a deflate body, which some clients send without zlib's header."""
    has_zlib_header = len(data) > 1 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
    window = _ZLIB_WINDOW if has_zlib_header else _RAW_WINDOW
    return _inflate_stream(data, window, before=b"")[0]


def _inflate_stream(data: bytes, window: int, *, before: bytes) -> tuple[bytes, bytes]:
    """Return ``before`` with the first stream of ``data`` appended, and the bytes after it."""
    stream = zlib.decompressobj(wbits=window)
    try:
        content = before + stream.decompress(data, MAX_EXPANDED_BYTES + 1 - len(before))
    except zlib.error as error:
        raise _broken() from error
    _check_size(content)
    if not stream.eof:
        raise _broken()
    return content, stream.unused_data


def _unbrotli(data: bytes) -> bytes:
    brotli: Any = import_module("brotli")
    stream = brotli.Decompressor()
    try:
        content: bytes = stream.process(data, output_buffer_limit=MAX_EXPANDED_BYTES + 1)
    except brotli.error as error:
        raise _broken() from error
    _check_size(content)
    if not stream.is_finished():
        raise _broken()
    return content


def _unzstd(data: bytes) -> bytes:
    """Return the content of the first frame, fed in slices so that none can grow without limit."""
    zstandard: Any = import_module("zstandard")
    stream = zstandard.ZstdDecompressor(max_window_size=_MAX_ZSTD_WINDOW).decompressobj()
    content = bytearray()
    try:
        for start in range(0, len(data), _ZSTD_SLICE):
            content += stream.decompress(data[start : start + _ZSTD_SLICE])
            _check_size(content)
            if stream.eof:
                return bytes(content)
    except zstandard.ZstdError as error:
        raise _broken() from error
    raise _broken()


def _check_size(content: bytes | bytearray) -> None:
    if len(content) > MAX_EXPANDED_BYTES:
        raise TooLargeError(
            f"The request is larger than {MAX_EXPANDED_BYTES} bytes once it is decompressed."
        )


def _broken() -> InvalidRequestError:
    return InvalidRequestError("The body could not be decompressed.", code="invalid_compression")
