"""The comparison itself: what differs is said, with its place, and what is right is not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.semantics import cases
from tests.integration.semantics.cases import Case, read_cases
from tests.integration.semantics.compare import compare
from tests.integration.semantics.formulas import person_of
from tests.integration.semantics.matching import MISSING, Bindings, is_match
from tests.integration.semantics.play import Way, ways_of
from tests.integration.semantics.stored import Stored

TEAM = 7
ANN = person_of(TEAM, "ann")
EVENT: dict[str, Any] = {
    **{"uuid": "1", "event": "a", "distinct_id": "ann", "person_id": ANN, "groups": {"g": "x"}},
    "properties": {"n": "1", "text": "1", "yes": "true", "map": '{"a":1}'},
}
PERSON: dict[str, Any] = {
    **{"id": ANN, "properties": {"plan": "pro"}, "created_at": "t", "is_identified": True}
}
STORED = Stored(
    events=[EVENT],
    persons=[PERSON],
    columnar_persons=[PERSON],
    owners={"ann": ANN},
    columnar_owners={"ann": ANN},
    group_types={"g": 0},
    event_definitions={"a": {"last_seen_at": "t"}},
    property_definitions={"event": {"n": "Numeric", "list": None}},
    event_properties={"a": {"n"}},
    warnings=[{"type": "odd", "details": {"message": "m"}}],
)


@pytest.mark.parametrize(
    ("team_id", "distinct_id", "expected"),
    [
        # as sha1sum gives them for the namespace's bytes and the name, but for version and variant
        (1, "ann", "fe27503b-3771-5a01-819d-96bf829dfb35"),
        (42, "user-1", "450a3186-cebb-5d4f-94b3-155369e68dfb"),
        (7, "é", "9ac7afec-5f90-5256-b757-9c6016b68e51"),
    ],
)
def test_the_person_id_is_the_published_formula(
    team_id: int, distinct_id: str, expected: str
) -> None:
    assert person_of(team_id, distinct_id) == expected


@pytest.mark.parametrize(
    "expected",
    [
        {"events": [{"event": "a", "person": "ann", "properties": {"n": 1, "text": "1"}}]},
        {"events": [{"properties": {"yes": True, "map": {"a": 1}, "other": None}}]},
        {"events": [{"uuid": {"$same": "x"}, "groups": {"g": "x", "h": None}}]},
        {"persons": [{"of": "ann", "only": {"plan": "pro"}, "is_identified": True}]},
        {"group_types": {"g": 0}},
        {"group_types": ["g"]},
        {"definitions": {"event": {"n": "Numeric", "list": None, "x": {"$absent": True}}}},
        {"definitions": {"events": {"a": {"last_seen_at": "t"}}, "pairs": {"a": ["n"]}}},
        {"warnings": ["odd"]},
        {"warnings": [{"type": "odd", "details": {"message": "m"}}], "heatmaps": []},
    ],
)
def test_what_is_as_expected_has_no_differences(expected: dict[str, Any]) -> None:
    assert compare(expected, STORED, TEAM) == []


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        ({"events": []}, "events: expected 0 rows, stored 1"),
        ({"events": [{"event": "b"}]}, "events[0].event: expected 'b', stored 'a'"),
        ({"events": [{"properties": {"n": "2"}}]}, "events[0].properties.n: expected '2'"),
        ({"events": [{"properties": {"n": True}}]}, "events[0].properties.n: expected True"),
        ({"events": [{"properties": {"n": None}}]}, "events[0].properties.n: expected None"),
        ({"events": [{"properties": {"x": 1}}]}, "properties.x: expected 1, stored nothing"),
        ({"events": [{"person": "bob"}]}, "events[0].person: expected"),
        ({"persons": []}, "persons in ClickHouse: nobody expected"),
        ({"persons": [{"of": "bob"}]}, "persons in PostgreSQL: 'bob' is not there"),
        ({"persons": [{"of": "ann", "only": {}}]}, "expected only [], stored ['plan']"),
        ({"persons": [{"of": "ann", "is_identified": False}]}, "ann.is_identified: expected False"),
        ({"persons": [{"of": "ann", "distinct_ids": ["ann", "x"]}]}, "expected the distinct ids"),
        ({"groups": [{"group_key": "x"}]}, "groups: expected 1 rows, stored 0"),
        ({"group_types": {}}, "group_types: expected {}"),
        ({"definitions": {"event": {"n": "String"}}}, "definitions.event.n: expected 'String'"),
        ({"definitions": {"event": {"list": "String"}}}, "definitions.event.list: expected"),
        ({"definitions": {"events": {}}}, "definitions.events: expected [], stored ['a']"),
        ({"definitions": {"events": {"b": {}, "a": {}}}}, "expected ['a', 'b'], stored ['a']"),
        ({"definitions": {"pairs": {"a": ["n", "m"]}}}, "definitions.pairs.a: ['m'] lacking"),
        ({"warnings": []}, "warnings: expected [], stored ['odd']"),
        ({"warnings": [{"type": "odd", "details": {"message": "x"}}]}, "warnings.odd.message"),
        ({"advice": ["cannot_merge_already_identified"]}, "advice: expected"),
    ],
)
def test_what_differs_is_said_with_its_place(expected: dict[str, Any], told: str) -> None:
    assert told in "\n".join(compare(expected, STORED, TEAM))


def test_a_row_with_the_person_id_of_somebody_else_is_told_of_unasked() -> None:
    stored = Stored(events=[{**EVENT, "person_id": person_of(TEAM, "bob")}])
    assert compare({}, stored, TEAM) == [
        f"person_id of 'ann': {person_of(TEAM, 'bob')} instead of {ANN}"
    ]


def test_a_merge_that_is_not_overridden_is_told_of_unasked() -> None:
    bob = person_of(TEAM, "bob")
    stored = Stored(owners={"ann": bob}, overrides={ANN: bob})
    assert compare({}, stored, TEAM) == [
        f"person_distinct_id_overrides of 'ann': {ANN} instead of {bob}"
    ]


def test_rows_are_held_against_those_they_are_most_like() -> None:
    rows = [{**EVENT, "uuid": str(number), "event": f"e{number}"} for number in range(3)]
    stored = Stored(events=rows)
    wanted = [{"event": "e2", "uuid": "2"}, {"event": "e0", "uuid": "9"}, {"event": "e1"}]
    assert compare({"events": wanted}, stored, TEAM) == ["events[1].uuid: expected '9', stored '0'"]


def test_a_name_stands_for_one_value_and_a_value_has_one_name() -> None:
    bindings = Bindings(team_id=TEAM)
    assert is_match({"$same": "x"}, "1", bindings)
    assert is_match({"$same": "x"}, "1", bindings)
    assert not is_match({"$same": "x"}, "2", bindings)
    assert not is_match({"$same": "y"}, "1", bindings)
    assert not is_match({"$same": "z"}, MISSING, bindings)


def test_a_word_that_nobody_reads_is_refused(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("odd")
    whole = '[{"name": "n", "rule": "r", "requests": [], "expected": {"evnets": []}}]'
    (folder / "odd.json").write_text(whole)
    monkeypatch.setattr(cases, "FOLDER", folder)
    with pytest.raises(ValueError, match="odd: n: nobody reads evnets"):
        read_cases()


def test_only_what_can_be_turned_around_is() -> None:
    one = Case(section="s", name="n", rule="4.1", requests=({},), expected={})
    two = Case(section="s", name="n", rule="4.1", requests=({}, {}), expected={})
    kept = Case(section="s", name="n", rule="4.1", requests=({}, {}), expected={}, order="because")
    assert ways_of(one) == ways_of(kept) == (Way.AS_GIVEN, Way.TWICE)
    assert ways_of(two) == tuple(Way)
