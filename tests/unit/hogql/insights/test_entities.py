"""Series on the wire, and the condition and name that each kind has."""

from typing import TYPE_CHECKING

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from hogql.insights.entities import Entity, SeriesNode
from hogql.insights.series import (
    is_event_of,
    matches_any,
    matches_series,
    series_id,
    series_name,
    series_type,
)
from hogql.parser import parse_expr
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from pydantic import JsonValue

SERIES: TypeAdapter[Entity] = TypeAdapter(SeriesNode)
CONTEXT = make_context(actions={3: "Buy"})
PAID: "JsonValue" = [{"key": "plan", "value": "pro"}]
EVENT: "JsonValue" = {"kind": "EventsNode", "event": "buy", "properties": PAID}
ACTION: "JsonValue" = {"kind": "ActionsNode", "id": 3, "fixedProperties": PAID}
EVERY: "JsonValue" = {"kind": "EventsNode", "event": None}
GROUP: "JsonValue" = {"kind": "GroupNode", "nodes": [EVENT, ACTION], "name": "Both"}


class _Asked(BaseModel):
    series: tuple[SeriesNode, ...]


@pytest.mark.parametrize(
    ("wire", "hogql", "name", "identity", "kind"),
    [
        (EVENT, "event = 'buy' AND properties.plan = 'pro'", "buy", "buy", "events"),
        (ACTION, "matchesAction(3) AND properties.plan = 'pro'", "Buy", 3, "actions"),
        (EVERY, "true", "All events", None, "events"),
        (
            GROUP,
            "(event = 'buy' AND properties.plan = 'pro') "
            "OR (matchesAction(3) AND properties.plan = 'pro')",
            "Both",
            None,
            "events",
        ),
    ],
)
def test_each_kind_of_series_has_a_condition_and_a_name(
    wire: "JsonValue", hogql: str, name: str, identity: str | int | None, kind: str
) -> None:
    series = SERIES.validate_python(wire)
    assert matches_series(series, CONTEXT, attr="series.0") == parse_expr(hogql)
    assert series_name(series, CONTEXT) == name
    assert (series_id(series), series_type(series)) == (identity, kind)


def test_a_series_by_name_alone_has_no_filters() -> None:
    series = SERIES.validate_python(EVENT)
    assert is_event_of(series, CONTEXT, attr="series.0") == parse_expr("event = 'buy'")


def test_several_series_ask_for_any_of_their_events() -> None:
    other: JsonValue = {"kind": "EventsNode", "event": "see"}
    both = tuple(map(SERIES.validate_python, [EVENT, other, EVENT, ACTION]))
    assert matches_any(both, CONTEXT) == parse_expr("event IN ('buy', 'see') OR matchesAction(3)")
    every = (*both, SERIES.validate_python(EVERY))
    assert matches_any(every, CONTEXT) == parse_expr("true")
    assert matches_any(both[:1], CONTEXT) == parse_expr("event = 'buy'")


@pytest.mark.parametrize(
    ("wire", "place"),
    [
        ({"kind": "DataWarehouseNode", "id": "t", "table_name": "t"}, "kind"),
        ({"kind": "Nonsense"}, "kind"),
        ({}, "kind"),
        ({"kind": "ActionsNode"}, "id"),
        ({"kind": "GroupNode", "nodes": []}, "nodes"),
        ({"kind": "GroupNode", "operator": "AND", "nodes": [EVENT]}, "operator"),
        ({"kind": "EventsNode", "math": "guess"}, "math"),
        ({"kind": "EventsNode", "math_group_type_index": 5}, "math_group_type_index"),
        ({"kind": "EventsNode", "evnt": "buy"}, "evnt"),
    ],
)
def test_what_is_no_series_is_refused_by_field(wire: "JsonValue", place: str) -> None:
    with pytest.raises(ValidationError) as caught:
        _Asked.model_validate({"series": [wire]})
    parts = [str(part) for part in caught.value.errors()[0]["loc"]]
    assert [part for part in parts if not part.startswith("(")] == ["series", "0", place]
