"""Calendar heatmaps: hours of days of the week in the project's zone, each total for itself."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from hogql.insights.context import InsightContext
from hogql.insights.errors import InsightError
from tests.integration.hogql.insights.events import GivenEvent, insert_events
from tests.integration.hogql.insights.run import answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clickhouse_connect.driver.client import Client

TEAMS = count(9500)
SERIES = {"kind": "EventsNode", "event": "seen"}
DATES = {"date_from": "2020-03-02", "date_to": "2020-03-15"}
BEGIN = datetime(2020, 3, 2, tzinfo=UTC)


def events() -> list[GivenEvent]:
    random = Random(7)
    return [
        GivenEvent(
            at=BEGIN + timedelta(minutes=random.randrange(0, 14 * 24 * 60)),
            distinct_id=random.choice(["ann", "ben", "cid"]),
            name=random.choice(["seen", "seen", "noise"]),
        )
        for _ in range(300)
    ]


def ask(client: "Client", zone: str, *series: Any, **more: Any) -> Any:
    team, told = next(TEAMS), events()
    insert_events(client, team, told)
    insert_events(client, next(TEAMS), told)
    context = InsightContext(
        timezone=zone, week_start_day=0, now=datetime(2020, 4, 1, 12, tzinfo=UTC)
    )
    node: dict[str, Any] = {
        "kind": "TrendsQuery",
        "series": series or (SERIES,),
        "dateRange": DATES,
        "trendsFilter": {"display": "CalendarHeatmap"},
    }
    found = answer({**node, **more}, team_id=team, context=context)
    assert isinstance(found, dict)
    return found["results"]


def seen(zone: str) -> "Iterator[tuple[int, int, str]]":
    """Day of the week, hour and person of every event that counts."""
    for one in events():
        at = one.at.astimezone(ZoneInfo(zone))
        if one.name == "seen" and date(2020, 3, 2) <= at.date() <= date(2020, 3, 15):
            yield at.isoweekday(), at.hour, one.distinct_id


def told(heat: Any) -> dict[tuple[int | None, int | None], int]:
    """Every number of a heatmap; None stands for all days, or all hours."""
    return {
        **{(cell["row"], cell["column"]): cell["value"] for cell in heat["data"]},
        **{(cell["row"], None): cell["value"] for cell in heat["rowAggregations"]},
        **{(None, cell["column"]): cell["value"] for cell in heat["columnAggregations"]},
        (None, None): heat["allAggregations"],
    }


def expected(zone: str, *, by_person: bool) -> dict[tuple[int | None, int | None], int]:
    found: defaultdict[tuple[int | None, int | None], list[str]] = defaultdict(list)
    for day, hour, who in seen(zone):
        for key in ((day, hour), (day, None), (None, hour), (None, None)):
            found[key].append(who)
    return {key: len(set(who) if by_person else who) for key, who in found.items()}


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata", "America/New_York"])
@pytest.mark.parametrize("math", ["total", "dau"])
def test_every_hour_of_the_week_and_every_sum_is_counted_for_itself(
    shared_clickhouse: "Client", zone: str, math: str
) -> None:
    (row,) = ask(shared_clickhouse, zone, {**SERIES, "math": math})
    numbers = expected(zone, by_person=math == "dau")
    assert told(row["calendar_heatmap_data"]) == numbers
    assert row["count"] == row["aggregated_value"] == numbers[None, None]
    assert row["data"] == []


def test_each_series_has_its_heatmap(shared_clickhouse: "Client") -> None:
    one, other = ask(shared_clickhouse, "UTC", SERIES, {**SERIES, "event": "noise"})
    assert one["calendar_heatmap_data"]["allAggregations"] == len(list(seen("UTC")))
    assert other["count"] == 300 - one["count"]


def test_nothing_is_a_heatmap_without_cells(shared_clickhouse: "Client") -> None:
    (row,) = ask(shared_clickhouse, "UTC", {**SERIES, "event": "never"})
    assert told(row["calendar_heatmap_data"]) == {(None, None): 0}


def test_other_displays_have_no_cells(shared_clickhouse: "Client") -> None:
    (row,) = ask(shared_clickhouse, "UTC", trendsFilter={"display": "BoldNumber"})
    assert row["calendar_heatmap_data"] is None


@pytest.mark.parametrize(
    ("more", "attr"),
    [
        ({"series": [{**SERIES, "math": "weekly_active"}]}, "series.0.math"),
        ({"breakdownFilter": {"breakdown": "plan"}}, "breakdownFilter"),
        ({"compareFilter": {"compare": True}}, "compareFilter.compare"),
        ({"trendsFilter": {"display": "CalendarHeatmap", "formula": "A"}}, "trendsFilter.formula"),
    ],
)
def test_what_has_no_heatmap_is_refused_by_its_field(
    shared_clickhouse: "Client", more: dict[str, Any], attr: str
) -> None:
    with pytest.raises(InsightError) as refusal:
        ask(shared_clickhouse, "UTC", **more)
    assert refusal.value.attr == attr
