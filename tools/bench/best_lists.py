"""The best SQL we know for lists of events and of values, written by hand (``asked.ASKED``).

As in ``best`` it need not guard a team, answer in the shape of an insight or bind its values: the
properties of an event stay as they are stored, in a map and in columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hogql.schema.hot import HOT_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

_HOT: Final = ", ".join(f"`{column.name}`" for column in HOT_COLUMNS)
_MARCH_EVENTS: Final = f"""
    SELECT uuid, event, distinct_id, properties, {_HOT}, session_id, window_id,
        toUnixTimestamp(timestamp)
    FROM events WHERE team_id = 1 AND timestamp >= '2026-03-01' AND timestamp < '2026-04-01'
"""
_LATEST: Final = "ORDER BY timestamp DESC LIMIT 101"
_VALUES: Final = """
    SELECT properties['item'] AS value, count() AS number
    FROM events
    WHERE team_id = 1 AND timestamp >= '2026-03-26' AND timestamp < '2026-04-02'
        AND value ILIKE '%99%'
    GROUP BY value ORDER BY number DESC, value LIMIT 10
"""
BEST_OF_LISTS: Final[Mapping[str, str]] = {
    "events, latest": f"{_MARCH_EVENTS} {_LATEST}",
    "events of somebody": f"{_MARCH_EVENTS} AND distinct_id = 'user-1-0' {_LATEST}",
    "values with a text": _VALUES,
}
