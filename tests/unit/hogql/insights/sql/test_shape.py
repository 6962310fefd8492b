"""Rows of a query written by hand as JSON."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from ipaddress import ip_address
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from hogql.insights.context import Answer
from hogql.insights.registry import read_node
from hogql.insights.sql.models import HogQLQueryResponse
from hogql.insights.sql.shape import to_json
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from pydantic import JsonValue


def shape(query: str, count: int, limit: int | None) -> HogQLQueryResponse:
    node = read_node({"kind": "HogQLQuery", "query": query})
    answer = Answer(
        columns=("n",),
        types=("UInt64",),
        rows=[(number,) for number in range(count)],
        hogql="SELECT n",
        limit=limit,
    )
    response = node.insight.shape([answer], node.request, make_context())
    assert isinstance(response, HogQLQueryResponse)
    return response


def test_a_hundred_rows_are_shown_and_the_next_one_means_more() -> None:
    response = shape("select n from t", count=101, limit=101)
    assert len(response.results) == 100
    assert (response.has_more, response.limit, response.offset) == (True, 100, 0)


def test_exactly_a_hundred_rows_are_all() -> None:
    response = shape("select n from t", count=100, limit=101)
    assert (len(response.results), response.has_more) == (100, False)


def test_a_limit_of_the_author_is_what_was_asked_for() -> None:
    response = shape("select n from t limit 5 offset 10", count=5, limit=5)
    assert (response.has_more, response.limit, response.offset) == (False, 5, 10)


def test_a_limit_beyond_the_most_is_the_one_applied() -> None:
    assert shape("select n from t limit 1000000", count=5, limit=50_000).limit == 50_000


def test_a_limit_that_was_lowered_is_told_and_so_are_the_rows_beyond_it() -> None:
    full = shape("select n from t limit 1000000", count=50_000, limit=50_000)
    few = shape("select n from t limit 1000000", count=5, limit=50_000)

    assert (full.limit_applied, full.has_more) == (True, True)
    assert (few.limit_applied, few.has_more) == (True, False)


def test_a_limit_of_the_author_is_not_one_of_ours() -> None:
    assert shape("select n from t limit 5", count=5, limit=5).limit_applied is False
    assert shape("select n from t", count=5, limit=101).limit_applied is True


def test_the_row_of_totals_is_shown_behind_the_rows_that_fit() -> None:
    response = shape("select n from t group by n with totals", count=102, limit=102)
    assert [row[0] for row in response.results[-2:]] == [99, 101]
    assert (len(response.results), response.has_more) == (101, True)


def test_ties_beyond_the_limit_are_shown() -> None:
    response = shape("select n from t order by n limit 2 with ties", count=4, limit=2)
    assert len(response.results) == 4


def test_columns_come_with_their_types() -> None:
    response = shape("select n from t", count=1, limit=101)
    assert response.types == (("n", "UInt64"),)
    assert response.query == "select n from t"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (2**63, 2**63),
        ("text", "text"),
        (1.5, 1.5),
        (float("nan"), None),
        (float("-inf"), None),
        (Decimal("1.25"), 1.25),
        (datetime(2020, 1, 2, 1, tzinfo=UTC), "2020-01-02T01:00:00Z"),
        (
            datetime(2020, 1, 2, 1, 0, 0, 123000, tzinfo=timezone(timedelta(hours=-8))),
            "2020-01-02T01:00:00.123000-08:00",
        ),
        (date(2020, 1, 2), "2020-01-02"),
        (timedelta(minutes=1), 60.0),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (b"caf\xc3\xa9\xff", "café\ufffd"),
        (ip_address("10.0.0.1"), "10.0.0.1"),
        ((1, "a", [float("nan")]), [1, "a", [None]]),
        ({"a": (1, 2), 3: None}, {"a": [1, 2], "3": None}),
    ],
)
def test_a_value_of_a_row_has_a_json_form(value: object, expected: "JsonValue") -> None:
    result = to_json(value)
    assert result == expected
    assert type(result) is type(expected)
