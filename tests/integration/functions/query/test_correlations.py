"""Correlations and the people behind them, asked through the endpoint; divided where too large."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from hogql.settings import SETTINGS
from shared.domain.queries import compute

if TYPE_CHECKING:
    from tests.integration.functions.query.conftest import Asker

PEOPLE: Final = 40_000
TOO_LITTLE: Final = 14_000_000
"""Bytes: too few for the stays of everybody, enough for an eighth of them."""

FUNNEL: Final = {
    "kind": "FunnelsQuery",
    "series": [{"kind": "EventsNode", "event": name} for name in ("viewed", "bought")],
    "dateRange": {"date_from": "2026-01-01", "date_to": "2026-01-02"},
}
CORRELATION: Final = {
    "kind": "FunnelCorrelationQuery",
    "source": {"kind": "FunnelsActorsQuery", "source": FUNNEL},
    "funnelCorrelationType": "events",
}
_FILL: Final = """
    INSERT INTO events (uuid, team_id, event, timestamp, distinct_id, person_id)
    SELECT generateUUIDv4(), {team},
        multiIf(number % 4 = 0, 'viewed', number % 8 = 7, 'bought', 'looked'),
        toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + toIntervalSecond(number % 4),
        toString(intDiv(number, 4)),
        reinterpretAsUUID(sipHash128(intDiv(number, 4)))
    FROM numbers({rows})
"""
"""Everybody views and looks around, every other one buys."""


@pytest.fixture
def crowd(ada: Asker, warehouse: Any) -> Asker:
    warehouse.command(_FILL.format(team=ada.team_id, rows=PEOPLE * 4))
    return ada


def counts(body: dict[str, Any]) -> list[tuple[str, int, int]]:
    return [
        (one["event"]["event"], one["success_count"], one["failure_count"])
        for one in body["results"]["events"]
    ]


def test_a_correlation_that_needs_too_much_memory_is_asked_in_shards(
    crowd: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Trap: what the insert gave back counts for the next query, which then passes any limit.
    plain = crowd.ask(CORRELATION, refresh="force_blocking")
    assert counts(plain.body) == [("looked", PEOPLE // 2, PEOPLE // 2)]
    for name in ("query", "query_async"):
        monkeypatch.setitem(SETTINGS[name], "max_memory_usage", TOO_LITTLE)

    with monkeypatch.context() as undivided:
        undivided.setattr(compute, "DIVIDED", frozenset())
        whole = crowd.ask(CORRELATION, refresh="force_blocking")
    divided = crowd.ask(CORRELATION, refresh="force_blocking")

    assert whole.body["code"] == "query_memory_limit"
    assert divided.status == 200, divided.body
    assert counts(divided.body) == counts(plain.body)


def test_people_behind_a_correlation_are_listed_page_by_page(crowd: Asker) -> None:
    source = {
        "kind": "FunnelCorrelationActorsQuery",
        "source": CORRELATION,
        "funnelCorrelationPersonConverted": True,
        "funnelCorrelationPersonEntity": {"kind": "EventsNode", "event": "looked"},
    }
    node = {"kind": "ActorsQuery", "source": source, "select": ["id"], "limit": 50_000}
    found = crowd.ask(node, refresh="force_blocking")
    bare = crowd.ask(source, refresh="force_blocking")

    assert found.status == bare.status == 200, (found.body, bare.body)
    assert len({row[0] for row in found.body["results"]}) == PEOPLE // 2
    assert (len(bare.body["results"]), bare.body["hasMore"]) == (100, True)


@pytest.mark.parametrize(
    ("changed", "attr"),
    [
        ({"funnelCorrelationType": "properties"}, "funnelCorrelationNames"),
        ({"funnelCorrelationType": "nonsense"}, "funnelCorrelationType"),
        ({"source": FUNNEL}, "source.kind"),
        ({"funnelCorrelationWhat": 1}, "funnelCorrelationWhat"),
    ],
)
def test_a_malformed_correlation_is_refused_by_its_field(
    ada: Asker, changed: dict[str, Any], attr: str
) -> None:
    found = ada.ask({**CORRELATION, **changed}, refresh="force_blocking")
    assert (found.status, found.body["attr"]) == (400, attr)
