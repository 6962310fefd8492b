"""Cohorts as filters: members by person, merges resolved, and never another team's."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from shared.clickhouse.connect import open_client
from tests.integration.chdb import new_database
from tests.integration.hogql.asking import rows_of
from tests.integration.hogql.people import PEOPLE, TEAMS, fill, team

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from clickhouse_connect.driver.client import Client


@pytest.fixture(scope="module")
def people(chdb_folder: Path) -> Iterator[Client]:
    for url in new_database(chdb_folder):
        client = open_client(url)
        fill(client)
        yield client
        client.close()


def events_where(client: Client, condition: str, team_id: int = 7) -> set[str]:
    query = f"SELECT DISTINCT event FROM events WHERE {condition}"
    return {row[0] for row in rows_of(client, query, team(team_id))}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("person_id IN COHORT 5", {"ann", "bob"}),
        ("person_id IN COHORT 'vip'", {"ann", "bob"}),
        ("person_id NOT IN COHORT 5", {"cat", "dan"}),
        ("person_id IN COHORT 6", {"cat"}),
        ("person_id IN COHORT 'it\\'s `a` \\\\ list'", {"cat"}),
        ("person_id NOT IN COHORT 6", {"ann", "bob", "dan"}),
        ("person_id IN COHORT (5, 6)", {"ann", "bob", "cat"}),
        ("person_id NOT IN COHORT (5, 6)", {"dan"}),
        ("NOT (person_id IN COHORT 5)", {"cat", "dan"}),
        ("person_id IN COHORT 5 OR event = 'dan'", {"ann", "bob", "dan"}),
        ("person_id IN COHORT 5 AND event = 'ann'", {"ann"}),
        ("person.id IN COHORT 5", {"ann", "bob"}),
        ("person_id IN COHORT 'new'", set[str]()),
        ("person_id NOT IN COHORT 7", {"ann", "bob", "cat", "dan"}),
    ],
)
def test_events_of_members_are_found(people: Client, condition: str, expected: set[str]) -> None:
    assert events_where(people, condition) == expected


def test_the_same_cohort_ids_of_two_teams_are_two_cohorts(people: Client) -> None:
    found = {
        team_id: (
            events_where(people, "person_id IN COHORT 5", team_id),
            events_where(people, "person_id IN COHORT 6", team_id),
        )
        for team_id in TEAMS
    }
    assert found == {7: ({"ann", "bob"}, {"cat"}), 8: ({"cat"}, {"dan"})}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT uniqExact(person_id) FROM events WHERE person_id IN COHORT 5", [(1,)]),
        ("SELECT countIf(person_id IN COHORT 5) FROM events", [(4,)]),
        (
            "SELECT person_id IN COHORT 5 AS inside, count() FROM events GROUP BY inside "
            "ORDER BY inside",
            [(0, 4), (1, 4)],
        ),
        (
            "SELECT count() FROM (SELECT person_id, count() AS c FROM events GROUP BY person_id) "
            "AS p WHERE p.person_id IN COHORT 5",
            [(1,)],
        ),
        (
            "SELECT count() FROM (SELECT DISTINCT event, person_id FROM events) AS a "
            "JOIN (SELECT person_id, count() AS c FROM events GROUP BY person_id) AS b "
            "ON a.person_id = b.person_id AND b.person_id IN COHORT 5",
            [(2,)],
        ),
        (
            "SELECT count() FROM events WHERE person_id IN "
            "(SELECT person_id FROM events WHERE person_id IN COHORT 6)",
            [(2,)],
        ),
        ("SELECT properties.email FROM persons WHERE id IN COHORT 5", [("bob@7.example",)]),
        (
            "SELECT DISTINCT p.properties.email FROM events AS e "
            "JOIN persons AS p ON e.person_id = p.id WHERE p.id IN COHORT 6",
            [("cat@7.example",)],
        ),
        (
            "SELECT DISTINCT person.properties.email FROM events WHERE person.id IN COHORT 5",
            [("bob@7.example",)],
        ),
        (
            "SELECT count(), countIf(p.properties.email IS NOT NULL) FROM events AS e "
            "LEFT JOIN persons AS p ON e.person_id = p.id AND p.id IN COHORT 5",
            [(8, 4)],
        ),
        (
            "SELECT person_id, count() FROM events GROUP BY person_id HAVING person_id IN COHORT 5",
            [(UUID(PEOPLE["bob"]), 4)],
        ),
        ("SELECT count() FROM person_distinct_ids WHERE person_id IN COHORT 5", [(2,)]),
        ("SELECT count() FROM events WHERE pdi.person_id IN COHORT 5", [(4,)]),
        ("SELECT count() FROM cohort_people WHERE person_id IN COHORT 5", [(1,)]),
        (
            "WITH p AS (SELECT person_id FROM events) SELECT count() FROM p "
            "WHERE person_id IN COHORT 5",
            [(4,)],
        ),
        (
            "SELECT count() FROM (SELECT person_id FROM events UNION ALL "
            "SELECT id AS person_id FROM persons) AS u WHERE u.person_id IN COHORT 5",
            [(5,)],
        ),
        (
            "SELECT count() FROM (SELECT any(person_id) AS p FROM events GROUP BY event) "
            "WHERE p IN COHORT 5",
            [(2,)],
        ),
        (
            "SELECT count() FROM events AS e WHERE e.person_id IN COHORT 5 "
            "AND e.person.properties.email = 'bob@7.example' "
            "AND e.group_0.properties.plan = 'pro_7' AND e.session.$session_duration > 5",
            [(4,)],
        ),
    ],
)
def test_cohorts_filter_wherever_there_is_a_person(
    people: Client, query: str, expected: list[tuple[object, ...]]
) -> None:
    assert rows_of(people, query, team(7)) == expected


def test_a_person_of_the_answer_is_shown_by_its_present_id(people: Client) -> None:
    rows = rows_of(
        people, "SELECT DISTINCT person_id FROM events WHERE person_id IN COHORT 5", team(7)
    )
    assert [str(row[0]) for row in rows] == [PEOPLE["bob"]]
