"""What people send of themselves."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from shared.domain.users.models import UserChange


@pytest.mark.parametrize(
    "address", ["ada@example.com", "a.b+c@eu.example.co", "o'neil@example.test", "x_1@a-b.example"]
)
def test_an_address_that_clients_accept_is_accepted(address: str) -> None:
    assert UserChange(email=address).email == address


@pytest.mark.parametrize(
    "address",
    [
        *("", "ada", "ada@", "@example.com", "ada@example", "a b@example.com", ".a@example.com"),
        *("a..b@example.com", "ada@example.com\n", "ada@-x.example", "ada@exam ple.com"),
        "a" * 250 + "@example.com",
    ],
)
def test_any_other_address_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        UserChange(email=address)
