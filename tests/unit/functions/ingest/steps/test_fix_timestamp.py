"""Which values of the event and its request say when it happened."""

from datetime import timedelta

from functions.ingest.steps.fix_timestamp import fix_timestamp
from shared.domain.events.timestamps import EPOCH
from tests.unit.functions.ingest.steps.drafts import draft

SENT_LATE = EPOCH + timedelta(seconds=250)
RAW = {"timestamp": "1970-01-01T00:00:00Z"}


def test_the_clock_of_the_client_is_corrected_and_the_sending_kept() -> None:
    taken = draft(raw=dict(RAW), sent_at=SENT_LATE)
    fix_timestamp(taken)
    assert taken.timestamp == EPOCH - timedelta(seconds=100)
    assert taken.properties == {"$sent_at": "1970-01-01T00:04:10+00:00"}


def test_an_event_may_ask_not_to_be_corrected() -> None:
    taken = draft({"$ignore_sent_at": True}, raw=dict(RAW), sent_at=SENT_LATE)
    fix_timestamp(taken)
    assert taken.timestamp == EPOCH


def test_an_offset_is_read() -> None:
    taken = draft(raw={"offset": 5000})
    fix_timestamp(taken)
    assert taken.timestamp == EPOCH - timedelta(seconds=5)
