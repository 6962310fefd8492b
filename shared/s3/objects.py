"""Objects in our buckets, named by topology name; the only code that calls S3 with bytes.

``put(..., if_absent=True)`` is how a content-addressed object is written: whoever comes second
learns that the same bytes are already there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from shared import aws, settings
from shared.errors import NotFoundError, TemporarilyUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator

_ABSENT: Final = 404
_PRESENT: Final = 412


def put(bucket: str, key: str, content: bytes, *, if_absent: bool = False) -> bool:
    """Write an object; False when ``if_absent`` and the key exists (it is left as it is).

    TemporarilyUnavailableError when S3 did not store it.
    """
    name = settings.current().buckets[bucket]
    condition: dict[str, Any] = {"IfNoneMatch": "*"} if if_absent else {}
    try:
        aws.s3().put_object(Bucket=name, Key=key, Body=content, **condition)
    except aws.failures() as error:
        if if_absent and aws.failure_status(error) == _PRESENT:
            return False
        raise TemporarilyUnavailableError(f"The bucket {bucket} took no object.") from error
    return True


def get(bucket: str, key: str) -> bytes:
    """Return the bytes of an object; NotFoundError when there is none.

    TemporarilyUnavailableError when S3 did not answer.
    """
    name = settings.current().buckets[bucket]
    try:
        return aws.s3().get_object(Bucket=name, Key=key)["Body"].read()
    except aws.failures() as error:
        if aws.failure_status(error) == _ABSENT:
            raise NotFoundError(f"The bucket {bucket} has no such object.") from error
        raise TemporarilyUnavailableError(f"The bucket {bucket} gave no object.") from error


def delete(bucket: str, key: str) -> None:
    """Delete an object, if it is there; TemporarilyUnavailableError when S3 did not."""
    name = settings.current().buckets[bucket]
    try:
        aws.s3().delete_object(Bucket=name, Key=key)
    except aws.failures() as error:
        raise TemporarilyUnavailableError(f"The bucket {bucket} deleted no object.") from error


def list_keys(bucket: str, prefix: str, start_after: str | None = None) -> Iterator[str]:
    """Yield the keys that begin with ``prefix`` in order, those after ``start_after`` if given."""
    pages = aws.s3().get_paginator("list_objects_v2")
    name = settings.current().buckets[bucket]
    for page in pages.paginate(Bucket=name, Prefix=prefix, StartAfter=start_after or ""):
        for row in page.get("Contents", ()):
            yield row.get("Key", "")
