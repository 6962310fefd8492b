"""The client's address is found behind the proxies that name it (sdk-protocol 2.5)."""

from __future__ import annotations

import pytest

from shared.http.client_address import client_address

PEER = "198.51.100.7"


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        pytest.param({}, PEER, id="peer"),
        pytest.param({"x-forwarded-for": "203.0.113.5"}, "203.0.113.5", id="forwarded"),
        pytest.param(
            {"x-forwarded-for": "203.0.113.5, 10.0.0.1, 10.0.0.2"}, "203.0.113.5", id="left-most"
        ),
        pytest.param({"x-forwarded-for": "203.0.113.5:8080"}, "203.0.113.5", id="port"),
        pytest.param({"x-forwarded-for": "[2001:db8::1]:8080"}, "2001:db8::1", id="brackets-port"),
        pytest.param({"x-forwarded-for": "[2001:db8::1]"}, "2001:db8::1", id="brackets"),
        pytest.param({"x-forwarded-for": "2001:DB8:0::1"}, "2001:db8::1", id="ipv6"),
        pytest.param({"x-forwarded-for": "unknown"}, PEER, id="no-address"),
        pytest.param({"x-forwarded-for": ""}, PEER, id="empty"),
        pytest.param(
            {"cloudfront-viewer-address": "203.0.113.6:46532", "x-forwarded-for": "203.0.113.5"},
            "203.0.113.6",
            id="cloudfront",
        ),
        pytest.param(
            {"cloudfront-viewer-address": "2001:db8::2:46532"}, "2001:db8::2", id="cloudfront-ipv6"
        ),
    ],
)
def test_the_client_is_found(headers: dict[str, str], address: str) -> None:
    assert client_address(headers, PEER) == address


def test_nothing_is_made_up() -> None:
    assert client_address({"x-forwarded-for": "'; drop"}, "") == ""
