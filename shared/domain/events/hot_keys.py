"""Which distinct ids of a batch are too hot for their persons to be written for every event?

    (team, distinct id) of each event --find_hot_keys--> those above the limit

One id that thousands of events a minute name is a mistake in somebody's code, a constant in place
of a user, and all its writes would queue for one row. Its events are stored; only its person is
left alone (aws 3, "hot distinct_id").
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

LIMIT: Final = 5000  # of a batch, which is a few seconds of events


def find_hot_keys(
    keys: Iterable[tuple[int, str]], *, limit: int = LIMIT
) -> frozenset[tuple[int, str]]:
    """Return the keys, team and distinct id, that occur more often than ``limit``."""
    counted = Counter(keys)
    return frozenset(key for key, count in counted.items() if count > limit)
