"""What an event says of places on a page (sdk-protocol 4.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.heatmaps.points import (
    LARGEST,
    MOST_POINTS,
    Place,
    read_places,
    read_session_id,
    read_viewport,
)

if TYPE_CHECKING:
    from shared.json import Json

URL = "https://example.com/a"
CLICK: dict[str, Any] = {"x": 100, "y": 200.5, "type": "click", "target_fixed": False}


def places(**properties: Any) -> list[Place]:
    return list(read_places(properties))


def test_places_are_squares_of_sixteen_pixels() -> None:
    assert places(**{"$heatmap_data": {URL: [CLICK, {**CLICK, "x": 8, "target_fixed": True}]}}) == [
        Place(URL, "click", 6, 13, False),
        Place(URL, "click", 1, 13, True),
    ]


@pytest.mark.parametrize(
    "item",
    [
        *(None, 7, "x", [], {}),
        *({**CLICK, name: None} for name in CLICK),
        {**CLICK, "x": "100"},
        {**CLICK, "y": True},
        {**CLICK, "x": float("nan")},
        {**CLICK, "type": " "},
        {**CLICK, "target_fixed": 1},
    ],
)
def test_what_is_no_place_is_left_out(item: Json) -> None:
    assert places(**{"$heatmap_data": {URL: [item, CLICK], " ": [CLICK], "u": "x"}}) == [
        Place(URL, "click", 6, 13, False)
    ]


def test_a_place_is_at_most_as_far_out_as_a_row_can_say() -> None:
    far = {**CLICK, "x": 1e12, "y": -(10**30)}
    (place,) = places(**{"$heatmap_data": {URL: [far]}})
    assert (place.x, place.y) == (LARGEST, -LARGEST)


def test_an_event_has_a_bounded_number_of_places() -> None:
    data = {URL: [CLICK] * MOST_POINTS, "other": [CLICK] * 5}
    assert len(places(**{"$heatmap_data": data})) == MOST_POINTS


def test_the_depth_of_the_page_before_is_a_place_under_its_own_address() -> None:
    found = places(
        **{
            "$current_url": "https://example.com/now?q=1#top",
            "$prev_pageview_pathname": "/before",
            "$prev_pageview_max_scroll": 1600,
        }
    )
    assert found == [Place("https://example.com/before?q=1#top", "scrolldepth", 0, 100, False)]


@pytest.mark.parametrize(
    "missing", ["$current_url", "$prev_pageview_pathname", "$prev_pageview_max_scroll"]
)
def test_without_all_of_it_there_is_no_depth(missing: str) -> None:
    whole: dict[str, Json] = {
        "$current_url": "https://[bad",
        "$prev_pageview_pathname": "/before",
        "$prev_pageview_max_scroll": 1600,
    }
    assert places(**whole) == []
    assert places(**{**whole, "$current_url": URL, missing: None}) == []


def test_the_viewport_is_scaled_alike_or_missing() -> None:
    assert read_viewport({"$viewport_width": 1440, "$viewport_height": 900}) == (90, 56)
    assert read_viewport({"$viewport_width": 1440}) is None
    assert read_viewport({"$viewport_width": "1440", "$viewport_height": 900}) is None


def test_a_session_that_is_a_uuid_is_kept_in_lower_case() -> None:
    session = "0199A0C4-0000-7C0F-8A51-0D6F0A4C9E11"
    assert read_session_id({"$session_id": session}) == session.lower()
    assert read_session_id({"$session_id": "Mine"}) == "Mine"
    assert read_session_id({"$session_id": 7}) == ""


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
)


@given(VALUES, VALUES, VALUES)
def test_whatever_is_sent_can_be_read(data: Any, path: Any, url: Any) -> None:
    sent = {"$heatmap_data": data, "$prev_pageview_pathname": path, "$current_url": url}
    for place in read_places({**sent, "$prev_pageview_max_scroll": 1}):
        assert abs(place.x) <= LARGEST
