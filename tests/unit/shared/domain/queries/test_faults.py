"""A fault in a query as the API tells it."""

from __future__ import annotations

from hogql.errors import QueryError
from hogql.insights.errors import InsightError
from shared.domain.queries.faults import as_invalid_request

TEXT = "SELECT a,\n  nope FROM events"


def test_a_fault_says_where_it_is_and_shows_it() -> None:
    error = QueryError("No field.", start=12, end=16, fix="Write event.")

    told = as_invalid_request(error, {"kind": "HogQLQuery", "query": TEXT})

    assert (told.code, told.attr, told.detail) == ("hogql_query", "query", "No field.")
    assert told.extra == {
        "start": 12,
        "end": 16,
        "fix": "Write event.",
        "line": 2,
        "column": 3,
        "snippet": "  nope FROM events\n  ^^^^",
    }


def test_the_text_of_a_wrapped_query_is_shown() -> None:
    node = {"kind": "DataVisualizationNode", "source": {"kind": "HogQLQuery", "query": TEXT}}

    extra = as_invalid_request(QueryError("No field.", start=12, end=16), node).extra

    assert extra is not None
    assert extra["line"] == 2


def test_a_fault_of_an_insight_names_its_field_and_shows_no_text() -> None:
    told = as_invalid_request(InsightError("No.", attr="series.0.math"), {"kind": "TrendsQuery"})

    assert told.attr == "series.0.math"
    assert told.extra == {"start": None, "end": None, "fix": None}
