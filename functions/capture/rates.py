"""How fast a project may send through the ordinary queue: one bucket of tokens a project.

The buckets belong to this process, so a project served by many of them may send that much through
each: an advisory limit, which keeps a flood of one project out of the way of the others. Nothing
is refused for it in a browser (sdk-protocol 1.9).
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from shared.snapshot import SnapshotTeam

MOST_PROJECTS: Final = 10_000


@dataclass(kw_only=True, slots=True)
class _Bucket:
    """``left`` is what remains, below 0 after a request larger than that; ``at`` in seconds."""

    left: float
    at: float


class Rates:
    """The buckets of a process; any number of threads may take from them."""

    def __init__(self) -> None:
        """Begin with full buckets."""
        self._lock: Final = Lock()
        self._buckets: Final[OrderedDict[int, _Bucket]] = OrderedDict()

    def take(self, team: SnapshotTeam | None, events: int, *, now: float) -> bool:
        """Take the events from the project's bucket; False when it was empty.

        A bucket holds a minute's events and fills steadily; ``now`` is seconds of a steady clock.
        """
        if team is None or team.events_per_minute is None:
            return True
        limit = team.events_per_minute
        with self._lock:
            bucket = self._buckets.get(team.team_id) or _Bucket(left=limit, at=now)
            self._buckets[team.team_id] = bucket
            self._buckets.move_to_end(team.team_id)
            if len(self._buckets) > MOST_PROJECTS:
                self._buckets.popitem(last=False)
            bucket.left = min(bucket.left + (now - bucket.at) * limit / 60, limit)
            bucket.at = now
            if bucket.left < 1:
                return False
            bucket.left -= events
            return True
