"""Keeps a message that can never be read, so that nothing accepted is thrown away unseen."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

import orjson

from shared.s3 import objects

if TYPE_CHECKING:
    from shared.errors import ProductError

BUCKET: Final = "quarantine"
PREFIX: Final = "v1/events/"


def quarantine(text: str, error: ProductError) -> str:
    """Store the message and why it was refused; return the key, which follows from the message."""
    body = text.encode(errors="replace")
    key = f"{PREFIX}{sha256(body).hexdigest()}.json"
    content = orjson.dumps({"code": error.code, "detail": error.detail, "message": body.decode()})
    objects.put(BUCKET, key, content, if_absent=True)
    return key
