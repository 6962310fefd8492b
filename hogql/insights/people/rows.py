"""One actor as an object of JSON: a person, a group, or only an id where nobody is known by it."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from hogql.insights.sql.shape import to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import JsonValue


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What a row of an ActorsQuery says of its actor, in the order of its first columns."""

    actor_id: object
    known: object
    created_at: object
    properties: object
    is_identified: object

    @property
    def is_missing(self) -> bool:
        """Whether nobody is known by the id: a join fills what it does not find with zeros."""
        known = self.known
        return (
            known in (None, "")
            or (isinstance(known, UUID) and known.int == 0)
            or (isinstance(known, str) and not known.strip("0-"))
        )


def person_row(facts: Facts, distinct_ids: "Sequence[str]") -> "JsonValue":
    """Return a person as PostHog shows one in a list of actors."""
    key = to_json(facts.actor_id)
    if facts.is_missing:
        return {"id": key, "distinct_ids": list(distinct_ids)}
    return {
        "id": key,
        "uuid": key,
        "distinct_ids": list(distinct_ids),
        "properties": _properties(facts.properties),
        "created_at": _instant(facts.created_at),
        "is_identified": bool(facts.is_identified),
    }


def group_row(facts: Facts, group_type_index: int) -> "JsonValue":
    """Return a group as PostHog shows one in a list of actors."""
    key = to_json(facts.actor_id)
    shown: dict[str, JsonValue] = {
        "id": key,
        "type": "group",
        "group_key": key,
        "group_type_index": group_type_index,
    }
    if facts.is_missing:
        return shown
    created_at, found = _instant(facts.created_at), _properties(facts.properties)
    return {**shown, "created_at": created_at, "properties": found}


def _properties(text: object) -> "JsonValue":
    return json.loads(text) if isinstance(text, str) and text else to_json(text or {})


def _instant(at: object) -> "JsonValue":
    if isinstance(at, datetime) and at.tzinfo is None:
        return to_json(at.replace(tzinfo=UTC))
    return to_json(at)
