"""Box plots: the spread of a property's numbers, against quartiles of Python's own."""

from datetime import UTC, datetime
from itertools import count
from statistics import mean, quantiles
from typing import TYPE_CHECKING, Any

import pytest

from hogql.insights.context import InsightContext
from hogql.insights.errors import InsightError
from tests.integration.hogql.insights.events import insert_events, read_events
from tests.integration.hogql.insights.run import answer

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

TEAMS = count(9400)
CONTEXT = InsightContext(timezone="UTC", week_start_day=0, now=datetime(2020, 2, 1, 12, tzinfo=UTC))
SERIES = {"kind": "EventsNode", "event": "paid", "math": "avg", "math_property": "amount"}
SPREAD = ("min", "p25", "median", "p75", "max", "mean")


def boxes(
    client: "Client", values: "list[tuple[int, object]]", *series: dict[str, Any], **more: Any
) -> Any:
    """Ask for the boxes of what was paid on days of January."""
    team = next(TEAMS)
    lines = [f"2020-01-{day:02} 12:00:00 u1 paid amount={value}" for day, value in values]
    insert_events(client, team, read_events("\n".join(lines)))
    insert_events(client, next(TEAMS), read_events("2020-01-10 12:00:00 u1 paid amount=1000"))
    node: dict[str, Any] = {
        "kind": "TrendsQuery",
        "series": series or (SERIES,),
        "dateRange": {"date_from": "2020-01-09", "date_to": "2020-01-12"},
        "trendsFilter": {"display": "BoxPlot"},
    }
    return answer({**node, **more}, team_id=team, context=CONTEXT)


@pytest.mark.parametrize(
    "numbers",
    [[1, 2], [3, 1, 2], [-50, 0, 7, 7], [5] * 5, [9, -3, 4, 12, 0, 1], [*range(0, 70, 7), -1]],
    ids=len,
)
def test_a_box_is_the_spread_of_the_numbers(
    shared_clickhouse: "Client", numbers: list[int]
) -> None:
    (box,) = boxes(shared_clickhouse, [(10, number) for number in numbers])["boxplot_data"]

    p25, median, p75 = quantiles(numbers, n=4, method="inclusive")
    assert [box[name] for name in SPREAD] == pytest.approx(
        [min(numbers), p25, median, p75, max(numbers), mean(numbers)]
    )


def test_every_interval_with_a_number_has_a_box_and_no_other(shared_clickhouse: "Client") -> None:
    asked = boxes(shared_clickhouse, [(9, 1), (10, "none"), (12, 2), (12, 4), (20, 9)])

    found = asked["boxplot_data"]
    assert asked["results"] == []
    assert [(box["day"], box["label"], box["mean"]) for box in found] == [
        ("2020-01-09", "9-Jan-2020", 1),
        ("2020-01-12", "12-Jan-2020", 3),
    ]


def test_series_stand_one_after_the_other_and_a_multiplier_turns_them(
    shared_clickhouse: "Client",
) -> None:
    turned = {**SERIES, "math_multiplier": -2, "custom_name": "turned"}

    found = boxes(shared_clickhouse, [(10, 1), (10, 4)], SERIES, turned)["boxplot_data"]

    assert [(box["series_index"], box["series_label"]) for box in found] == [
        (0, "paid"),
        (1, "turned"),
    ]
    assert [(box["min"], box["max"]) for box in found] == [(1, 4), (-8, -2)]


def test_lines_have_no_boxes(shared_clickhouse: "Client") -> None:
    asked = boxes(shared_clickhouse, [(10, 1)], trendsFilter={"display": "ActionsBar"})

    assert asked["boxplot_data"] is None
    assert len(asked["results"]) == 1


@pytest.mark.parametrize(
    ("more", "attr"),
    [
        ({"series": [{"kind": "EventsNode", "event": "paid"}]}, "series.0.math_property"),
        ({"breakdownFilter": {"breakdown": "plan"}}, "breakdownFilter"),
        ({"compareFilter": {"compare": True}}, "compareFilter.compare"),
        ({"trendsFilter": {"display": "BoxPlot", "formula": "A"}}, "trendsFilter.formula"),
    ],
)
def test_what_has_no_box_is_refused_by_its_field(
    shared_clickhouse: "Client", more: dict[str, Any], attr: str
) -> None:
    with pytest.raises(InsightError) as refusal:
        boxes(shared_clickhouse, [], **more)
    assert refusal.value.attr == attr
