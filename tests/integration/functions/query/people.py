"""Four visitors of a project, written as ingestion writes them: three are known as persons."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from shared import ids

AT: Final = datetime(2020, 1, 3, 12, tzinfo=UTC)
_STATE: Final = ("is_deleted", "version")


class People:
    """The people of a project; ``person_4`` is only in events, as if deleted since."""

    def __init__(self, warehouse: Any, team_id: int) -> None:
        self.warehouse, self.team_id = warehouse, team_id
        names = ("uuid", "team_id", "event", "timestamp", "distinct_id", "person_id", "groups")
        rows = [
            [
                *(ids.event_uuid(f"people {team_id}", at), team_id, "visited", AT),
                *(f"id_{who}", self.id(who), {"company": "acme" if who == 1 else "umbrella"}),
            ]
            for at, who in enumerate((1, 1, 1, 2, 2, 3, 4))
        ]
        warehouse.insert("events", rows, column_names=names)
        for who in (1, 2, 3):
            self._add(who)

    def id(self, who: int) -> Any:
        return ids.person_id(self.team_id, f"id_{who}")

    def _add(self, who: int) -> None:
        at, person = AT.replace(day=who), self.id(who)
        names = ("team_id", "id", "created_at", "properties", "is_identified", *_STATE, "last_seen")
        properties = {"email": f"who_{who}@example.com", "percent": f"{who}0%"}
        row = [self.team_id, person, at, properties, 1, 0, 1, at]
        self.warehouse.insert("person", [row], column_names=names)
        known = [[self.team_id, f"id_{who}", person, 0, 1], [self.team_id, f"x{who}", person, 0, 1]]
        self.warehouse.insert(
            "person_distinct_id",
            known,
            column_names=("team_id", "distinct_id", "person_id", *_STATE),
        )

    def add_group(self, key: str) -> None:
        names = ("team_id", "group_type", "group_key", "created_at", "properties", *_STATE)
        row = [self.team_id, "company", key, AT, {"name": key.title()}, 0, 1]
        self.warehouse.insert("groups", [row], column_names=names)
