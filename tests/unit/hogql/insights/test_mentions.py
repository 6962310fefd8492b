"""The actions and cohorts that a request names, and where."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hogql.insights.errors import InsightError
from hogql.insights.mentions import check_mentions, mentions_of
from hogql.insights.registry import read_node
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from pydantic import BaseModel, JsonValue


def request(**fields: "JsonValue") -> "BaseModel":
    return read_node({"kind": "TrendsQuery", "series": [], **fields}).request


REQUEST = request(
    series=[
        {"kind": "ActionsNode", "id": 3},
        {"kind": "GroupNode", "nodes": [{"kind": "ActionsNode", "id": 4}]},
        {
            "kind": "EventsNode",
            "fixedProperties": [{"type": "cohort", "key": "id", "value": [7, "8"]}],
        },
    ],
    properties={
        "type": "AND",
        "values": [{"type": "OR", "values": [{"type": "cohort", "key": "id", "value": 5}]}],
    },
    breakdownFilter={"breakdown_type": "cohort", "breakdown": [6, "all"]},
)


def test_every_action_and_cohort_is_found_with_its_place() -> None:
    found = mentions_of(REQUEST)
    assert found.actions == {3: "series.0.id", 4: "series.1.nodes.0.id"}
    assert found.cohorts == {
        5: "properties.values.0.values.0.value",
        6: "breakdownFilter.breakdown",
        7: "series.2.fixedProperties.0.value",
        8: "series.2.fixedProperties.0.value",
    }


def test_what_the_project_does_not_have_is_refused_where_it_is_named() -> None:
    actions, cohorts = {3: "a", 4: "b"}, {5: "c", 6: "d", 7: "e", 8: "f"}
    check_mentions(REQUEST, make_context(actions=actions, cohorts=cohorts))
    with pytest.raises(InsightError) as action:
        check_mentions(REQUEST, make_context(actions={3: "a"}, cohorts=cohorts))
    assert (action.value.attr, action.value.message) == (
        "series.1.nodes.0.id",
        "Action 4 was not found.",
    )
    with pytest.raises(InsightError) as cohort:
        check_mentions(REQUEST, make_context(actions=actions, cohorts={5: "c"}))
    assert cohort.value.attr == "series.2.fixedProperties.0.value"


def test_nothing_is_refused_here_where_nobody_looked() -> None:
    context = replace(make_context(), actions=None, cohorts=None)
    check_mentions(REQUEST, context)


def test_everybody_is_no_cohort_to_look_for() -> None:
    asked = request(breakdownFilter={"breakdown_type": "cohort", "breakdown": [0, "all"]})
    assert mentions_of(asked).cohorts == {}


def test_a_list_of_breakdowns_names_cohorts_too() -> None:
    asked = request(breakdownFilter={"breakdowns": [{"property": 9, "type": "cohort"}]})
    assert mentions_of(asked).cohorts == {9: "breakdownFilter.breakdowns.0.property"}
