"""Spares persons that one object would write thousands of times: aws 3, "hot distinct_id".

    operations --spare--> those to apply, and whom the others were about

Rows are stored in any case, and so is everything that says who is who.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.events import hot_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.domain.persons.operations import Operation


def spare(
    operations: Sequence[Operation], *, limit: int = hot_keys.LIMIT
) -> tuple[Sequence[Operation], frozenset[tuple[int, str]]]:
    """Return the operations without those that only write to a hot person, and who is hot."""
    if len(operations) <= limit:
        return operations, frozenset()
    keys = ((item.team_id, item.distinct_id) for item in operations)
    hot = hot_keys.find_hot_keys(keys, limit=limit)
    if not hot:
        return operations, hot
    known_types: set[tuple[int, tuple[str, ...]]] = set()
    return [
        item
        for item in operations
        if (item.team_id, item.distinct_id) not in hot or _says_more(item, known_types)
    ], hot


def _says_more(item: Operation, known_types: set[tuple[int, tuple[str, ...]]]) -> bool:
    """Whether an operation names another id, a group, or types of groups for the first time."""
    if item.link is not None or item.group is not None:
        return True
    types = (item.team_id, item.group_types)
    is_new = bool(item.group_types) and types not in known_types
    known_types.add(types)
    return is_new
