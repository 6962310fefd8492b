"""Sums and means of a retention: what is refused, and what becomes of a sample."""

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from hogql.insights.context import Answer
from hogql.insights.registry import read_node
from hogql.insights.retention.models import RetentionQuery
from hogql.insights.retention.shape import shape
from tests.unit.hogql.insights.contexts import make_context
from tests.unit.hogql.insights.people.asking import RETENTION, Node, behind, built, refused

if TYPE_CHECKING:
    from collections.abc import Sequence


def chosen(**options: Any) -> Node:
    return {**RETENTION, "retentionFilter": {**RETENTION["retentionFilter"], **options}}


SUM: Node = {"aggregationType": "sum", "aggregationProperty": "price"}


@pytest.mark.parametrize("kind", ["sum", "avg"])
def test_without_a_property_there_is_nothing_to_sum(kind: str) -> None:
    assert refused(chosen(aggregationType=kind)) == "retentionFilter.aggregationProperty"


def test_rolling_windows_have_no_sum() -> None:
    rolling = chosen(**SUM, timeWindowMode="24_hour_windows")
    assert refused(rolling) == "retentionFilter.aggregationType"
    assert refused(behind(rolling, interval=0)) == "retentionFilter.aggregationType"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("aggregationType", "median"),
        ("aggregationPropertyType", "data_warehouse"),
        ("timeWindowMode", "48_hour_windows"),
    ],
)
def test_what_is_not_known_is_refused_by_its_field(field: str, value: str) -> None:
    with pytest.raises(ValidationError) as caught:
        RetentionQuery.model_validate(chosen(**{field: value}))
    (error,) = caught.value.errors()
    assert error["loc"] == ("retentionFilter", field)


def test_a_property_left_over_from_another_choice_changes_nothing() -> None:
    left = chosen(aggregationType="count", aggregationProperty="price")
    assert built(left) == built(RETENTION)


def test_people_are_listed_without_what_their_events_are_worth() -> None:
    assert built(behind(chosen(**SUM), interval=0)) == built(behind(RETENTION, interval=0))


def told(query: Node, rows: "Sequence[tuple[object, ...]]") -> list[tuple[int, float | None]]:
    request = read_node(query).request
    assert isinstance(request, RetentionQuery)
    answer = Answer(columns=(), types=(), rows=list(rows), hogql="", limit=None)
    first = shape([answer], request, make_context()).results[0]
    return [(cell.count, cell.aggregation_value) for cell in first.values]


def test_a_sum_of_a_sample_is_scaled_up_and_a_mean_is_not() -> None:
    rows = [("", 0, [0, 1], [4, 2], [10.0, 3.0])]
    half = {"samplingFactor": 0.5}
    assert told({**chosen(**SUM), **half}, rows) == [(8, 20.0), (4, 6.0), (0, 0.0)]
    mean = chosen(aggregationType="avg", aggregationProperty="price")
    assert told({**mean, **half}, rows) == [(8, 2.5), (4, 1.5), (0, 0.0)]


def test_a_plain_count_is_told_alone() -> None:
    assert told(RETENTION, [("", 0, [0], [4])]) == [(4, None), (0, None), (0, None)]
