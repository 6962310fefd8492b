"""Which address an event carries (sdk-protocol 4.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from functions.ingest.steps.locate_ip import locate_ip
from tests.unit.functions.ingest.steps.drafts import draft

if TYPE_CHECKING:
    from shared.json import Json


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        pytest.param({}, "203.0.113.7", id="that of the request"),
        pytest.param({"$ip": "198.51.100.1"}, "198.51.100.1", id="its own"),
        pytest.param({"$ip": None}, "203.0.113.7", id="its own is empty"),
        pytest.param({"capture_internal": True}, "127.0.0.1", id="sent by ourselves"),
    ],
)
def test_an_event_has_the_address(properties: dict[str, Json], expected: str) -> None:
    taken = draft(dict(properties))
    locate_ip(taken)
    assert taken.properties["$ip"] == expected


def test_an_unknown_address_is_left_out() -> None:
    taken = draft(ip="")
    locate_ip(taken)
    assert taken.properties == {}
