"""Tells of merges that are not made because an id stands for nobody: sdk-protocol 4.2 a, 4.6.

The event is stored; operation_of leaves the link out by the same rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from functions.ingest.dropped import Refusal
from shared.domain.persons.links import is_illegal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from functions.ingest.draft import Draft

_SOURCES: Final[Mapping[str, str]] = {
    "$identify": "$anon_distinct_id",
    "$create_alias": "alias",
    "$merge_dangerously": "alias",
}
EVENTS: Final = frozenset(_SOURCES)


def warn_illegal_merge(draft: Draft) -> None:
    """Note a merge that would join strangers."""
    source = draft.properties.get(_SOURCES.get(draft.name, ""))
    if not isinstance(source, str) or source == draft.distinct_id:
        return
    if is_illegal(source) or is_illegal(draft.distinct_id):
        draft.told.append(Refusal.ILLEGAL_MERGE)
