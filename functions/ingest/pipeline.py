"""One event from what an SDK sent to what is stored. Read STEPS first: they are the whole story.

    raw event + Arrival --check, STEPS--> Kept(row, records) | Dropped(reason)

``run`` is pure: it reads no store and no clock, so any number of deliveries of a message give the
same rows. An event runs only the steps that its name and the names of its properties call for;
which these are is worked out once for all events of the same shape.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from functions.ingest.draft import Arrival, Draft
from functions.ingest.dropped import Dropped
from functions.ingest.steps import (
    assign_person,
    attach_groups,
    chain_elements,
    extract_heatmap,
    group_exception,
    hide_visitor,
    note_answers,
    refuse_special,
    warn_illegal_merge,
)
from functions.ingest.steps.assign_uuid import assign_uuid
from functions.ingest.steps.check import check
from functions.ingest.steps.fix_timestamp import fix_timestamp
from functions.ingest.steps.forget_address import forget_address
from functions.ingest.steps.locate_ip import locate_ip
from functions.ingest.steps.locate_place import locate_place
from functions.ingest.steps.parse_user_agent import parse_user_agent
from functions.ingest.steps.to_row import to_row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import StrEnum

    from shared.clickhouse.insert import Target
    from shared.domain.events.rows import Row
    from shared.json import Json

ANY: Final[frozenset[str]] = frozenset()
LARGEST_KNOWN_SHAPE: Final = 200


class Step(NamedTuple):
    """A step, and the events or properties that call for it; without any, every event does."""

    run: Callable[[Draft], StrEnum | None]
    events: frozenset[str] = ANY
    properties: frozenset[str] = ANY

    def is_called_for(self, name: str, properties: tuple[str, ...]) -> bool:
        """Whether an event of that name with these properties needs the step."""
        is_for_all = not self.events and not self.properties
        return is_for_all or name in self.events or not self.properties.isdisjoint(properties)


STEPS: Final = (
    # before any work is done on an event that is not stored
    Step(refuse_special.refuse_special, refuse_special.EVENTS),
    Step(fix_timestamp),
    Step(assign_uuid),
    Step(locate_ip),
    # the next two read what hide_visitor and forget_address take out
    Step(locate_place),
    Step(parse_user_agent),
    # from here on the distinct id and the session are those that are stored
    Step(hide_visitor.hide_visitor, properties=hide_visitor.PROPERTIES),
    Step(forget_address),
    # before assign_person, which takes out what a person must not be given
    Step(note_answers.note_answers, note_answers.EVENTS),
    Step(assign_person.assign_person, assign_person.EVENTS, assign_person.PROPERTIES),
    Step(warn_illegal_merge.warn_illegal_merge, warn_illegal_merge.EVENTS),
    # records carry the moment, the uuid and the ids of their event
    Step(extract_heatmap.extract_heatmap, extract_heatmap.EVENTS, extract_heatmap.PROPERTIES),
    Step(group_exception.group_exception, group_exception.EVENTS),
    Step(attach_groups.attach_groups, properties=attach_groups.PROPERTIES),
    Step(chain_elements.chain_elements, properties=chain_elements.PROPERTIES),
)


class Kept(Struct, frozen=True):
    """An event that is stored, and its other rows.

    ``records`` are lines of other tables, each with the table's name; ``told`` is what was refused
    of it all the same.
    """

    row: Row
    records: list[tuple[Target, bytes]]
    told: list[StrEnum]


def run(raw: Mapping[str, Json], *, position: int, arrival: Arrival) -> Kept | Dropped:
    """Return what becomes of the event at ``position`` of its request."""
    draft = Draft(arrival, position, raw)
    # first, because the steps rely on a name, a distinct id and properties
    reason: StrEnum | None = check(draft)
    if reason is None:
        for step in _plan(draft.name, tuple(draft.properties)):
            reason = step(draft)
            if reason is not None:
                break
    if reason is not None:
        return Dropped(
            team_id=arrival.team_id,
            reason=reason,
            event=draft.name,
            message=draft.message,
            records=tuple(draft.records),
        )
    return Kept(to_row(draft), draft.records, draft.told)


def _plan(name: str, properties: tuple[str, ...]) -> tuple[Callable[[Draft], StrEnum | None], ...]:
    """Return the steps that an event calls for; odd shapes are not worth remembering."""
    if len(properties) > LARGEST_KNOWN_SHAPE:
        return _work_out(name, properties)
    return _remembered(name, properties)


def _work_out(
    name: str, properties: tuple[str, ...]
) -> tuple[Callable[[Draft], StrEnum | None], ...]:
    return tuple(step.run for step in STEPS if step.is_called_for(name, properties))


_remembered: Final = lru_cache(maxsize=2048)(_work_out)
