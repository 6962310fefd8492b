"""Property filters against plain Python, and against rows of persons, groups and sessions."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import JsonValue, TypeAdapter

from hogql.context import Context
from hogql.property_filters.facts import FilterFacts
from hogql.property_filters.models import PropertyFilters
from hogql.property_filters.to_expression import to_expression
from shared.clickhouse.connect import open_client
from tests.integration.chdb import new_database
from tests.integration.hogql import people
from tests.integration.hogql.filter_oracle import NEGATED, NOW, TESTS, holds
from tests.integration.hogql.filtering import names_where

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from clickhouse_connect.driver.client import Client

FILTERS: Final[TypeAdapter[PropertyFilters]] = TypeAdapter(PropertyFilters)
FACTS: Final = FilterFacts(timezone="UTC", now=NOW)
CONTEXT: Final = Context(team_id=7, property_types={"typed": "Numeric", "flag": "Boolean"})

CHANCE: Final = random.Random(7)


def made_up() -> str:
    """A text of signs that mean something somewhere: to LIKE, JSON, numbers, quoting."""
    return "".join(CHANCE.choices("aAéÉ%_\\'\"{}[], .0159-+eE\n", k=CHANCE.randrange(9)))


VALUES: Final[tuple[object, ...]] = (
    *(made_up() for _ in range(80)),
    *(str(CHANCE.uniform(-20, 20)) for _ in range(20)),
    *("pro", "Pro", "PRO plan", "free", "", " ", "100%", "1_0", "a\\b", "it's", 'say "hi"', "été"),
    *("true", "false", "null", "10", "010", "10.0", "-5", "1e3", "5.5", "abc10"),
    *("1.2", "1.2.0", "1.10.0", "v1.9.3", "1.2.3-beta", "2.0.0.1", "{line}\nbreak"),
    *(True, False, None, 10, 10.5, -5, 0, 1e3, ["pro", 1], {"plan": "pro"}),
)
HOT: Final = "$browser"
"""A key with a column of its own: there the empty text can not be told from none."""

WANTED: Final[tuple[bool | float | str, ...]] = (
    *("pro", "PRO", "o p", "", "10", "true", "false", "null", "%", "_", "\\", "'", '"', "É", "é"),
    *("1.2", "1.2.0", "[", "plan"),
    *(True, False, 10, 10.0, 10.5, -5, 0),
)
PATTERNS: Final = ("^pro", "o", "[0-9]+", "^$", "(?i)^PRO", "\\.", "a|b", "^true$")
DATES: Final = ("2026-03-01", "2026-03-10 12:00:00", "2026-03-10T12:00:00Z", "-1d", "-12h", "-2w")
VERSIONS: Final = ("1.2", "1.2.0", "v1.9.3", "1.10.0", "2.0.0", "2.0.0.1")

SEEN: Final = (
    *("2026-03-01", "2026-03-10 12:00:00", "2026-03-09T12:00:00Z", "2026-03-10T13:00:00+02:00"),
    *("2026-03-09T12:00:00.500Z", "2026-02-24 12:00:00", "soon", "", None),
)
"""Dates, and what is clearly none: of other texts ClickHouse reads more than anyone would."""

TYPED: Final[tuple[JsonValue, ...]] = (10, 10.5, -5, 0, None, "10", "-5")
FLAGS: Final[tuple[JsonValue, ...]] = (True, False, None, "true", "false")


def stored(value: object) -> str | None:
    """The text in which a property is stored."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, separators=(",", ":"))


def rows() -> dict[str, dict[str, str]]:
    """Every event by its name: each value under three keys, some keys missing."""
    found: dict[str, dict[str, str]] = {}
    for place, value in enumerate(VALUES):
        texts = {
            "plan": stored(value),
            HOT: stored(value) or None,
            "typed": stored(TYPED[place % len(TYPED)]),
            "flag": stored(FLAGS[place % len(FLAGS)]),
            "seen": stored(SEEN[place % len(SEEN)]),
        }
        found[f"e{place:03}"] = {key: text for key, text in texts.items() if text is not None}
    return found


ROWS: Final = rows()


@pytest.fixture(scope="module")
def events(chdb_folder: Path) -> Iterator[Client]:
    for url in new_database(chdb_folder):
        client = open_client(url)
        client.insert(
            "events",
            [
                [
                    *(uuid4(), team_id, name if team_id == 7 else f"foreign {name}"),
                    *(NOW, "a", uuid4(), properties.get(HOT, "")),
                    {key: text for key, text in properties.items() if key != HOT},
                ]
                for team_id in (7, 8)
                for name, properties in ROWS.items()
            ],
            column_names=(
                *("uuid", "team_id", "event", "timestamp", "distinct_id", "person_id"),
                *(HOT, "properties"),
            ),
        )
        yield client
        client.close()


def found_by(client: Client, wire: object, context: Context = CONTEXT) -> list[str]:
    condition = to_expression(FILTERS.validate_python(wire), FACTS, attr="properties")
    return names_where(client, condition, context)


def values(operator: str) -> st.SearchStrategy[object]:
    """Values that the operator accepts: one, or a list."""
    if operator in {"is_set", "is_not_set"}:
        return st.just(None)
    if operator in {"between", "not_between"}:
        pairs = st.tuples(st.sampled_from([-10, 0, 5.5]), st.sampled_from([5.5, 10, "1000"]))
        return pairs.map(list)
    pool: st.SearchStrategy[object]
    if operator in {"gt", "gte", "lt", "lte", "min", "max"}:
        return st.sampled_from([0, 5.5, "10", -5, 1000])
    if operator.startswith("is_date"):
        pool = st.sampled_from(DATES)
    elif operator.startswith("semver"):
        pool = st.sampled_from(VERSIONS)
    elif "regex" in operator:
        pool = st.sampled_from(PATTERNS)
    else:
        pool = st.sampled_from(WANTED)
    return st.one_of(pool, st.lists(pool, max_size=3))


