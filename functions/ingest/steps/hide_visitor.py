"""Gives visitors without cookies an identity of one day, and takes out what it was made of.

Source: PostHog's stateless cookieless mode (sdk-protocol 4.9).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from functions.ingest.dropped import Refusal
from shared.domain.cookieless.identity import Visitor, identify

if TYPE_CHECKING:
    from collections.abc import Mapping

    from functions.ingest.draft import Draft
    from shared.json import Json

PROPERTIES: Final = frozenset({"$cookieless_mode"})
_UNSUPPORTED: Final = frozenset({"$identify", "$create_alias", "$merge_dangerously"})
_TELLING: Final = ("$ip", "$raw_user_agent", "$cookieless_extra", "$distinct_id", "distinct_id")


def hide_visitor(draft: Draft) -> Refusal | None:
    """Replace who sent the event, or refuse it: without an identity it would count as a person."""
    properties, arrival = draft.properties, draft.arrival
    if not properties.get("$cookieless_mode"):
        return None
    if not arrival.is_cookieless:
        return Refusal.COOKIELESS_OFF
    if draft.name in _UNSUPPORTED:
        return Refusal.COOKIELESS_EVENT
    visitor = _visitor(draft)
    if not isinstance(visitor, Visitor):
        return visitor
    identity = identify(
        visitor,
        at=draft.at,
        time_zones=(_text(properties, "$timezone"), arrival.timezone),
        salts=arrival.salts,
    )
    if identity is None:
        return Refusal.COOKIELESS_DAY
    draft.distinct_id = identity.distinct_id
    _forget(properties)
    properties["$device_id"] = identity.device_id
    properties["$session_id"] = identity.session_id
    return None


def _visitor(draft: Draft) -> Visitor | Refusal:
    properties, arrival = draft.properties, draft.arrival
    agent = _text(properties, "$raw_user_agent") or arrival.user_agent
    address = _text(properties, "$ip") or arrival.ip
    host = _text(properties, "$host")
    if not agent:
        return Refusal.COOKIELESS_AGENT
    if not address:
        return Refusal.COOKIELESS_ADDRESS
    if not host:
        return Refusal.COOKIELESS_HOST
    extra = _text(properties, "$cookieless_extra")
    return Visitor(arrival.team_id, address, host, agent, extra)


def _forget(properties: dict[str, Json]) -> None:
    for name in _TELLING:
        properties.pop(name, None)
    for writes, name in (("$set", "$raw_user_agent"), ("$set_once", "$initial_raw_user_agent")):
        written = properties.get(writes)
        if isinstance(written, dict) and name in written:
            properties[writes] = {key: value for key, value in written.items() if key != name}


def _text(properties: Mapping[str, Json], name: str) -> str:
    value = properties.get(name)
    return value if isinstance(value, str) else ""
