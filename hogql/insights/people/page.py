"""What an ActorsQuery shows: its columns, of whom, and how many of them.

ActorsQuery, context  ->  Page(entries, found, limit, offset)
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hogql.insights.people.sources import find_actors

if TYPE_CHECKING:
    from hogql.insights.context import InsightContext
    from hogql.insights.people.found import Found
    from hogql.insights.people.models import ActorsQuery

DEFAULT_LIMIT: Final = 100
PERSON_COLUMNS: Final = ("person", "id", "created_at", "person.$delete")
GROUP_COLUMNS: Final = ("group",)


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """What is shown: the entries, the actors they are of (None for all persons), how many."""

    entries: tuple[str, ...]
    found: "Found | None"
    limit: int
    offset: int

    @property
    def is_of_persons(self) -> bool:
        """Whether the actors are persons, which have distinct ids."""
        found = self.found
        return found is None or (found.group_type_index is None and not found.is_distinct_id)

    @property
    def is_of_groups(self) -> bool:
        """Whether the actors are groups of one type."""
        return self.found is not None and self.found.group_type_index is not None


def page_of(request: "ActorsQuery", context: "InsightContext") -> Page:
    """Return what the request asks to see. Raises InsightError."""
    found = None
    if request.source is not None:
        found = find_actors(request.source, context, attr="source")
    is_group = found is not None and found.group_type_index is not None
    return Page(
        entries=request.select or (GROUP_COLUMNS if is_group else PERSON_COLUMNS),
        found=found,
        limit=request.limit or DEFAULT_LIMIT,
        offset=request.offset or 0,
    )
