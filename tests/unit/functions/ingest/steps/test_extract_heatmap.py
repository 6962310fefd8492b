"""Places on a page become records of their own (sdk-protocol 4.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
import pytest

from functions.ingest.dropped import Refusal
from functions.ingest.steps.extract_heatmap import extract_heatmap
from tests.unit.functions.ingest.steps.drafts import draft

if TYPE_CHECKING:
    from shared.json import Json

UUID = "0199a0c4-7a3e-7c0f-8a51-0d6f0a4c9e11"
POINT: dict[str, Json] = {"x": 160, "y": 320, "type": "click", "target_fixed": True}
SENT: dict[str, Json] = {
    "$heatmap_data": {"https://example.com/": [POINT, POINT]},
    "$viewport_width": 1440,
    "$viewport_height": 900,
    "$session_id": "s1",
    "plan": "pro",
}


def test_each_place_is_a_record_with_its_event_and_its_place_in_it() -> None:
    taken = draft(dict(SENT))
    taken.uuid = UUID
    assert extract_heatmap(taken) is None
    targets = [target for target, _ in taken.records]
    first, second = (orjson.loads(line) for _, line in taken.records)
    assert targets == ["heatmaps", "heatmaps"]
    assert first == {
        "team_id": 1,
        "timestamp": "1970-01-01 00:00:00.000",
        "type": "click",
        "current_url": "https://example.com/",
        "session_id": "s1",
        "distinct_id": "ann",
        "x": 10,
        "y": 20,
        "scale_factor": 16,
        "viewport_width": 90,
        "viewport_height": 56,
        "pointer_target_fixed": True,
        "uuid": UUID,
        "position": 0,
    }
    assert second == {**first, "position": 1}
    assert "$heatmap_data" not in taken.properties
    assert taken.properties["plan"] == "pro"


def test_an_event_that_is_nothing_but_places_is_not_an_event() -> None:
    taken = draft(dict(SENT), name="$$heatmap")
    assert extract_heatmap(taken) is Refusal.HEATMAP
    assert len(taken.records) == 2


@pytest.mark.parametrize("name", ["$viewport_width", "$viewport_height"])
def test_places_in_a_window_of_unknown_size_are_told_and_left_out(name: str) -> None:
    taken = draft({**SENT, name: None})
    assert extract_heatmap(taken) is None
    assert (taken.records, taken.told) == ([], [Refusal.BAD_HEATMAP])
    assert "$heatmap_data" not in taken.properties


def test_such_an_event_that_is_nothing_else_is_refused_for_it() -> None:
    taken = draft({**SENT, "$viewport_width": None}, name="$$heatmap")
    assert extract_heatmap(taken) is Refusal.BAD_HEATMAP
    assert (taken.records, taken.told) == ([], [])


def test_places_of_nobody_in_particular_are_told_and_left_out() -> None:
    taken = draft(dict(SENT))
    taken.distinct_id = "null"
    extract_heatmap(taken)
    assert (taken.records, taken.told) == ([], [Refusal.BAD_HEATMAP])


def test_a_page_left_without_a_viewport_is_nothing_to_tell() -> None:
    taken = draft({"$prev_pageview_pathname": "/a", "$current_url": "https://example.com/"})
    assert extract_heatmap(taken) is None
    assert (taken.records, taken.told) == ([], [])
