"""Persons and groups on the running system: what events say of them, and merges, reach a query."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.e2e.waiting import eventually
from tools.project import sign_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.project import Project
    from tools.stack import Stack

pytestmark = pytest.mark.stack

VISITOR = "visitor-1"


@pytest.fixture(scope="module")
def project(stack: Stack) -> Iterator[Project]:
    """A project of one person who came without a name, bought and signed up, of one company."""
    made = sign_up(stack.url)
    moment = time.time() - 60
    for place, (event, distinct_id, properties) in enumerate(_story()):
        body = {
            "api_key": made.token,
            "batch": [
                {
                    "event": event,
                    "distinct_id": distinct_id,
                    "timestamp": moment + place,
                    "properties": properties,
                }
            ],
        }
        made.http.post(f"{stack.url}/batch/", json=body).raise_for_status()
    yield made
    made.http.close()


def _story() -> list[tuple[str, str, dict[str, Any]]]:
    company = {"$group_type": "company", "$group_key": "acme", "$group_set": {"seats": 3}}
    return [
        ("viewed", VISITOR, {"$set": {"plan": "free"}, "$browser": "Firefox"}),
        ("bought", VISITOR, {"amount": 12}),
        ("$identify", "ann", {"$anon_distinct_id": VISITOR, "$set": {"email": "a@example.com"}}),
        ("$groupidentify", "ann", company),
        ("bought", "ann", {"amount": 30, "$groups": {"company": "acme"}}),
    ]


def _rows(project: Project, text: str) -> list[list[Any]]:
    rows: list[list[Any]] = project.query({"kind": "HogQLQuery", "query": text})["results"]
    return rows


def test_two_ids_of_one_person_count_once(project: Project) -> None:
    text = "SELECT uniq(person_id), count() FROM events WHERE event = 'bought'"
    eventually(lambda: _rows(project, text) == [[1, 2]], what="the merge", seconds=60)


def test_a_person_has_what_both_ids_said(project: Project) -> None:
    text = (
        "SELECT properties.email, properties.plan, properties.$initial_browser, is_identified"
        " FROM persons"
    )
    expected = [["a@example.com", "free", "Firefox", True]]
    eventually(lambda: _rows(project, text) == expected, what="the person", seconds=60)


def test_events_know_their_person_and_their_group(project: Project) -> None:
    text = (
        "SELECT person.properties.email, toString(company.properties.seats) FROM events"
        " WHERE event = 'bought' AND person.properties.plan = 'free' ORDER BY timestamp"
    )
    expected = [["a@example.com", None], ["a@example.com", "3"]]

    def is_known() -> bool:
        # A type of groups is a name of HogQL once a group of it was seen.
        with suppress(httpx.HTTPStatusError):
            return _rows(project, text) == expected
        return False

    eventually(is_known, what="person and group of each event", seconds=60)


def test_properties_have_the_types_that_events_showed(project: Project) -> None:
    text = "SELECT sum(properties.amount) FROM events WHERE properties.amount > 20"
    eventually(lambda: _rows(project, text) == [[30.0]], what="typed properties", seconds=60)
