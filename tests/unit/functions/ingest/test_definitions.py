"""What ingestion remembers of events it met: an event like others costs one look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from functions.ingest import definitions
from functions.ingest.definitions import HOUR_MS, MOST_NAMES, meet
from shared.domain.events.rows import NO_UUID, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shared.json import Json


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    definitions.forget()
    yield
    definitions.forget()


def _row(
    properties: Mapping[str, Json], *, at: int = 0, event: str = "paid", team_id: int = 1
) -> Row:
    return Row(
        uuid=NO_UUID,
        team_id=team_id,
        event=event,
        at=at,
        distinct_id="ann",
        person_id=NO_UUID,
        properties=properties,
        groups={},
        elements_chain="",
        person_mode="full",
    )


def _met(row: Row) -> list[str]:
    sighting = meet(row)
    return [] if sighting is None else [met.name for met in sighting.properties]


def _hours(row: Row) -> list[int]:
    sighting = meet(row)
    return [] if sighting is None else [sighting.event.at // HOUR_MS]


def test_a_property_is_met_once_for_each_event_and_team() -> None:
    assert _met(_row({"plan": "pro"})) == ["plan"]
    assert _met(_row({"plan": "free"})) == []
    assert _met(_row({"plan": "free", "amount": 1})) == ["amount"]
    assert _met(_row({"plan": "pro"}, event="left")) == ["plan"]
    assert _met(_row({"plan": "pro"}, team_id=2)) == ["plan"]


def test_an_event_is_met_again_in_hours_outside_those_it_was_met_in() -> None:
    found = [_hours(_row({}, at=hour * HOUR_MS + 5)) for hour in (8, 8, 10, 9, 7, 7, 10)]
    assert found == [[8], [], [10], [], [7], [], []]


def test_odd_names_do_not_fill_the_memory() -> None:
    for start in range(0, MOST_NAMES + 2000, 1000):
        properties = {f"p{n}": 1 for n in range(start, start + 1000)}
        assert len(_met(_row(properties))) == (1000 if start < MOST_NAMES else 0)


def test_a_batch_that_was_not_stored_is_met_again() -> None:
    assert _met(_row({"plan": "pro"})) == ["plan"]
    definitions.tell_sightings([])
    assert _met(_row({"plan": "pro"})) == ["plan"]


def test_names_that_no_table_takes_are_changed_or_left_out() -> None:
    sighting = meet(_row({"a\0b": 1, "x" * 401: 1}, event="e\0" + "v" * 300))
    assert sighting is not None
    assert [met.name for met in sighting.properties] == ["a\ufffdb"]
    assert sighting.event.name == "e\ufffd" + "v" * 198
