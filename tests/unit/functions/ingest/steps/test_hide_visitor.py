"""Events of visitors without cookies (sdk-protocol 4.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from functions.ingest.dropped import Refusal
from functions.ingest.steps.hide_visitor import hide_visitor
from tests.unit.functions.ingest.steps.drafts import draft

if TYPE_CHECKING:
    from functions.ingest.draft import Draft
    from shared.json import Json

SENT: dict[str, Json] = {
    "$cookieless_mode": True,
    "$ip": "198.51.100.4",
    "$raw_user_agent": "Firefox/140.0",
    "$host": "shop.example.co.uk",
    "$cookieless_extra": "",
    "$timezone": "Europe/Berlin",
    "plan": "pro",
}


def taken(properties: dict[str, Json], name: str = "viewed", **arrival: Any) -> Draft:
    known = {"is_cookieless": True, "salts": {"1970-01-01": bytes(16)}}
    return draft(dict(properties), name=name, **{**known, **arrival})


def test_the_visitor_gets_an_identity_and_what_it_is_made_of_goes() -> None:
    event = taken(SENT)
    assert hide_visitor(event) is None
    assert event.distinct_id.startswith("cookieless_")
    session, device = (event.properties.pop(name) for name in ("$session_id", "$device_id"))
    assert device == event.distinct_id.replace("cookieless_", "cookielessd_")
    assert str(session)[14] == "7"
    assert event.properties == {
        "$cookieless_mode": True,
        "$host": "shop.example.co.uk",
        "$timezone": "Europe/Berlin",
        "plan": "pro",
    }


def test_what_the_event_does_not_say_its_request_does() -> None:
    bare = {**SENT, "$ip": None, "$raw_user_agent": None}
    said, unsaid = taken(SENT), taken(bare, ip="198.51.100.4", user_agent="Firefox/140.0")
    assert hide_visitor(said) is hide_visitor(unsaid) is None
    assert said.distinct_id == unsaid.distinct_id


def test_a_user_agent_is_not_kept_by_way_of_the_person_either() -> None:
    sent = {"$raw_user_agent": "Firefox/140.0", "plan": "pro"}
    once = {"$initial_raw_user_agent": "Firefox/140.0"}
    event = taken({**SENT, "$set": sent, "$set_once": once})
    assert hide_visitor(event) is None
    assert event.properties["$set"] == {"plan": "pro"}
    assert event.properties["$set_once"] == {}
    assert "$raw_user_agent" in sent


@pytest.mark.parametrize(
    ("changed", "arrival", "reason"),
    [
        ({}, {"is_cookieless": False}, Refusal.COOKIELESS_OFF),
        ({"$raw_user_agent": ""}, {}, Refusal.COOKIELESS_AGENT),
        ({"$ip": ""}, {"ip": ""}, Refusal.COOKIELESS_ADDRESS),
        ({"$host": None}, {}, Refusal.COOKIELESS_HOST),
        ({}, {"salts": {}}, Refusal.COOKIELESS_DAY),
    ],
)
def test_an_event_without_an_identity_is_refused(
    changed: dict[str, Json], arrival: dict[str, Any], reason: Refusal
) -> None:
    assert hide_visitor(taken({**SENT, **changed}, **arrival)) is reason


@pytest.mark.parametrize("name", ["$identify", "$create_alias", "$merge_dangerously"])
def test_nobody_can_be_identified(name: str) -> None:
    assert hide_visitor(taken(SENT, name)) is Refusal.COOKIELESS_EVENT


def test_other_events_are_left_alone() -> None:
    event = taken({**SENT, "$cookieless_mode": False}, is_cookieless=False)
    assert hide_visitor(event) is None
    assert event.distinct_id == "ann"
