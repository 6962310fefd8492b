"""Writes the finished draft as a row."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from shared import ids
from shared.domain.events.rows import Row

if TYPE_CHECKING:
    from functions.ingest.draft import Draft
    from shared.json import Json


@lru_cache(maxsize=50_000)
def _person_id(team_id: int, distinct_id: str) -> str:
    return str(ids.person_id(team_id, distinct_id))


def to_row(draft: Draft) -> Row:
    """Return the row; properties without a value are left out."""
    team_id = draft.arrival.team_id
    properties: dict[str, Json] = draft.properties
    if None in properties.values():
        properties = {name: value for name, value in properties.items() if value is not None}
    return Row(
        uuid=draft.uuid,
        team_id=team_id,
        event=draft.name,
        at=draft.at,
        distinct_id=draft.distinct_id,
        person_id=_person_id(team_id, draft.distinct_id),
        properties=properties,
        groups=draft.groups,
        elements_chain=draft.elements_chain,
        person_mode=draft.person_mode,
    )
