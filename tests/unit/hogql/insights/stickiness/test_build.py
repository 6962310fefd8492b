"""Which series, periods and statements a StickinessQuery comes to (insights 6)."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

from hogql.canonical import to_hogql
from hogql.insights.errors import InsightError
from hogql.insights.registry import read_node
from hogql.insights.stickiness.build import build, lines_of
from hogql.insights.stickiness.models import StickinessQuery
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from pydantic import JsonValue

PAGEVIEW: "JsonValue" = {"kind": "EventsNode", "event": "$pageview"}
DAYS: "JsonValue" = {"date_from": "2020-01-11", "date_to": "2020-01-20"}

CRITERIA = "stickinessFilter.stickinessCriteria"
LATE_THEN_EARLY: "JsonValue" = {"date_from": "2020-02-01", "date_to": "2020-01-01"}


def with_criteria(operator: str, value: int) -> "dict[str, JsonValue]":
    return {"stickinessFilter": {"stickinessCriteria": {"operator": operator, "value": value}}}


def asked(**fields: "JsonValue") -> StickinessQuery:
    node = read_node({"kind": "StickinessQuery", "series": [PAGEVIEW], "dateRange": DAYS, **fields})
    assert isinstance(node.request, StickinessQuery)
    return node.request


def statement(**fields: "JsonValue") -> str:
    (query,) = build(asked(**fields), make_context())
    return to_hogql(query.tree)


def read_and_build(body: "dict[str, JsonValue]") -> None:
    node = read_node(body)
    node.insight.build(node.request, make_context())


def refusal(**fields: "JsonValue") -> InsightError:
    body = {"kind": "StickinessQuery", "series": [PAGEVIEW], "dateRange": DAYS, **fields}
    with pytest.raises(InsightError) as error:
        read_and_build(body)
    return error.value


def test_every_series_has_a_query_of_its_own_in_each_period() -> None:
    second: JsonValue = {"kind": "EventsNode", "event": "paid"}
    request = asked(series=[PAGEVIEW, second], compareFilter={"compare": True})
    names = [query.name for query in build(request, make_context())]
    assert names == [
        "series 0, current",
        "series 1, current",
        "series 0, previous",
        "series 1, previous",
    ]


def test_the_period_before_ends_just_before_the_asked_one() -> None:
    lines = lines_of(asked(compareFilter={"compare": True}), make_context())
    days = [bucket.start.date() for bucket in lines[1].period.buckets()]
    assert (days[0], days[-1]) == (date(2020, 1, 1), date(2020, 1, 10))


def test_a_comparison_that_is_off_has_one_period() -> None:
    (line,) = lines_of(asked(compareFilter={"compare": False}), make_context())
    assert line.compare_label is None


def test_days_are_asked_for_where_no_interval_is_named() -> None:
    (line,) = lines_of(asked(), make_context())
    assert len(line.period.buckets()) == 10


def test_the_intervals_of_an_actor_are_one_number() -> None:
    assert "groupBitOr(" in statement()


def test_more_intervals_than_a_number_has_bits_are_rows() -> None:
    text = statement(interval="hour")
    assert "groupBitOr(" not in text
    assert "HAVING times >= 1" in text


def test_a_criterion_is_put_to_the_events_of_an_interval() -> None:
    chosen: JsonValue = {"stickinessCriteria": {"operator": "lte", "value": 2}}
    assert "HAVING times <= 2" in statement(stickinessFilter=chosen)


def test_intervals_are_grouped_from_the_start_of_the_range() -> None:
    assert ", 3) AS place" in statement(intervalCount=3)


def test_groups_count_only_where_an_event_has_one() -> None:
    assert "$group_0 != ''" in statement(aggregation_group_type_index=0).replace("`", "")


@pytest.mark.parametrize(
    ("fields", "attr"),
    [
        ({"series": [{"kind": "ActionsNode", "id": 9}]}, "series.0.id"),
        (
            {"dateRange": {"date_from": "2020-02-01", "date_to": "2020-01-01"}},
            "dateRange.date_from",
        ),
        ({"interval": "minute", "dateRange": {"date_from": "-90d"}}, "interval"),
        ({"compareFilter": {"compare": True, "compare_to": "soon"}}, "compareFilter.compare_to"),
        ({"intervalCount": 0}, "intervalCount"),
        (
            {"stickinessFilter": {"stickinessCriteria": {"operator": "lt", "value": 1}}},
            f"{CRITERIA}.operator",
        ),
        (
            {"stickinessFilter": {"stickinessCriteria": {"operator": "lte", "value": 0}}},
            f"{CRITERIA}.value",
        ),
        ({"series": [PAGEVIEW] * 26}, "series"),
        ({"breakdownFilter": {"breakdown": "plan"}}, "breakdownFilter"),
    ],
)
def test_what_can_not_be_answered_is_refused_by_its_field(
    fields: "dict[str, JsonValue]", attr: str
) -> None:
    assert refusal(**fields).attr == attr
