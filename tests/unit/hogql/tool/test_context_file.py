"""The JSON form of a context: it has every field, and each reaches the compiler's own form."""

import json
from datetime import UTC, datetime

import pytest

from hogql.context import Action, Cohort, Context, Restrictions, SystemRows
from hogql.errors import QueryError
from hogql.tool.context_file import ContextFile, read_context


def test_the_file_has_every_field_of_a_context_but_the_team() -> None:
    assert set(ContextFile.model_fields) == set(Context.__struct_fields__) - {"team_id"}


def test_every_field_is_described_with_an_example_that_is_valid() -> None:
    fields = ContextFile.model_fields.items()
    content = {name: (field.examples or [None])[0] for name, field in fields}
    assert all(field.description for _, field in fields)
    assert read_context(json.dumps(content), 7).team_id == 7


def test_an_empty_file_is_the_default_context() -> None:
    assert read_context("{}", 7) == Context(team_id=7)


def test_every_field_reaches_the_context() -> None:
    content = {
        "timezone": "Europe/Lisbon",
        "week_start_day": 1,
        "limit_context": "export",
        "group_types": ["company"],
        "property_types": {"amount": "Numeric"},
        "person_property_types": {"age": "Numeric"},
        "group_property_types": {"0": {"seats": "Numeric"}},
        "cohorts": [{"id": 3, "name": "Payers", "is_static": True, "version": 2}],
        "actions": [{"id": 5, "name": "Paid", "condition": "event = 'paid'"}],
        "views": {"payments": "SELECT 1"},
        "system": {"teams": [[7, "a", None, 1.5, True]]},
        "restrictions": {"tables": ["persons"], "properties": {"event": ["a", "b"]}},
        "events_since": "2026-01-01T01:00:00+01:00",
        "user_id": 12,
    }
    assert read_context(json.dumps(content), 7) == Context(
        team_id=7,
        timezone="Europe/Lisbon",
        week_start_day=1,
        limit_context="export",
        group_types=("company",),
        property_types={"amount": "Numeric"},
        person_property_types={"age": "Numeric"},
        group_property_types={(0, "seats"): "Numeric"},
        cohorts=(Cohort(id=3, name="Payers", is_static=True, version=2),),
        actions=(Action(id=5, name="Paid", condition="event = 'paid'"),),
        views={"payments": "SELECT 1"},
        system={"teams": SystemRows(rows=((7, "a", None, 1.5, True),))},
        restrictions=Restrictions(
            tables=frozenset({"persons"}),
            properties=frozenset({("event", "a"), ("event", "b")}),
        ),
        events_since=datetime(2026, 1, 1, tzinfo=UTC),
        user_id=12,
    )


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ({"timezone": "Nowhere"}, "timezone"),
        ({"week_start_day": 6}, "week_start_day"),
        ({"limit_context": "huge"}, "limit_context"),
        ({"group_types": ["a"] * 6}, "group_types"),
        ({"property_types": {"a": "Number"}}, "property_types.a"),
        ({"group_property_types": {"x": {}}}, "group_property_types.x"),
        ({"actions": [{"id": 1, "name": "a"}]}, "actions.0.condition"),
        ({"restrictions": {"property": {}}}, "restrictions.property"),
        ({"events_since": "2026-01-01T00:00:00"}, "events_since"),
        ({"team_id": 8}, "team_id"),
    ],
)
def test_a_field_at_fault_is_named(content: object, place: str) -> None:
    with pytest.raises(QueryError, match="is not valid at " + place.replace(".", r"\.")):
        read_context(json.dumps(content), 7)
