"""The registered domain of a host (sdk-protocol 4.9)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.cookieless.domains import root_domain


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("shop.example.com", "example.com"),
        ("https://shop.example.co.uk/cart?x=1#y", "example.co.uk"),
        ("shop.example.co.uk:8080", "example.co.uk:8080"),
        ("https://ann:secret@example.com", "example.com"),
        ("localhost", "127.0.0.1"),
        ("http://localhost:3000", "127.0.0.1:3000"),
        ("192.0.2.4:5000", "192.0.2.4:5000"),
        ("2001:0db8:0000:0000:0000:8a2e:0370:7334", "[2001:db8::8a2e:370:7334]"),
        ("http://[2001:0db8::8a2e:0370:7334]:8080", "[2001:db8::8a2e:370:7334]:8080"),
        ("::1", "[::1]"),
        ("", ""),
        ("intranet", "intranet"),
        ("http://example.com:99999", "http://example.com:99999"),
    ],
)
def test_a_host_has_the_root_domain(host: str, expected: str) -> None:
    assert root_domain(host) == expected


@given(st.text())
def test_any_text_has_one(host: str) -> None:
    assert isinstance(root_domain(host), str)
