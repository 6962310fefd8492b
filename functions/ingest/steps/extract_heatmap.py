"""Takes the places where people clicked, moved and scrolled out of an event: sdk-protocol 4.10.

An event ``$$heatmap`` is nothing else; of any other event they are the smaller part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from functions.ingest.dropped import Refusal
from shared.domain.events.rows import write_moment
from shared.domain.heatmaps.points import (
    SCALE,
    Point,
    has_points,
    read_places,
    read_session_id,
    read_viewport,
    write_point,
)
from shared.domain.persons.links import is_illegal

if TYPE_CHECKING:
    from functions.ingest.draft import Draft
    from shared.clickhouse.insert import Target

EVENTS: Final = frozenset({"$$heatmap"})
PROPERTIES: Final = frozenset({"$heatmap_data", "$prev_pageview_pathname"})
_TARGET: Final[Target] = "heatmaps"


def extract_heatmap(draft: Draft) -> Refusal | None:
    """Make a record of each place; refuse the event when it says nothing else."""
    problem = _record(draft) if has_points(draft.properties) else None
    draft.properties.pop("$heatmap_data", None)
    if draft.name in EVENTS:
        return problem or Refusal.HEATMAP
    if problem is not None:
        draft.told.append(problem)
    return None


def _record(draft: Draft) -> Refusal | None:
    properties = draft.properties
    viewport = read_viewport(properties)
    if viewport is None or is_illegal(draft.distinct_id):
        return Refusal.BAD_HEATMAP if properties.get("$heatmap_data") else None
    session_id = read_session_id(properties)
    width, height = viewport
    draft.records.extend(
        (
            _TARGET,
            write_point(
                Point(
                    team_id=draft.arrival.team_id,
                    timestamp=write_moment(draft.at),
                    type=place.type,
                    current_url=place.url,
                    session_id=session_id,
                    distinct_id=draft.distinct_id,
                    x=place.x,
                    y=place.y,
                    scale_factor=SCALE,
                    viewport_width=width,
                    viewport_height=height,
                    pointer_target_fixed=place.is_fixed,
                    uuid=draft.uuid,
                    position=position,
                )
            ),
        )
        for position, place in enumerate(read_places(properties))
    )
    return None
