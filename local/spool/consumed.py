"""Which spool entries an invocation consumed: those of its batch that it did not report as failed.

event Records[] + result batchItemFailures -> keys
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from local.spool.courier import KEY_ATTRIBUTE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def consumed_keys(event: object, result: object) -> Iterator[str]:
    """Return the keys of the messages that a finished invocation took care of.

    Source: AWS's rules for partial batch responses; a result without the list means success.
    """
    failed = _failed(result)
    for record in cast("Mapping[str, Any]", event)["Records"]:
        key = record.get("messageAttributes", {}).get(KEY_ATTRIBUTE, {}).get("stringValue")
        if key and record["messageId"] not in failed:
            yield key


def _failed(result: object) -> set[str]:
    rows = result.get("batchItemFailures") if isinstance(result, dict) else None
    return {row["itemIdentifier"] for row in rows or ()}
