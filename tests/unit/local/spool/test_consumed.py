from __future__ import annotations

from typing import Any

from local.spool.consumed import consumed_keys


def batch(**keys: str | None) -> dict[str, Any]:
    return {
        "Records": [
            {
                "messageId": message,
                "messageAttributes": {}
                if key is None
                else {"spool_key": {"stringValue": key, "dataType": "String"}},
            }
            for message, key in keys.items()
        ]
    }


def test_all_messages_of_a_batch_without_failures_are_consumed() -> None:
    event = batch(a="1-0", b="1-1")
    assert list(consumed_keys(event, {"batchItemFailures": []})) == ["1-0", "1-1"]
    assert list(consumed_keys(event, None)) == ["1-0", "1-1"]


def test_a_message_that_failed_stays() -> None:
    failures = {"batchItemFailures": [{"itemIdentifier": "a"}]}
    assert list(consumed_keys(batch(a="1-0", b="1-1"), failures)) == ["1-1"]


def test_a_message_that_was_not_spooled_has_no_key() -> None:
    assert list(consumed_keys(batch(a=None, b="1-1"), None)) == ["1-1"]
