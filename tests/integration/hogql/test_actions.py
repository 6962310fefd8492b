"""Actions as filters: their steps over real events and real chains of elements."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import pytest

from functions.ingest.steps.chain_elements import chain_elements
from hogql.context import Action, Context
from hogql.property_filters.actions import action_condition
from hogql.property_filters.facts import FilterFacts
from hogql.property_filters.selectors import selector_pattern
from shared.clickhouse.connect import open_client
from tests.integration.chdb import new_database
from tests.integration.hogql.asking import rows_of
from tests.unit.functions.ingest.steps.drafts import draft
from tests.unit.hogql.property_filters.test_selectors import CHAIN, FOUND, MISSED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from clickhouse_connect.driver.client import Client
    from pydantic import JsonValue

NOW: Final = datetime(2026, 3, 10, tzinfo=UTC)
FACTS: Final = FilterFacts(timezone="UTC", now=NOW)

CLICKS: Final[dict[str, list[JsonValue]]] = {
    "buy": [
        {"tag_name": "span", "nth_child": 1, "nth_of_type": 1, "$el_text": "Buy now"},
        {
            "tag_name": "a",
            "attr__class": ["btn", "big"],
            "attr__href": "/buy?sku=1",
            "attr__data-attr": 'a "b"; c',
            "$el_text": "Buy now",
            "nth_child": 2,
            "nth_of_type": 1,
        },
        {"tag_name": "form", "attr__id": "checkout", "nth_child": 1, "nth_of_type": 1},
    ],
    "help": [
        {"tag_name": "button", "attr__class": ["btn"], "$el_text": "Help", "nth_child": 3},
        {"tag_name": "div", "attr__class": ["big"], "nth_child": 1},
    ],
}
STEPS: Final[dict[str, dict[str, JsonValue]]] = {
    "by event": {"event": "paid"},
    "by url": {"event": "$pageview", "url": "/buy/%/now"},
    "by exact url": {"url": "https://a.example/buy/1/now", "url_matching": "exact"},
    "by url pattern": {"url": "/buy/[0-9]+$", "url_matching": "regex"},
    "by selector": {"event": "$autocapture", "selector": "form#checkout > a.big.btn span"},
    "by attribute": {"event": "$autocapture", "selector": "[data-attr='a \"b\"; c']"},
    "by wrong selector": {"event": "$autocapture", "selector": "div.btn, a > a"},
    "by tag": {"event": "$autocapture", "tag_name": "button"},
    "by text": {"event": "$autocapture", "text": "Help"},
    "by part of text": {"event": "$autocapture", "text": "NOW", "text_matching": "contains"},
    "by text pattern": {"event": "$autocapture", "text": "^H", "text_matching": "regex"},
    "by link": {"event": "$autocapture", "href": "/buy?sku=1"},
    "by part of link": {"event": "$autocapture", "href": "SKU", "href_matching": "contains"},
    "by property": {
        "event": "paid",
        "properties": [{"key": "plan", "value": "pro", "type": "event", "operator": "exact"}],
    },
    "by missing property": {
        "properties": [{"key": "plan", "value": "pro", "type": "event", "operator": "is_not"}]
    },
}


def chain_of(elements: list[JsonValue]) -> str:
    click = draft({"$elements": elements})
    chain_elements(click)
    return click.elements_chain


@pytest.fixture(scope="module")
def site(chdb_folder: Path) -> Iterator[Client]:
    """Events named by their distinct ids; the same of team 8."""
    rows = [
        ("buy", "$autocapture", "", chain_of(CLICKS["buy"]), {}),
        ("help", "$autocapture", "", chain_of(CLICKS["help"]), {}),
        ("fake", "other", "", chain_of(CLICKS["buy"]), {"plan": "pro"}),
        ("view", "$pageview", "https://a.example/buy/1/now", "", {"plan": "pro"}),
        ("list", "$pageview", "https://a.example/buy/12", "", {"plan": "pro"}),
        ("pro", "paid", "", "", {"plan": "pro"}),
        ("free", "paid", "", "", {"plan": "free"}),
    ]
    for url in new_database(chdb_folder):
        client = open_client(url)
        client.insert(
            "events",
            [
                [uuid4(), team_id, event, NOW, f"{name}{suffix}", uuid4(), link, chain, properties]
                for team_id, suffix in ((7, ""), (8, " of team 8"))
                for name, event, link, chain, properties in rows
            ],
            column_names=(
                *("uuid", "team_id", "event", "timestamp", "distinct_id", "person_id"),
                *("$current_url", "elements_chain", "properties"),
            ),
        )
        yield client
        client.close()


def test_selectors_find_in_clickhouse_what_they_find_in_python(site: Client) -> None:
    patterns = [selector_pattern(selector) for selector in (*FOUND, *MISSED)]
    found = [
        site.query("SELECT match({c:String}, {p:String})", parameters={"c": CHAIN, "p": pattern})
        for pattern in patterns
    ]
    assert [row.result_rows[0][0] for row in found] == [1] * len(FOUND) + [0] * len(MISSED)


def actions(**more: str) -> Context:
    made = {name: action_condition([step], FACTS) for name, step in STEPS.items()}
    made["either"] = action_condition([STEPS["by text"], STEPS["by property"]], FACTS)
    found = [
        Action(id=place, name=name, condition=condition)
        for place, (name, condition) in enumerate({**made, **more}.items(), start=1)
    ]
    return Context(team_id=7, actions=tuple(found))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("by event", {"pro", "free"}),
        ("by url", {"view"}),
        ("by exact url", {"view"}),
        ("by url pattern", {"list"}),
        ("by selector", {"buy"}),
        ("by attribute", {"buy"}),
        ("by wrong selector", set[str]()),
        ("by tag", {"help"}),
        ("by text", {"help"}),
        ("by part of text", {"buy"}),
        ("by text pattern", {"help"}),
        ("by link", {"buy"}),
        ("by part of link", {"buy"}),
        ("by property", {"pro"}),
        ("by missing property", {"buy", "help", "free"}),
        ("either", {"help", "pro"}),
    ],
)
def test_an_action_finds_its_events(site: Client, name: str, expected: set[str]) -> None:
    query = f"SELECT distinct_id FROM events WHERE matchesAction('{name}')"
    assert {row[0] for row in rows_of(site, query, actions())} == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT countIf(matchesAction(1)) FROM events", [(2,)]),
        ("SELECT count() FROM events AS e WHERE NOT matchesAction('by event')", [(5,)]),
        ("SELECT max(matchesAction('by event') AND distinct_id = 'pro') FROM events", [(1,)]),
        (
            "SELECT count() FROM events AS e JOIN (SELECT distinct_id AS who FROM events) AS o "
            "ON e.distinct_id = o.who WHERE matchesAction('by property')",
            [(1,)],
        ),
        (
            "SELECT count() FROM (SELECT event, properties FROM events) "
            "WHERE matchesAction('by property')",
            [(1,)],
        ),
        (
            "SELECT count() FROM (SELECT 1 AS event) AS o CROSS JOIN events AS e "
            "WHERE matchesAction('by event')",
            [(2,)],
        ),
        ("SELECT count() AS event FROM events WHERE matchesAction('by event')", [(2,)]),
        ("SELECT arrayMap(event -> event, [matchesAction('by event')]) FROM events LIMIT 0", []),
        ("SELECT count() FROM events WHERE matchesAction('nested')", [(2,)]),
    ],
)
def test_actions_filter_wherever_events_are(
    site: Client, query: str, expected: list[tuple[object, ...]]
) -> None:
    assert rows_of(site, query, actions(nested="matchesAction('by event')")) == expected
