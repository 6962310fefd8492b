"""A funnel that does not fit in memory is asked again, in shards of its actors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hogql.settings import SETTINGS
from shared.domain.queries import compute

if TYPE_CHECKING:
    import pytest

    from tests.integration.functions.query.conftest import Asker

PEOPLE: Final = 60_000
TOO_LITTLE: Final = 12_000_000
"""Bytes: too few for the journeys of everybody, enough for an eighth of them."""

FUNNEL: Final = {
    "kind": "FunnelsQuery",
    "series": [{"kind": "EventsNode", "event": name} for name in ("viewed", "bought")],
    "dateRange": {"date_from": "2026-01-01", "date_to": "2026-01-02"},
}
_FILL: Final = """
    INSERT INTO events (uuid, team_id, event, timestamp, distinct_id, person_id)
    SELECT generateUUIDv4(), {team}, if(number % 8 = 7, 'bought', 'viewed'),
        toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + toIntervalSecond(number % 8),
        toString(intDiv(number, 8)),
        reinterpretAsUUID(sipHash128(intDiv(number, 8)))
    FROM numbers({rows})
"""


def test_a_funnel_that_needs_too_much_memory_is_asked_in_shards(
    ada: Asker, warehouse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse.command(_FILL.format(team=ada.team_id, rows=PEOPLE * 8))
    # Trap: what the insert gave back counts for the next query, which then passes any limit.
    assert ada.ask(FUNNEL, refresh="force_blocking").status == 200
    for name in ("query", "query_async"):
        monkeypatch.setitem(SETTINGS[name], "max_memory_usage", TOO_LITTLE)

    with monkeypatch.context() as undivided:
        undivided.setattr(compute, "DIVIDED", frozenset())
        whole = ada.ask(FUNNEL, refresh="force_blocking")
    divided = ada.ask(FUNNEL, refresh="force_blocking")

    assert whole.body["code"] == "query_memory_limit"
    assert divided.status == 200, divided.body
    steps = divided.body["results"]
    assert [step["count"] for step in steps] == [PEOPLE, PEOPLE]
    assert [step["median_conversion_time"] for step in steps] == [None, 1]
