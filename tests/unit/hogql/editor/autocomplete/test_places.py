"""Where the cursor stands decides what may be written; no text is too unfinished to tell."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hogql.context import Context, Restrictions
from hogql.editor.autocomplete import Definition, read_place, suggest
from hogql.editor.autocomplete.reach import Keys
from hogql.schema.tables import TABLES

if TYPE_CHECKING:
    from hogql.editor.autocomplete.places import Language, Place

CASES: Final = json.loads(
    (Path(__file__).parents[4] / "fixtures" / "hogql" / "cases.json").read_text()
)["cases"]
TEXTS: Final = sorted({case["sql"] for case in CASES if len(case["sql"]) < 3000})
PROJECT: Final = Context(team_id=7, group_types=("company",))
DEFINITIONS: Final = (
    Definition(name="plan"),
    Definition(name="plan b", property_type="Numeric"),
    Definition(name="it's"),
)
UNUSED_GROUPS: Final = {f"$group_{place}" for place in range(1, 5)}
HOLES: Final = {"variables": {"country": None}, "filters": {}}


def place_of(marked: str, language: Language = "hogQL", source: str | None = None) -> Place:
    """The place of the bar in the text."""
    text, position = marked.replace("|", "", 1), marked.index("|")
    return read_place(text, position, PROJECT, language=language, source=source)


def labels(
    marked: str,
    language: Language = "hogQL",
    source: str | None = None,
    context: Context = PROJECT,
) -> list[str]:
    found = suggest(
        place_of(marked, language, source), context, definitions=DEFINITIONS, holes=HOLES
    )
    return [item.label for item in found.items]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("SELECT eve| FROM events", "event"),
        ("SELECT | FROM events", "uuid"),
        ("SELECT e.| FROM events AS e", "uuid"),
        ("SELECT e.| FROM events e WHERE 1", "uuid"),
        ("SELECT person.|", "SELECT"),
        ("SELECT person.crea| FROM events", "created_at"),
        ("SELECT count(| FROM events", "uuid"),
        ("SELECT count(even|) FROM events", "event"),
        ("SELECT 1 FROM events WHERE eve|", "event"),
        ("SELECT 1 FROM events e JOIN persons p ON p.is_i| = e.x", "is_identified"),
        ("SELECT 1 FROM (SELECT event AS name FROM events) q WHERE q.|", "name"),
        ("SELECT 1 FROM (SELECT event AS name FROM events) WHERE na|", "name"),
        ("WITH a AS (SELECT event, count() AS n FROM events) SELECT a.| FROM a", "event"),
        ("WITH a AS (SELECT *, 1 AS one FROM events) SELECT on| FROM a", "one"),
        ("WITH a AS (SELECT e.* FROM events e) SELECT a.even| FROM a", "event"),
        ("SELECT event AS happened FROM events ORDER BY happ|", "happened"),
        ("WITH 1 AS weight SELECT weig| FROM events", "weight"),
        ("SELECT 1 UNION ALL SELECT even| FROM events", "event"),
        ("SELECT 1 FROM events WHERE event IN (SELECT na| FROM system.cohorts)", "name"),
        ("SELECT numb| FROM numbers(3)", "number"),
    ],
)
def test_the_fields_in_reach_come_first(marked: str, expected: str) -> None:
    if expected == "SELECT":
        assert labels(marked) == []
    else:
        assert labels(marked)[0] == expected


@pytest.mark.parametrize(
    ("marked", "kind", "group"),
    [
        ("SELECT properties.| FROM events", "event", None),
        ("SELECT e.properties.pl| FROM events e", "event", None),
        ("SELECT properties['| FROM events", "event", None),
        ("SELECT properties['pl|'] FROM events", "event", None),
        ("SELECT person.properties.| FROM events", "person", None),
        ("SELECT pdi.person.properties.| FROM events", "person", None),
        ("SELECT poe.properties.| FROM events", "person", None),
        ("SELECT company.properties.| FROM events", "group", 0),
        ("SELECT group_0.properties.| FROM events", "group", 0),
        ("SELECT properties.| FROM persons", "person", None),
        ("SELECT q.properties.| FROM (SELECT properties FROM events) q", "event", None),
        ("WITH a AS (SELECT properties FROM persons) SELECT properties.| FROM a", "person", None),
    ],
)
def test_a_chain_that_ends_in_properties_asks_for_their_owner(
    marked: str, kind: str, group: int | None
) -> None:
    keys = place_of(marked).keys

    assert isinstance(keys, Keys)
    assert (keys.kind, keys.group) == (kind, group)


def test_fields_come_with_the_types_of_their_values() -> None:
    found = suggest(place_of("SELECT | FROM events"), PROJECT, holes={})
    details = {item.label: item.detail for item in found.items}

    assert details["timestamp"] == "DateTime"
    assert details["person_id"] == "UUID"
    assert (details["properties"], details["person"]) == ("JSON", "table")


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_table_has_fields_to_suggest(table: str) -> None:
    found = suggest(place_of(f"SELECT t.| FROM {table} AS t"), PROJECT, holes={})

    assert {item.label for item in found.items} >= set(TABLES[table].star) - UNUSED_GROUPS


def test_keys_are_quoted_as_their_place_needs() -> None:
    bare = suggest(
        place_of("SELECT properties.| FROM events"), PROJECT, definitions=DEFINITIONS, holes={}
    )
    quoted = suggest(
        place_of("SELECT properties['| FROM events"), PROJECT, definitions=DEFINITIONS, holes={}
    )

    assert [item.insert_text for item in bare.items] == ["plan", "`plan b`", "`it's`"]
    assert [item.insert_text for item in quoted.items] == ["plan", "plan b", "it\\'s"]
    assert [item.detail for item in bare.items] == ["String", "Numeric", "String"]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("SELECT 1 FROM ev|", "events"),
        ("SELECT 1 FROM |", "events"),
        ("SELECT 1 FROM events, per|", "persons"),
        ("SELECT 1 FROM events JOIN sess|", "sessions"),
        ("SELECT 1 FROM system.coh|", "cohorts"),
        ("WITH mine AS (SELECT 1) SELECT 1 FROM mi|", "mine"),
        ("SELECT 1 FROM events |", "WHERE"),
        ("SELECT 1 FROM events e LEFT |", "WHERE"),
        ("SELECT 1 FROM events WHERE 1 GROUP |", "BY"),
        ("|", "SELECT"),
        ("WI|", "WITH"),
        ("SELECT {|}", "variables"),
        ("SELECT {variables.|", "country"),
    ],
)
def test_tables_keywords_and_holes_have_their_places(marked: str, expected: str) -> None:
    assert labels(marked)[0] == expected


@pytest.mark.parametrize(
    "marked",
    [
        "SELECT 'even|' FROM events",
        "SELECT 1 -- even|",
        "SELECT /* even| */ 1 FROM events",
        "SELECT 12| FROM events",
        "SELECT event AS | FROM events",
        "SELECT nothing.| FROM events",
        "SELECT event.| FROM events",
    ],
)
def test_nothing_is_suggested_where_the_author_is_free(marked: str) -> None:
    assert labels(marked) == []


@pytest.mark.parametrize(
    ("marked", "language", "source", "expected"),
    [
        ("even|", "hogQLExpr", None, "event"),
        ("person.crea|", "hogQLExpr", None, "created_at"),
        ("q.|", "hogQLExpr", "SELECT 1 FROM (SELECT 1 AS a) AS q", "a"),
        ("Hello {variables.|}", "hogTemplate", None, "country"),
        ("low|", "hog", None, "lower"),
    ],
)
def test_other_languages_have_their_own_surroundings(
    marked: str, language: Language, source: str | None, expected: str
) -> None:
    assert labels(marked, language, source)[0] == expected


def test_text_of_a_template_outside_of_braces_is_free() -> None:
    assert labels("Hello ev|", "hogTemplate") == []
    assert labels("{a} ev|", "hogTemplate") == []


def test_what_the_caller_may_not_read_is_not_suggested() -> None:
    closed = Restrictions(tables=frozenset({"persons"}), properties=frozenset({("event", "plan")}))
    context = Context(team_id=7, restrictions=closed)

    assert "persons" not in labels("SELECT 1 FROM pers|", context=context)
    assert labels("SELECT properties.pl| FROM events", context=context) == ["plan b"]


@settings(max_examples=300, deadline=None)
@given(
    text=st.sampled_from(TEXTS),
    share=st.floats(min_value=0, max_value=1),
    language=st.sampled_from(["hogQL", "hogQLExpr", "hogTemplate", "hog"]),
    is_cut=st.booleans(),
)
def test_no_prefix_of_any_query_is_too_unfinished(
    text: str, share: float, language: Language, is_cut: bool
) -> None:
    position = round(len(text) * share)
    shown = text[:position] if is_cut else text

    place = read_place(shown, position, PROJECT, language=language, source=text)
    found = suggest(place, PROJECT, definitions=DEFINITIONS, holes=HOLES)

    assert all(place.prefix.lower() in item.label.lower() for item in found.items)


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=60), position=st.integers(min_value=0, max_value=60))
@example(text="(" * 5000, position=5000)
@example(text="SELECT * FROM (" * 2000, position=30000)
@example(text="WITH a AS (SELECT * FROM a) SELECT a. FROM a", position=37)
@example(text="'", position=1)
def test_no_text_at_all_is_too_strange(text: str, position: int) -> None:
    place = read_place(text, position, PROJECT, language="hogQL", source=None)
    suggest(place, PROJECT, definitions=DEFINITIONS, holes=HOLES)


def test_a_long_query_is_answered_at_once() -> None:
    text = "SELECT event, " + ", ".join(f"properties.key_{n}" for n in range(150)) + " FROM events"
    labels("SELECT | FROM events")  # the table of functions is read once

    started = time.perf_counter()
    for _ in range(10):
        labels(text.replace("key_75", "ke|y_75"))
    assert (time.perf_counter() - started) / 10 < 0.1
