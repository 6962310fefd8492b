"""One event through all steps: pure, so equal input gives equal rows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson
from hypothesis import given
from hypothesis import strategies as st

from functions.ingest.draft import Arrival
from functions.ingest.dropped import Dropped
from functions.ingest.pipeline import Kept, run
from shared.clickhouse.insert import LINE_TYPES
from shared.domain.events.rows import Row, write_line

if TYPE_CHECKING:
    from shared.json import Json

ARRIVAL = Arrival(
    request_id="request-1",
    team_id=1,
    path="/batch/",
    received_at=datetime(2026, 11, 22, 12, tzinfo=UTC),
    sent_at=datetime(2026, 11, 22, 12, 0, 1, tzinfo=UTC),
    ip="203.0.113.7",
    anonymizes_ips=False,
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | TEXTS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3)
)
NAMES = st.sampled_from(
    [
        *("$set", "$set_once", "$unset", "$groups", "$elements", "$elements_chain", "$ip"),
        *("$session_id", "$window_id", "$process_person_profile", "$ignore_sent_at"),
        *("$exception_list", "$raw_user_agent", "$geoip_disable", "$cookieless_mode", "$host"),
        *("$current_url", "$prev_pageview_pathname", "$viewport_width", "$survey_id"),
        *("capture_internal", "$heatmap_data", "$$client_ingestion_warning_message", "plan"),
    ]
)
EVENTS = st.sampled_from(
    [
        "viewed",
        "$identify",
        "$groupidentify",
        "$autocapture",
        "$$heatmap",
        "$exception",
        "survey sent",
    ]
)
RAW = st.fixed_dictionaries(
    {},
    optional={
        "event": EVENTS | VALUES,
        "distinct_id": VALUES,
        "uuid": VALUES,
        "timestamp": VALUES,
        "offset": VALUES,
        "properties": st.dictionaries(NAMES | TEXTS, VALUES, max_size=6) | VALUES,
        "$set": VALUES,
        "$set_once": VALUES,
    },
)


@given(RAW)
def test_whatever_is_sent_becomes_one_line_or_a_reason(raw: dict[str, Json]) -> None:
    before = orjson.dumps(raw)
    result = run(raw, position=0, arrival=ARRIVAL)
    assert orjson.dumps(raw) == before
    again = run(raw, position=0, arrival=ARRIVAL)
    if isinstance(result, Dropped):
        assert again == result
        return
    assert isinstance(again, Kept)
    line = write_line(result.row)
    assert write_line(again.row) == line
    assert b"\n" not in line
    stored: dict[str, Any] = orjson.loads(line)
    assert list(stored) == list(LINE_TYPES)
    assert stored["event"]
    assert 0 < len(stored["distinct_id"]) <= 200
    assert None not in stored["properties"].values()
    assert all(isinstance(key, str) for key in stored["groups"].values())


def test_a_line_has_every_field_of_a_row_in_the_order_of_the_insert() -> None:
    assert list(Row.__struct_fields__) == list(LINE_TYPES)


def test_the_first_reason_ends_the_run() -> None:
    result = run({"event": "", "uuid": "no"}, position=0, arrival=ARRIVAL)
    assert isinstance(result, Dropped)
    assert result.reason == "missing_event_name"


def test_an_event_is_kept_with_its_place_in_the_request() -> None:
    raw: dict[str, Json] = {"event": "viewed", "distinct_id": "ann"}
    first, second = (run(raw, position=place, arrival=ARRIVAL) for place in (0, 1))
    assert isinstance(first, Kept)
    assert isinstance(second, Kept)
    assert first.row.uuid != second.row.uuid
    assert first.row.person_id == second.row.person_id
