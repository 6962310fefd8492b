"""The rule of sdk-protocol 4.3, with its check values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.events.timestamps import EPOCH, clock_of

if TYPE_CHECKING:
    from shared.json import Json

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ELEVEN = "2026-11-22T11:00:00Z"


def fix(
    timestamp: Json, *, received_at: datetime, sent_at: datetime | None, offset: Json = None
) -> datetime:
    clock = clock_of(received_at=received_at, sent_at=sent_at)
    return EPOCH + timedelta(milliseconds=clock.fix(timestamp, offset=offset, is_corrected=True))


def fixed(timestamp: Json, *, sent_at: datetime | None = None, offset: Json = None) -> datetime:
    return fix(timestamp, offset=offset, received_at=NOON, sent_at=sent_at)


def clock(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-22T{text}+00:00")


@pytest.mark.parametrize(
    ("sent_at", "expected"),
    [
        pytest.param("12:10:00", "10:52:30", id="client ahead"),
        pytest.param("11:50:00", "11:07:30", id="client behind"),
        pytest.param("11:59:20", "11:00:00", id="transit delay of 40 s"),
        pytest.param("12:02:30", "11:00:00", id="exactly the tolerated skew"),
    ],
)
def test_a_wrong_client_clock_is_corrected(sent_at: str, expected: str) -> None:
    assert fixed(ELEVEN, sent_at=clock(sent_at)) == clock(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-22T11:00:00+03", "08:00:00"),
        ("2026-11-22T11:00:00.250+03:00", "08:00:00.250"),
        ("2026-11-22", "00:00:00"),
        ("2026-11-22 11:00:00", "11:00:00"),
        ("2026-11-22 11:00:00 UTC", "11:00:00"),
        ("2026-11-22 11:00:00 +0100", "10:00:00"),
        ("2026-11-22t11:00:00z", "11:00:00"),
        ("Sun, 22 Nov 2026 11:00:00 +0100", "10:00:00"),
        ("1795345200", "11:00:00"),
        (1795345200, "11:00:00"),
        (1795345200123, "11:00:00.123"),
        (1795345200.5, "11:00:00.500"),
        ("2026-11-22T11:00:00.123456Z", "11:00:00.123"),
    ],
)
def test_every_form_an_sdk_sends_is_read(text: Json, expected: str) -> None:
    assert fixed(text) == clock(expected)


@pytest.mark.parametrize(
    "value", [None, "", "yesterday", "2026-02-30", True, [], {}, "2026-11-22T11:00:00+99:00"]
)
def test_what_is_no_instant_happened_when_it_was_received(value: Json) -> None:
    assert fixed(value, sent_at=clock("12:10:00")) == NOON


def test_an_offset_counts_back_from_the_receipt() -> None:
    assert fixed(None, offset=90_000) == NOON - timedelta(seconds=90)
    assert fixed("2026-01-01", offset=1.4) == NOON - timedelta(milliseconds=1)
    assert fixed(ELEVEN, offset="90000") == clock("11:00:00")


@pytest.mark.parametrize(
    ("timestamp", "expected"),
    [
        pytest.param("2026-11-23T11:00:00Z", NOON + timedelta(hours=23), id="23 h ahead"),
        pytest.param("2026-11-23T11:00:00.001Z", NOON, id="a moment more"),
        pytest.param(1e30, NOON, id="far future"),
        pytest.param(-1e30, EPOCH, id="before the calendar"),
        pytest.param("0001-01-01T00:00:00+05:00", EPOCH, id="before year one in UTC"),
    ],
)
def test_instants_out_of_reach_are_replaced(timestamp: Json, expected: datetime) -> None:
    assert fixed(timestamp) == expected


INSTANTS = st.integers(10**8, 4 * 10**12).map(lambda ms: EPOCH + timedelta(milliseconds=ms))
PIECES = ["Sun,", "22", "Nov", "2026", "10:00:00", "+0100", "-", "GMT", "1.", "9" * 11, "9" * 400]
TEXTS = st.text() | st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join)
NUMBERS = st.integers() | st.floats() | st.just(10**400)


@given(INSTANTS | NUMBERS | TEXTS, INSTANTS, INSTANTS | st.none(), NUMBERS | st.none())
def test_any_input_gives_an_instant_that_is_not_in_the_far_future(
    timestamp: datetime | float | str,
    received_at: datetime,
    sent_at: datetime | None,
    offset: float | None,
) -> None:
    raw = timestamp.isoformat() if isinstance(timestamp, datetime) else timestamp
    result = fix(raw, offset=offset, received_at=received_at, sent_at=sent_at)
    assert result <= received_at + timedelta(hours=23)
    assert result.tzinfo is UTC
    assert result.microsecond % 1000 == 0


@given(INSTANTS, INSTANTS, st.integers(-(10**12), 10**12))
def test_a_client_whose_clock_is_wrong_by_any_amount_is_off_by_at_most_the_tolerance(
    happened: datetime, received_at: datetime, wrong_by_ms: int
) -> None:
    wrong_by = timedelta(milliseconds=wrong_by_ms)
    happened = min(happened, received_at)
    result = fix(
        round((happened + wrong_by - EPOCH) / timedelta(milliseconds=1)) / 1000,
        offset=None,
        received_at=received_at,
        sent_at=received_at + wrong_by,
    )
    assert abs(result - happened) <= timedelta(seconds=150, milliseconds=1)


@given(INSTANTS, INSTANTS, INSTANTS, INSTANTS)
def test_the_order_of_a_requests_events_is_kept(
    first: datetime, second: datetime, received_at: datetime, sent_at: datetime
) -> None:
    earlier, later = (
        fix(instant.isoformat(), offset=None, received_at=received_at, sent_at=sent_at)
        for instant in sorted([first, second])
    )
    reset = {received_at, EPOCH}
    assert earlier <= later or earlier in reset or later in reset
