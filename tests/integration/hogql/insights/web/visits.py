"""Visits of a site for tests: sessions with what happened in them, as ingestion writes them.

visit("ann", "2020-01-10 10:00", "/", "+30 /docs")  ->  events of one session
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from tests.integration.hogql.insights.events import GivenEvent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import JsonValue

SITE = "https://x.io"


def session_id(at: datetime, number: int) -> str:
    """The UUIDv7 that a browser makes at a time."""
    milliseconds = int(at.timestamp() * 1000)
    return str(UUID(int=(milliseconds << 80) | (7 << 76) | (2 << 62) | number))


def view(path: str, after: int = 0, **properties: "JsonValue") -> GivenEvent:
    """A page view, seconds after the start of its session."""
    address = {"$pathname": path, "$current_url": f"{SITE}{path}"}
    return did("$pageview", after, **{**address, **properties})


def did(name: str, after: int = 0, **properties: "JsonValue") -> GivenEvent:
    """Any event, seconds after the start of its session."""
    at = datetime.fromisoformat("1970-01-01T00:00:00+00:00") + timedelta(seconds=after)
    return GivenEvent(at=at, distinct_id="", name=name, properties=properties)


def visit(
    who: str,
    start: str,
    *events: GivenEvent,
    properties: "Mapping[str, JsonValue] | None" = None,
) -> list[GivenEvent]:
    """The events of a session that starts at a time, UTC."""
    at = datetime.fromisoformat(f"{start}+00:00")
    session = session_id(at, sum(map(ord, who)))
    return [
        replace(
            event,
            at=at + timedelta(seconds=event.at.timestamp()),
            distinct_id=who,
            properties={"$session_id": session, **(properties or {}), **event.properties},
        )
        for event in events
    ]
