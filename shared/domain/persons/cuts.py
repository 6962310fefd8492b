"""What was cut off: links of people who were split, and all that was said of people deleted.

    split or deletion of a person --Cut of each distinct id--> what lies before it does not count

A cut is a moment, and moments only grow, so that a late or repeated delivery of what lies before
changes nothing, and what comes after it counts again (ADR 0031).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from psycopg import Connection

    from shared.domain.persons.links import Link

NEVER: Final = -(2**62)


class Cut(NamedTuple):
    """Up to when (ms since 1970, UTC) links of a distinct id, and writes to it, do not count."""

    links_after: int
    writes_after: int = NEVER

    def join(self, other: Cut) -> Cut:
        """Return the cut that takes off what either does."""
        return Cut(
            max(self.links_after, other.links_after), max(self.writes_after, other.writes_after)
        )


UNCUT: Final = Cut(NEVER)


def is_forgotten(link: Link, cuts: Mapping[str, Cut]) -> bool:
    """Whether an end of the link was deleted after it."""
    return any(
        link.stamp.at <= cuts.get(name, UNCUT).writes_after for name in (link.source, link.target)
    )


def is_undone(link: Link, cuts: Mapping[str, Cut]) -> bool:
    """Whether an end of the link was split off after it."""
    return any(
        link.stamp.at <= cuts.get(name, UNCUT).links_after for name in (link.source, link.target)
    )


def save_cuts(connection: Connection, team_id: int, cuts: Mapping[str, Cut]) -> None:
    """Store cuts; those that reach further stay as they are."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO person_cuts (team_id, distinct_id, links_after_ms, writes_after_ms)"
            " VALUES (%s, %s, %s, %s) ON CONFLICT (team_id, distinct_id) DO UPDATE SET"
            " links_after_ms = greatest(person_cuts.links_after_ms, excluded.links_after_ms),"
            " writes_after_ms = greatest(person_cuts.writes_after_ms, excluded.writes_after_ms)",
            [[team_id, name, *cut] for name, cut in sorted(cuts.items())],
        )


def find_cuts(
    connection: Connection, team_id: int, distinct_ids: Collection[str]
) -> dict[str, Cut]:
    """Return the cuts of the distinct ids; most have none."""
    rows = connection.execute(
        "SELECT distinct_id, links_after_ms, writes_after_ms FROM person_cuts"
        " WHERE team_id = %s AND distinct_id = ANY(%s)",
        [team_id, sorted(distinct_ids)],
    ).fetchall()
    return {name: Cut(links_after, writes_after) for name, links_after, writes_after in rows}


def forget(connection: Connection, team_id: int, cuts: Mapping[str, Cut]) -> None:
    """Delete the evidence that lies before the cuts of people who were deleted.

    Writes are deleted whole: when somebody is deleted, all that was delivered lies before.
    """
    rows = [[team_id, cut.writes_after, name] for name, cut in sorted(cuts.items())]
    with connection.cursor() as cursor:
        cursor.executemany(
            "DELETE FROM person_registers"
            " WHERE team_id = %s AND created_at_ms <= %s AND distinct_id = %s",
            rows,
        )
        cursor.executemany(
            "DELETE FROM person_links WHERE team_id = %s AND at_ms <= %s AND source = %s", rows
        )
        cursor.executemany(
            "DELETE FROM person_links WHERE team_id = %s AND at_ms <= %s AND target = %s", rows
        )