OPERATORS: Final = sorted({*TESTS, *NEGATED, "is_set", "is_not_set", "between", "not_between"})
QUESTIONS: Final = st.sampled_from(OPERATORS).flatmap(
    lambda operator: st.tuples(st.just(operator), values(operator))
)


@settings(
    max_examples=250,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(question=QUESTIONS, key=st.sampled_from(["plan", HOT, "missing"]))
def test_every_operator_means_what_python_says(
    events: Client, question: tuple[str, object], key: str
) -> None:
    operator, value = question
    if operator.startswith("is_date") and key != "missing":
        key = "seen"
    found = found_by(events, [{"key": key, "operator": operator, "value": value}])
    assert found == [
        name for name, properties in ROWS.items() if holds(properties.get(key), operator, value)
    ]


@pytest.mark.parametrize(
    ("key", "operator", "value"),
    [
        ("typed", "exact", "10"),
        ("typed", "exact", [10, -5]),
        ("typed", "is_not", 10),
        ("typed", "gt", 5),
        ("typed", "is_set", None),
        ("typed", "is_not_set", None),
        ("flag", "exact", "true"),
        ("flag", "exact", [True]),
        ("flag", "is_not", "true"),
        ("flag", "exact", ["true", "false"]),
        ("flag", "exact", ["true", "x"]),
        ("flag", "icontains", "RU"),
        ("flag", "not_icontains", "ru"),
        ("flag", "regex", "^t"),
        ("flag", "is_set", None),
    ],
)
def test_a_type_from_the_definitions_changes_no_answer(
    events: Client, key: str, operator: str, value: object
) -> None:
    wire = [{"key": key, "operator": operator, "value": value}]
    assert found_by(events, wire) == found_by(events, wire, Context(team_id=7))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    questions=st.lists(QUESTIONS, min_size=3, max_size=3),
    inner=st.sampled_from(["AND", "OR"]),
    outer=st.sampled_from(["AND", "OR"]),
)
def test_groups_join_what_their_members_mean(
    events: Client, questions: list[tuple[str, object]], inner: str, outer: str
) -> None:
    leaves = [{"key": "plan", "operator": item[0], "value": item[1]} for item in questions]
    wire = {"type": outer, "values": [{"type": inner, "values": leaves[:2]}, leaves[2]]}
    parts = [set(found_by(events, [leaf])) for leaf in leaves]
    within = parts[0] & parts[1] if inner == "AND" else parts[0] | parts[1]
    expected = within & parts[2] if outer == "AND" else within | parts[2]
    assert set(found_by(events, wire)) == expected


@pytest.fixture(scope="module")
def crowd(chdb_folder: Path) -> Iterator[Client]:
    for url in new_database(chdb_folder):
        client = open_client(url)
        people.fill(client)
        yield client
        client.close()


@pytest.mark.parametrize(
    ("wire", "expected"),
    [
        ({"type": "person", "key": "email", "value": "bob@7.example"}, {"ann", "bob"}),
        (
            {"type": "person", "key": "email", "value": "bob@", "operator": "not_icontains"},
            {"cat", "dan"},
        ),
        ({"type": "person", "key": "nope", "value": "x", "operator": "is_not"}, set(people.PEOPLE)),
        ({"type": "person", "key": "distinct_id", "value": ["ann", "x"]}, {"ann", "bob"}),
        (
            {"type": "person", "key": "distinct_id", "value": "ann", "operator": "is_not"},
            {"cat", "dan"},
        ),
        (
            {"type": "session", "key": "$session_duration", "value": 3599, "operator": "gt"},
            {"ann", "bob"},
        ),
        (
            {"type": "session", "key": "$entry_current_url", "value": "/cat"},
            {"cat"},
        ),
        ({"type": "session", "key": "$is_bounce", "operator": "is_not_set"}, set(people.PEOPLE)),
        ({"type": "person", "key": "email", "operator": "is_not_set"}, set[str]()),
        ({"type": "group", "group_type_index": 0, "key": "plan", "value": "pro_7"}, {"ann", "bob"}),
        (
            {
                "type": "group",
                "group_type_index": 0,
                "key": "plan",
                "value": "pro_7",
                "operator": "is_not",
            },
            {"cat", "dan"},
        ),
        (
            {"type": "group", "group_type_index": 0, "key": "$group_key", "value": "umbrella"},
            {"cat", "dan"},
        ),
        ({"type": "group", "group_type_index": 1, "key": "plan", "value": "x"}, set[str]()),
        ({"type": "cohort", "key": "id", "value": 5}, {"ann", "bob"}),
        ({"type": "cohort", "key": "id", "value": 5, "operator": "not_in"}, {"cat", "dan"}),
        ({"type": "cohort", "key": "id", "value": 6}, {"cat"}),
        ({"type": "event_metadata", "key": "distinct_id", "value": ["ann", "cat"]}, {"ann", "cat"}),
        (
            {"type": "event_metadata", "key": "person_id", "value": people.PEOPLE["bob"]},
            {"ann", "bob"},
        ),
        (
            {
                "type": "event_metadata",
                "key": "timestamp",
                "value": "2026-02-28",
                "operator": "is_date_after",
            },
            set(people.PEOPLE),
        ),
        ({"type": "hogql", "key": "event IN ('ann', 'dan')"}, {"ann", "dan"}),
    ],
)
def test_a_filter_reads_what_its_type_says(
    crowd: Client, wire: dict[str, JsonValue], expected: set[str]
) -> None:
    assert set(found_by(crowd, [wire], people.team(7))) == expected
