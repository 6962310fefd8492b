"""Exceptions and the issues they belong to (sdk-protocol 4.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from functions.ingest.dropped import Refusal
from functions.ingest.steps.group_exception import group_exception
from shared.clickhouse.insert import TARGETS
from shared.domain.events.rows import NO_UUID
from shared.ids import person_id
from tests.unit.functions.ingest.steps.drafts import draft

if TYPE_CHECKING:
    from shared.json import Json

UUID = "0199a0c4-7a3e-7c0f-8a51-0d6f0a4c9e11"
SESSION = "0199A0C4-0000-7C0F-8A51-0D6F0A4C9E11"
SENT: dict[str, Json] = {
    "$exception_list": [
        {
            "type": "KeyError",
            "value": "'x'",
            "mechanism": {"handled": True},
            "stacktrace": {"frames": [{"filename": "pay.py", "function": "pay", "in_app": True}]},
        }
    ],
    "$exception_level": "fatal",
    "$session_id": SESSION,
    "$release": "1.2",
}


def test_an_exception_is_a_record_and_its_event_names_the_issue() -> None:
    taken = draft(dict(SENT), name="$exception")
    taken.uuid = UUID
    group_exception(taken)
    ((target, line),) = taken.records
    row = orjson.loads(line)
    assert target in TARGETS
    assert row.pop("issue_id") == taken.properties["$exception_issue_id"]
    assert row.pop("fingerprint") == taken.properties["$exception_fingerprint"]
    assert row == {
        "team_id": 1,
        "timestamp": "1970-01-01 00:00:00.000",
        "uuid": UUID,
        "distinct_id": "ann",
        "person_id": str(person_id(1, "ann")),
        "session_id": SESSION.lower(),
        "types": ["KeyError"],
        "values": ["'x'"],
        "sources": ["pay.py"],
        "functions": ["pay"],
        "level": "fatal",
        "handled": True,
        "release": "1.2",
    }
    assert taken.properties["$exception_types"] == ["KeyError"]
    assert taken.properties["$exception_handled"] is True


def test_what_is_not_said_has_its_usual_value() -> None:
    taken = draft({"$exception_type": "Error"}, name="$exception")
    group_exception(taken)
    ((_, line),) = taken.records
    row = orjson.loads(line)
    assert (row["level"], row["handled"], row["session_id"]) == ("error", False, NO_UUID)


def test_an_exception_that_names_none_is_told_and_stays_an_event() -> None:
    taken = draft({"$exception_list": []}, name="$exception")
    group_exception(taken)
    assert (taken.records, taken.told) == ([], [Refusal.BAD_EXCEPTION])


def test_other_events_have_no_issue() -> None:
    taken = draft(dict(SENT))
    group_exception(taken)
    assert (taken.records, taken.properties) == ([], SENT)
