"""Insights of old, and the nodes that they mean: pairs in ``tests/golden/legacy``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from hogql.insights.errors import InsightError
from hogql.insights.legacy.convert import filter_to_query, is_legacy
from hogql.insights.registry import read_node

PAIRS: Final = json.loads((Path(__file__).parents[4] / "golden/legacy/pairs.json").read_text())


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["name"] for pair in PAIRS])
def test_an_insight_of_old_is_the_node_that_it_means(pair: dict[str, Any]) -> None:
    node = filter_to_query(pair["filters"])

    assert node == pair["query"]
    assert is_legacy(pair["filters"])
    assert read_node(node).kind == node["kind"]


@pytest.mark.parametrize(
    ("filters", "attr"),
    [
        ({"insight": "SESSIONS"}, "insight"),
        ({"insight": "TRENDS", "events": [1.5]}, "events"),
        ({"insight": "TRENDS", "data_warehouse": [{"id": "table"}]}, "data_warehouse"),
    ],
)
def test_what_there_never_was_is_refused_by_its_field(filters: dict[str, Any], attr: str) -> None:
    with pytest.raises(InsightError) as refused:
        filter_to_query(filters)

    assert refused.value.attr == attr


def test_a_node_is_no_insight_of_old() -> None:
    assert not is_legacy({"kind": "TrendsQuery", "series": [], "events": []})
    assert not is_legacy({})


def test_what_is_no_number_is_left_to_the_node_to_refuse() -> None:
    node = filter_to_query({"insight": "TRENDS", "events": ["a"], "sampling_factor": "a tenth"})

    with pytest.raises(InsightError) as refused:
        read_node(node)

    assert refused.value.attr == "samplingFactor"
