"""Fills in browser, system and device where the SDK did not, and marks what bots sent.

The user agent is the event's own, else that of a browser's request: a server's says nothing of the
person (sdk-protocol 4.11).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from shared.domain.user_agents.parse import parse

if TYPE_CHECKING:
    from functions.ingest.draft import Draft

_OF_BROWSERS: Final = "Mozilla/"
_ENOUGH: Final = "$browser"


def parse_user_agent(draft: Draft) -> None:
    """Fill in what the user agent tells and the event does not."""
    properties = draft.properties
    sent = properties.get("$raw_user_agent")
    agent = sent if isinstance(sent, str) else draft.arrival.user_agent
    if not agent or (sent is None and not agent.startswith(_OF_BROWSERS)):
        return
    found = parse(agent)
    if _ENOUGH in properties and _ENOUGH in found:
        return
    for name, value in found.items():
        if properties.get(name) is None:
            properties[name] = value
