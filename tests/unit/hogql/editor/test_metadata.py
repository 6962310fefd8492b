"""What an editor is told of a text: every fault once, its place, and what would mend it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from hogql.context import Context
from hogql.editor.metadata import Findings, Language, examine
from hogql.parser import parse_select

if TYPE_CHECKING:
    from hogql import ast

CASES: Final = json.loads(
    (Path(__file__).parents[3] / "fixtures" / "hogql" / "cases.json").read_text()
)["cases"]
PROJECT: Final = Context(
    team_id=7,
    group_types=("company",),
    property_types={"plan": "String", "amount": "Numeric"},
    person_property_types={"age": "Numeric"},
    group_property_types={(0, "seats"): "Numeric"},
)


def look(text: str, language: Language = "hogQL", around: str | None = None) -> Findings:
    query: ast.Query | None = None if around is None else parse_select(around)
    return examine(text, PROJECT, language=language, fill=lambda tree: tree, around=query)


def told(text: str, level: str) -> list[tuple[str, str, str | None]]:
    """What is told on a level: the part of the text, the message, the fix."""
    return [
        (text[each.start : each.end] if each.start is not None else "", each.message, each.fix)
        for each in look(text).notices
        if each.level == level
    ]


def test_a_sound_query_has_no_faults_and_its_statement() -> None:
    found = look("SELECT event FROM events WHERE timestamp > '2026-01-01' LIMIT 1")

    assert (found.is_valid, found.notices) == (True, ())
    assert found.compiled is not None
    assert found.compiled.tables == ("events",)
    assert found.fields == ("event", "timestamp")


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("SELECT evnt FROM events", [("evnt", "event")]),
        ("SELECT cuont() FROM events", [("cuont()", "count()")]),
        ("SELECT noway(1), wrong FROM events", [("noway(1)", "now(1)"), ("wrong", None)]),
        ("SELECT 1 FROM nowhere", [("nowhere", None)]),
        ("SELECT {missing}", [("{missing}", None)]),
        ("SELECT e.wrong, e.bad FROM events e", [("e.wrong", None), ("e.bad", None)]),
    ],
)
def test_every_fault_is_found_with_what_would_mend_it(
    text: str, faults: list[tuple[str, str | None]]
) -> None:
    assert [(place, fix) for place, _, fix in told(text, "error")] == faults
    assert look(text).compiled is None


def test_a_hint_is_part_of_the_message_once() -> None:
    ((_, message, _),) = told("SELECT cuont() FROM events", "error")

    assert message.count("Perhaps you meant") == 1


def test_faults_end_somewhere() -> None:
    names = ", ".join(f"wrong_{number}" for number in range(50))

    assert len(told(f"SELECT {names} FROM events", "error")) == 8


def test_a_fallback_that_swallows_a_comparison_is_told() -> None:
    text = "SELECT properties.plan ?? 'none' = 'pro' FROM events LIMIT 1"

    ((place, _, fix),) = [each for each in told(text, "warning") if each[0]]

    assert place == "properties.plan ?? 'none' = 'pro'"
    assert fix == "(properties.plan ?? 'none') = 'pro'"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (properties.plan ?? 'none') = 'pro' FROM events LIMIT 1",
        "SELECT properties.plan ?? ('none' = 'pro') FROM events LIMIT 1",
        "SELECT ifNull(properties.plan, 'none' = 'pro') FROM events LIMIT 1",
        "SELECT properties.plan ?? 'none' FROM events LIMIT 1",
    ],
)
def test_a_fallback_in_brackets_says_what_it_means(text: str) -> None:
    assert [place for place, _, _ in told(text, "warning") if place] == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("properties.amount", "Event property 'amount' is of type 'Numeric'."),
        ("properties['amount']", "Event property 'amount' is of type 'Numeric'."),
        ("person.properties.age", "Person property 'age' is of type 'Numeric'."),
        ("company.properties.seats", "Group property 'seats' is of type 'Numeric'."),
    ],
)
def test_the_type_of_a_property_is_told(name: str, message: str) -> None:
    assert (name, message, None) in told(f"SELECT {name} FROM events LIMIT 1", "notice")


def test_a_property_with_its_own_column_is_told() -> None:
    ((place, message, _),) = told("SELECT properties.$browser FROM events LIMIT 1", "notice")

    assert place == "properties.$browser"
    assert "fast to read" in message


@pytest.mark.parametrize(
    ("text", "end"),
    [("SELECT event FROM events", 24), ("SELECT event FROM events ;\n", 24)],
)
def test_a_missing_limit_is_told_with_the_one_that_applies(text: str, end: int) -> None:
    notice = next(each for each in look(text).notices if "LIMIT" in each.message)

    assert (notice.start, notice.end, notice.fix) == (end, end, "\nLIMIT 100")


def test_a_query_without_a_table_needs_no_limit() -> None:
    assert look("SELECT 1").notices == ()


def test_a_star_and_a_condition_on_the_team_are_told() -> None:
    places = [place for place, _, _ in told("SELECT * FROM events WHERE team_id = 8", "notice")]

    assert places[:2] == ["*", "team_id"]


def test_reading_all_time_is_told() -> None:
    message = "No condition on timestamp: this reads the events of all time."

    assert ("", message, None) in told("SELECT count() FROM events", "warning")
    bound = "SELECT count() FROM events WHERE timestamp > now() - INTERVAL 1 DAY"
    assert told(bound, "warning") == []


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("SELECT 1 FROM events WHERE event = 'a'", "yes"),
        ("SELECT 1 FROM events", "no"),
        ("SELECT 1 FROM events a JOIN events b ON a.uuid = b.uuid WHERE a.event = 'x'", "partial"),
        ("SELECT 1 FROM persons", "undecisive"),
    ],
)
def test_whether_conditions_narrow_the_events_is_told(text: str, use: str) -> None:
    assert look(text).index_use == use


def test_an_expression_has_its_own_offsets() -> None:
    text = "evnt + 1"
    (fault,) = (each for each in look(text, "hogQLExpr").notices if each.level == "error")

    assert (fault.start, fault.end, fault.fix) == (0, 4, "event")


def test_an_expression_sees_the_query_around_it() -> None:
    around = "WITH a AS (SELECT event AS name FROM events) SELECT 1 FROM a WHERE name = 'x'"

    assert look("lower(name)", "hogQLExpr", around).is_valid
    assert not look("lower(event)", "hogQLExpr", around).is_valid


@pytest.mark.parametrize(
    ("text", "language", "is_valid"),
    [
        ("Hello {person.name}", "hogTemplate", True),
        ("Hello {", "hogTemplate", False),
        ("let a := 1; return a", "hog", True),
        ("let a := ", "hog", False),
    ],
)
def test_templates_and_programs_are_only_read(
    text: str, language: Language, is_valid: bool
) -> None:
    assert look(text, language).is_valid is is_valid


@pytest.mark.parametrize("case", CASES[::9], ids=lambda case: case["id"])
def test_no_case_breaks_the_editor(case: dict[str, str]) -> None:
    look(case["sql"], "hogQLExpr" if case["kind"] == "expr" else "hogQL")
