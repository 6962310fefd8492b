"""Reads multipart forms: parts by name, each as JSON or as text, whatever it says it is.

    bytes + boundary --read_multipart--> {name: value}

The standard library reads the headers of a part; finding the parts is one split at the boundary,
so that a body of a few megabytes costs time in proportion to its length whatever stands in it.
"""

from __future__ import annotations

from email.message import Message
from email.parser import BytesHeaderParser
from typing import TYPE_CHECKING, Final

from shared.errors import InvalidRequestError, TooLargeError
from shared.http.compression import MAX_EXPANDED_BYTES, expand
from shared.http.tolerant_json import parse_json

if TYPE_CHECKING:
    from shared.json import Json

CONTENT_TYPE: Final = "multipart/form-data"
MOST_PARTS: Final = 64
LARGEST_HEADERS: Final = 8 * 1024
LONGEST_BOUNDARY: Final = 70  # RFC 2046
_JSON: Final = "application/json"
_BLANK_LINE: Final = b"\r\n\r\n"


def is_multipart(content_type: str) -> bool:
    """Whether a body of this type is a form of several parts."""
    return content_type.partition(";")[0].strip().lower() == CONTENT_TYPE


def read_multipart(body: bytes, content_type: str) -> dict[str, Json]:
    """Return the parts by name; of two with one name the last.

    InvalidRequestError when it is no such form, TooLargeError when there are too many parts or they
    grow too large.
    """
    delimiter = b"\r\n--" + _boundary(content_type)
    pieces = (b"\r\n" + body).split(delimiter, MOST_PARTS + 2)
    if len(pieces) > MOST_PARTS + 2:
        raise TooLargeError(f"The form has more than {MOST_PARTS} parts.")
    if len(pieces) < 3 or not pieces[-1].startswith(b"--"):
        raise _broken()
    parts: dict[str, Json] = {}
    room = MAX_EXPANDED_BYTES
    for piece in pieces[1:-1]:
        name, content, is_json = _read_part(piece)
        room -= len(content)
        if room < 0:
            raise TooLargeError("The parts are too large once they are decompressed.")
        parts[name] = parse_json(content) if is_json else content.decode(errors="replace")
    return parts


def _boundary(content_type: str) -> bytes:
    header = Message()
    header["Content-Type"] = content_type.replace("\r", "").replace("\n", "")
    boundary = header.get_param("boundary", "")
    if not isinstance(boundary, str) or not 0 < len(boundary) <= LONGEST_BOUNDARY:
        raise _broken()
    return boundary.encode(errors="replace")


def _read_part(piece: bytes) -> tuple[str, bytes, bool]:
    """Return a part's name, its content, and whether it says to be JSON."""
    head, blank, content = piece.partition(_BLANK_LINE)
    if not blank or len(head) > LARGEST_HEADERS:
        raise _broken()
    headers = BytesHeaderParser().parsebytes(head.lstrip(b"\r\n") + _BLANK_LINE)
    name = headers.get_param("name", "", header="content-disposition")
    if not isinstance(name, str) or not name:
        raise _broken()
    encoding = str(headers.get("content-encoding", ""))
    return name, expand(content, encoding), headers.get_content_type() == _JSON


def _broken() -> InvalidRequestError:
    return InvalidRequestError("The multipart form could not be read.", code="invalid_form")
