"""Values to suggest for a property: the most frequent first, or those that contain a text."""

from typing import TYPE_CHECKING, Final, Literal

from shared.clickhouse.ask import ask
from shared.http.filters import escape_like

if TYPE_CHECKING:
    from collections.abc import Sequence

ValueKind = Literal["event", "person", "group"]
SECONDS: Final = 3  # whoever types does not wait (clickhouse 12)
MOST: Final = 20
SQL: Final = """
SELECT v.value
FROM (
  SELECT value, n FROM property_values
  PREWHERE team_id = {team_id:UInt32} AND kind = {kind:String} AND name = {name:String}
) AS v
WHERE v.value ILIKE {pattern:String}
GROUP BY v.value
ORDER BY max(v.n) DESC, v.value
LIMIT {most:UInt32}
"""


def group_property(group_type: str, name: str) -> str:
    """Return the name under which values of a property of groups are kept."""
    return f"{group_type}.{name}"


def find_values(team_id: int, *, kind: ValueKind, name: str, contains: str) -> "Sequence[str]":
    """Return values of a property that contain a text, in any case; an empty text is in all."""
    parameters = {
        "team_id": team_id,
        "kind": kind,
        "name": name,
        "pattern": f"%{escape_like(contains)}%",
        "most": MOST,
    }
    return [str(value) for (value,) in ask(SQL, parameters, seconds=SECONDS)]
