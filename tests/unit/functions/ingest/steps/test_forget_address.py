"""A project that wants no addresses keeps none (sdk-protocol 4.1)."""

from __future__ import annotations

from functions.ingest.steps.forget_address import forget_address
from tests.unit.functions.ingest.steps.drafts import draft


def test_the_address_is_taken_out_where_none_is_wanted() -> None:
    taken = draft({"$ip": "198.51.100.1", "plan": "pro"}, anonymizes_ips=True)
    forget_address(taken)
    assert taken.properties == {"plan": "pro"}


def test_the_address_stays_elsewhere() -> None:
    taken = draft({"$ip": "198.51.100.1"})
    forget_address(taken)
    assert taken.properties == {"$ip": "198.51.100.1"}
