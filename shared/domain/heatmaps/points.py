"""Where people clicked, moved and how far they scrolled: rows of ``heatmaps``.

    $heatmap_data {url: [{x, y, type, target_fixed}]} + $prev_pageview_* --read_places--> places

Places are kept in squares of 16 by 16 pixels. A point belongs to an event and has a place among its
points, so that one that is delivered again is known as the same. Source: PostHog's heatmap
extraction (sdk-protocol 4.10).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from msgspec import Struct, json

from shared.ids import is_canonical_uuid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shared.json import Json

SCALE: Final = 16
MOST_POINTS: Final = 10_000  # of one event
LARGEST: Final = 2**15 - 1
LONGEST_TYPE: Final = 100
LONGEST_URL: Final = 4096

_encode: Final = json.Encoder().encode


class Point(Struct, frozen=True, kw_only=True):
    """One row. ``x`` and ``y`` and the viewport are in squares of SCALE pixels."""

    team_id: int
    timestamp: str
    type: str
    current_url: str
    session_id: str
    distinct_id: str
    x: int
    y: int
    scale_factor: int
    viewport_width: int
    viewport_height: int
    pointer_target_fixed: bool
    uuid: str
    position: int


class Place(Struct, frozen=True):
    """What one point says: on which page, what, and where."""

    url: str
    type: str
    x: int
    y: int
    is_fixed: bool


def has_points(properties: Mapping[str, Json]) -> bool:
    """Whether an event says anything of places at all."""
    return bool(
        properties.get("$heatmap_data")
        or (properties.get("$prev_pageview_pathname") and properties.get("$current_url"))
    )


def read_session_id(properties: Mapping[str, Json]) -> str:
    """Return the session as it is kept: a UUID in lower case, anything else as it was sent."""
    sent = properties.get("$session_id")
    if not isinstance(sent, str):
        return ""
    return sent.lower() if is_canonical_uuid(sent.lower()) else sent


def read_viewport(properties: Mapping[str, Json]) -> tuple[int, int] | None:
    """Return width and height of the window, None when the event does not say them."""
    width = _scaled(properties.get("$viewport_width"))
    height = _scaled(properties.get("$viewport_height"))
    return None if width is None or height is None else (width, height)


def read_places(properties: Mapping[str, Json]) -> Iterator[Place]:
    """Yield the places that an event names, at most MOST_POINTS; what is none is left out."""
    data = properties.get("$heatmap_data")
    left = MOST_POINTS
    for url, items in data.items() if isinstance(data, dict) else ():
        for item in items[:left] if isinstance(items, list) and url.strip() else ():
            place = _read_place(url[:LONGEST_URL], item)
            if place is not None:
                left -= 1
                yield place
    depth = _scroll_depth(properties)
    if depth is not None:
        yield depth


def write_point(point: Point) -> bytes:
    """Return the point's line, without the line break."""
    return _encode(point)


def _read_place(url: str, item: Json) -> Place | None:
    if not isinstance(item, dict):
        return None
    kind, is_fixed = item.get("type"), item.get("target_fixed")
    x, y = _scaled(item.get("x")), _scaled(item.get("y"))
    if not isinstance(kind, str) or not kind.strip() or not isinstance(is_fixed, bool):
        return None
    if x is None or y is None:
        return None
    return Place(url, kind[:LONGEST_TYPE], x, y, is_fixed)


def _scroll_depth(properties: Mapping[str, Json]) -> Place | None:
    """Return how far the page before was scrolled: its address is this one's with another path."""
    path, here = properties.get("$prev_pageview_pathname"), properties.get("$current_url")
    y = _scaled(properties.get("$prev_pageview_max_scroll"))
    if not isinstance(path, str) or not isinstance(here, str) or not path or y is None:
        return None
    try:
        url = urlsplit(here)._replace(path=path).geturl()
    except ValueError:
        return None
    return Place(url[:LONGEST_URL], "scrolldepth", 0, y, is_fixed=False)


def _scaled(value: Json) -> int | None:
    """Return a number of pixels in squares, as far out as a row can say."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return max(-LARGEST, min(LARGEST, math.floor(value / SCALE + 0.5)))
