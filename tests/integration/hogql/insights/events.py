"""Events for tests of insights, written straight into the table as ingestion writes them.

    2020-01-09 12:00:00 u2 $pageview $browser=Firefox prop=20
        ->  GivenEvent(at, distinct_id, name, properties)  ->  a row of events

A value that is JSON is that value, any other text is itself; nothing after ``=`` is the empty text.
"""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from hogql.schema.hot import HOT_COLUMNS
from shared.ids import event_uuid, person_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from clickhouse_connect.driver.client import Client
    from pydantic import JsonValue

HOT = tuple(column.name for column in HOT_COLUMNS)
COLUMNS = (
    *("uuid", "team_id", "event", "timestamp", "distinct_id", "person_id"),
    *("session_id", "window_id", "properties", "groups", "elements_chain"),
    *HOT,
)
NOBODY = UUID(int=0)


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenEvent:
    """An event as a test tells it."""

    at: datetime
    distinct_id: str
    name: str
    properties: "Mapping[str, JsonValue]" = field(default_factory=dict)
    groups: "Mapping[str, str]" = field(default_factory=dict)


def read_events(text: str) -> tuple[GivenEvent, ...]:
    """Return the events of a block of lines."""
    return tuple(_read(line) for line in text.splitlines() if line.strip())


def insert_events(client: "Client", team_id: int, events: "Iterable[GivenEvent]") -> None:
    """Write the events of one team; every one has a uuid of its own."""
    rows = [_row(team_id, event, place) for place, event in enumerate(events)]
    if rows:
        client.insert("events", rows, column_names=COLUMNS)


def _read(line: str) -> GivenEvent:
    day, clock, distinct_id, name, *pairs = line.split(" ")
    properties = dict(pair.split("=", 1) for pair in pairs)
    return GivenEvent(
        at=datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=UTC),
        distinct_id=distinct_id,
        name=name,
        properties={key: _value(text) for key, text in properties.items()},
    )


def _value(text: str) -> "JsonValue":
    try:
        value: JsonValue = json.loads(text)
    except ValueError:
        return text
    return value


def _row(team_id: int, event: GivenEvent, place: int) -> list[object]:
    texts = {key: stored(value) for key, value in event.properties.items()}
    session = texts.pop("$session_id", None)
    chain = texts.pop("$elements_chain", "")
    return [
        event_uuid(f"test {team_id}", place),
        team_id,
        event.name,
        event.at,
        event.distinct_id,
        person_id(team_id, event.distinct_id),
        UUID(session) if session else NOBODY,
        NOBODY,
        {key: text for key, text in texts.items() if key not in HOT},
        dict(event.groups),
        chain,
        *(texts.get(key, "") for key in HOT),
    ]


def stored(value: "JsonValue") -> str:
    """The text that a property is kept as."""
    return value if isinstance(value, str) else json.dumps(value)
