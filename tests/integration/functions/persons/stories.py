"""Random events as SDKs send them: few names, so that they meet, and few moments, so that they tie.

raw events --as they were sent--> Operations, which the oracle of persons takes
           --latest write of each key--> groups
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import orjson
from hypothesis import strategies as st

from shared.domain.persons.operations import Operation, operation_of

if TYPE_CHECKING:
    from collections.abc import Mapping

Event = dict[str, Any]
START: Final = datetime(2026, 11, 22, 12, tzinfo=UTC)
MOST: Final = 12
WRITTEN: Final = frozenset({"$set", "$set_once", "$unset"})
NAMES: Final = st.sampled_from(["ann", "ben", "cat", "dan", "guest", "'null'"])
KEYS: Final = st.sampled_from(["x", "y"])
VALUES: Final = st.sampled_from([1, "one", True, None, {"n": [1]}, "\0"])
WRITES: Final = st.dictionaries(KEYS, VALUES, max_size=2)
KINDS: Final = st.sampled_from(["company", "team", "\0"])
KEYS_OF_GROUPS: Final = st.sampled_from(["acme", "bolt"])
EVENTS: Final = st.sampled_from(
    [
        *("seen", "seen", "$set", "$identify", "$create_alias", "$merge_dangerously"),
        *("$groupidentify", "$exception"),
    ]
)


@st.composite
def _events(draw: st.DrawFn, uuid: UUID) -> Event:
    properties: dict[str, Any] = {
        "$set": draw(WRITES),
        "$set_once": draw(WRITES),
        "$unset": draw(st.lists(KEYS, max_size=1)),
        "$anon_distinct_id": draw(NAMES),
        "alias": draw(NAMES),
        "$group_type": draw(KINDS),
        "$group_key": draw(KEYS_OF_GROUPS),
        "$group_set": draw(WRITES),
        **draw(st.dictionaries(st.sampled_from(["$current_url", "utm_source"]), VALUES)),
    }
    if draw(st.booleans()):
        properties["$groups"] = draw(st.dictionaries(KINDS, KEYS_OF_GROUPS))
    name = draw(EVENTS)
    if name == "seen" and draw(st.booleans()):
        properties["$process_person_profile"] = False
    at = START + timedelta(milliseconds=draw(st.integers(0, 6)))
    return {
        "event": name,
        "distinct_id": draw(NAMES),
        "uuid": str(uuid),
        "timestamp": at.isoformat(),
        "properties": properties,
    }


@st.composite
def stories(draw: st.DrawFn) -> list[Event]:
    """Up to twelve events, each with a uuid of its own; which of two is the greater is open."""
    numbers = draw(st.lists(st.integers(0, 99), unique=True, max_size=MOST))
    return [draw(_events(UUID(int=number))) for number in numbers]


def operations_in(team_id: int, story: list[Event]) -> list[Operation]:
    """What the events do to persons."""
    found = [
        operation_of(
            team_id=team_id,
            distinct_id=event["distinct_id"],
            name=event["event"],
            at=moment_of(event),
            uuid=event["uuid"],
            properties=_said_of_person(event),
        )
        for event in story
        if event["properties"].get("$process_person_profile") is not False
    ]
    return [operation for operation in found if operation is not None]


def _said_of_person(event: Event) -> Event:
    """Return its properties; what a ``$groupidentify`` sets is not the person's."""
    properties: Event = event["properties"]
    if event["event"] != "$groupidentify":
        return properties
    return {key: value for key, value in properties.items() if key not in WRITTEN}


def groups_in(story: list[Event]) -> dict[tuple[str, str], Mapping[str, Any]]:
    """What the groups come to, word by word: of each key, the latest write."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for event in sorted(story, key=lambda event: (moment_of(event), event["uuid"])):
        properties = event["properties"]
        if event["event"] == "$groupidentify":
            name = (_stored(properties["$group_type"]), properties["$group_key"])
            values = {key: _value(value) for key, value in properties["$group_set"].items()}
            found.setdefault(name, {}).update(values)
    return dict(found)


def types_in(story: list[Event]) -> set[str]:
    """The types of groups that the events name."""
    operations = operations_in(1, story)
    named = {kind for item in operations for kind in item.group_types}
    return named | {kind for kind, _ in groups_in(story)}


def moment_of(event: Event) -> int:
    """When it happened, in ms since 1970."""
    return round(datetime.fromisoformat(event["timestamp"]).timestamp() * 1000)


def _stored(text: str) -> str:
    return text.replace("\0", "\ufffd")


def _value(value: Any) -> Any:
    return orjson.loads(orjson.dumps(value).replace(b"\\u0000", "\ufffd".encode()))
