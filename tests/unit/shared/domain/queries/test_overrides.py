"""Dates, properties and variables of a dashboard over those of a query."""

from __future__ import annotations

from typing import Any

import pytest

from shared.domain.queries.models import QueryRequest
from shared.domain.queries.overrides import overridden

FILTER = {"key": "a", "value": "1"}
OTHER = {"key": "b", "value": "2"}
GROUP = {"type": "OR", "values": [FILTER]}


def node_of(query: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return dict(overridden(QueryRequest.model_validate({"query": query, **fields})))


def test_a_request_without_overrides_stays_as_it_is() -> None:
    query = {"kind": "TrendsQuery", "unknown": [1], "properties": [FILTER]}

    assert node_of(query) == query
    assert node_of(query, filters_override={}, variables_override={}) == query


def test_dates_replace_those_of_the_query() -> None:
    query = {"kind": "TrendsQuery", "dateRange": {"date_from": "-7d", "explicitDate": True}}

    found = node_of(query, filters_override={"date_from": "-1d"})

    assert found["dateRange"] == {"date_from": "-1d", "date_to": None}


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        pytest.param(None, [OTHER], id="none"),
        pytest.param([], [OTHER], id="empty"),
        pytest.param([FILTER], [FILTER, OTHER], id="list"),
        pytest.param(
            GROUP,
            {"type": "AND", "values": [GROUP, {"type": "AND", "values": [OTHER]}]},
            id="group",
        ),
    ],
)
def test_properties_are_asked_for_as_well(own: object, expected: object) -> None:
    query = {"kind": "TrendsQuery", "properties": own}

    assert node_of(query, filters_override={"properties": [OTHER]})["properties"] == expected


@pytest.mark.parametrize("kind", ["TrendsQuery", "FunnelsQuery", "RetentionQuery"])
def test_a_dashboard_s_breakdown_replaces_that_of_the_query(kind: str) -> None:
    override = {"breakdown_filter": {"breakdown": "plan", "breakdown_type": "person"}}
    query = {"kind": kind, "breakdownFilter": {"breakdown": "a"}}

    found = node_of(query, filters_override=override)

    assert found["breakdownFilter"] == override["breakdown_filter"]


@pytest.mark.parametrize("kind", ["StickinessQuery", "HogQLQuery", "NoQuery"])
def test_a_kind_without_breakdowns_gets_none(kind: str) -> None:
    override = {"breakdown_filter": {"breakdown": "plan"}}

    assert "breakdownFilter" not in node_of({"kind": kind}, filters_override=override)


def test_test_accounts_and_exact_dates_are_said_by_the_dashboard_too() -> None:
    override = {"date_from": "-1d", "explicitDate": True, "filterTestAccounts": True}

    found = node_of({"kind": "TrendsQuery"}, filters_override=override)

    assert found["dateRange"] == {"date_from": "-1d", "date_to": None, "explicitDate": True}
    assert found["filterTestAccounts"] is True


def test_an_insight_of_old_is_asked_as_the_node_that_it_means() -> None:
    old = {"insight": "TRENDS", "events": [{"id": "paid"}]}
    node = {"kind": "TrendsQuery", "series": [{"kind": "EventsNode", "event": "paid"}]}

    assert node_of(old) == node
    assert overridden(QueryRequest.model_validate({"filters": old})) == node


def test_the_filters_of_hogql_are_where_hogql_has_them() -> None:
    found = node_of({"kind": "HogQLQuery"}, filters_override={"date_to": "-1d"})

    assert found["filters"] == {"dateRange": {"date_from": None, "date_to": "-1d"}}
    assert "dateRange" not in found


def test_a_wrapped_query_is_changed_inside() -> None:
    wrapped = {"kind": "InsightVizNode", "source": {"kind": "TrendsQuery"}, "showTable": True}

    found = node_of(wrapped, filters_override={"date_from": "-1d"})

    assert found["showTable"] is True
    assert found["source"]["dateRange"]["date_from"] == "-1d"
    assert "dateRange" not in found


def test_variables_replace_those_with_the_same_id() -> None:
    query = {"kind": "HogQLQuery", "variables": {"1": {"value": "a"}, "2": {"value": "b"}}}

    found = node_of(query, variables_override={"2": {"code_name": "x", "value": "c"}})

    assert found["variables"] == {
        "1": {"value": "a"},
        "2": {"variableId": "2", "code_name": "x", "value": "c"},
    }
