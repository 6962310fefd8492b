from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shared.domain.property_definitions.detect import detect_type, detect_types

if TYPE_CHECKING:
    from shared.json import Json


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("plan", "pro", "String"),
        ("amount", 12.5, "Numeric"),
        ("amount", 12, "Numeric"),
        ("vip", True, "Boolean"),
        ("vip", "FALSE", "Boolean"),
        ("seen", "2026-01-31", "DateTime"),
        ("seen", "2026-01-31T23:59:59.123Z", "DateTime"),
        ("seen", "2026-01-31 23:59", "DateTime"),
        ("seen", "2026-13-01", "String"),
        ("version", "1.2.3", "String"),
        ("zip", "01234", "String"),
        ("created_at", 1_767_225_600, "DateTime"),
        ("event_time", 1_767_225_600_000, "DateTime"),
        ("time_on_page", 12, "Numeric"),
        ("order_number", 1_767_225_600, "Numeric"),
        ("utm_content", "2026-01-31", "String"),
        ("$feature/new-page", True, "String"),
        ("nothing", None, None),
        ("list", [1], None),
        ("object", {"a": 1}, None),
        ("huge", 10**300, "Numeric"),
        ("time_nan", float("inf"), "Numeric"),
    ],
)
def test_the_type_follows_from_the_value(name: str, value: Json, expected: str | None) -> None:
    assert detect_type(name, value) == expected


def test_what_is_no_property_is_no_definition() -> None:
    properties: dict[str, Json] = {"$set": {"a": 1}, "": 1, "n" * 401: 1, "plan": "pro"}
    assert list(detect_types(properties)) == [("plan", "String")]
