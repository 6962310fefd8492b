"""An action's steps and the condition they are."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from hogql.insights.errors import InsightError
from hogql.parser import parse_expr
from hogql.property_filters.actions import action_condition
from hogql.property_filters.facts import FilterFacts
from hogql.property_filters.selectors import selector_pattern

if TYPE_CHECKING:
    from pydantic import JsonValue

FACTS = FilterFacts(timezone="UTC", now=datetime(2026, 3, 10, 12, tzinfo=UTC))
CLICK = "event = '$autocapture'"
TEXTS = "elements_chain_texts"


@pytest.mark.parametrize(
    ("step", "hogql"),
    [
        ({}, "true"),
        ({"event": "paid"}, "event = 'paid'"),
        ({"event": "paid", "selector": "a", "text": "x"}, "event = 'paid'"),
        ({"event": None, "url": "/buy"}, "properties.$current_url LIKE '%/buy%'"),
        (
            {"url": "/u/%/a_b", "url_matching": None},
            "properties.$current_url LIKE '%/u/%/a\\\\_b%'",
        ),
        (
            {"url": "https://a.b/", "url_matching": "exact"},
            "properties.$current_url = 'https://a.b/'",
        ),
        ({"url": "^/a", "url_matching": "regex"}, "properties.$current_url =~ '^/a'"),
        ({"event": "$autocapture"}, CLICK),
        (
            {"event": "$autocapture", "tag_name": "a", "href": "/x"},
            f"{CLICK} AND elements_chain =~ '(?:^|;)a(?:[.:;]|$)' AND elements_chain_href = '/x'",
        ),
        (
            {"event": "$autocapture", "href": "/x", "href_matching": "contains"},
            f"{CLICK} AND elements_chain_href ILIKE '%/x%'",
        ),
        (
            {"event": "$autocapture", "href": "/x", "href_matching": "regex"},
            f"{CLICK} AND elements_chain_href =~ '/x'",
        ),
        (
            {"event": "$autocapture", "text": "Buy"},
            f"{CLICK} AND arrayExists(each_value -> each_value = 'Buy', {TEXTS})",
        ),
        (
            {"event": "$autocapture", "text": "buy", "text_matching": "contains"},
            f"{CLICK} AND arrayExists(each_value -> each_value ILIKE '%buy%', {TEXTS})",
        ),
        (
            {"event": "$autocapture", "text": "^B", "text_matching": "regex"},
            f"{CLICK} AND arrayExists(each_value -> each_value =~ '^B', {TEXTS})",
        ),
        (
            {"event": "$autocapture", "selector": "#go"},
            f"{CLICK} AND elements_chain =~ '{selector_pattern('#go')}'".replace("\\", "\\\\"),
        ),
        (
            {
                "event": "paid",
                "id": "0d9",
                "properties": [
                    {"key": "plan", "value": ["pro"], "operator": "exact", "type": "event"},
                    {"key": "id", "value": 5, "type": "cohort"},
                ],
            },
            "event = 'paid' AND properties.plan = 'pro' AND person_id IN COHORT 5",
        ),
    ],
)
def test_a_step_is_a_condition(step: "dict[str, JsonValue]", hogql: str) -> None:
    assert parse_expr(action_condition([step], FACTS)) == parse_expr(hogql)


def test_an_action_is_any_of_its_steps() -> None:
    steps: list[dict[str, JsonValue]] = [{"event": "a", "url": "/x"}, {"event": "b"}]
    found = parse_expr(action_condition(steps, FACTS))
    assert found == parse_expr(
        "(event = 'a' AND properties.$current_url LIKE '%/x%') OR event = 'b'"
    )
    assert action_condition([], FACTS) == "true"


@pytest.mark.parametrize(
    ("step", "attr"),
    [
        ({"event": 5}, "steps.0.event"),
        ({"url": "x", "url_matching": "like"}, "steps.0.url_matching"),
        ({"event": "$autocapture", "selector": "a ~ b"}, "steps.0.selector"),
        ({"properties": [{"key": "a"}]}, "steps.0.properties.0.value"),
        ({"properties": [{"key": "a", "operator": "like"}]}, "steps.0.properties.0.operator"),
    ],
)
def test_a_step_that_can_not_be_looked_for_is_refused_by_field(
    step: "dict[str, JsonValue]", attr: str
) -> None:
    with pytest.raises(InsightError) as caught:
        action_condition([step], FACTS)
    assert caught.value.attr == attr
