"""The people of a cell of a retention."""

from typing import Any

import pytest

from tests.unit.hogql.insights.people.asking import RETENTION, Node, behind, built, refused


def chosen(**options: Any) -> Node:
    return {**RETENTION, "retentionFilter": {**RETENTION["retentionFilter"], **options}}


def test_the_first_column_is_the_whole_cohort() -> None:
    (text,) = built(behind(RETENTION, interval=1))
    assert "WHERE has(began, 1) AND true AND true)" in text
    assert built(behind(RETENTION, interval=1, day=0)) == (text,)


@pytest.mark.parametrize(
    ("insight", "bounds"),
    [
        (RETENTION, "at >= 1 AND at < 2"),
        (chosen(cumulative=True), "at >= 1 AND at < 3"),
        (chosen(retentionCustomBrackets=[4, 2]), "at >= 1 AND at < 5"),
    ],
)
def test_a_column_is_of_those_who_were_there_in_it(insight: Node, bounds: str) -> None:
    (text,) = built(behind(insight, interval=0, day="1"))
    assert f"arrayExists((at) -> {bounds}, appearances)" in text


def test_a_value_is_a_condition() -> None:
    split = {**RETENTION, "breakdownFilter": {"breakdown": "$browser"}}
    (text,) = built(behind(split, interval=0, breakdown="Safari"))
    assert "value = 'Safari'" in text


@pytest.mark.parametrize("interval", [-1, 3])
def test_a_cohort_that_is_not_there_is_refused(interval: int) -> None:
    assert refused(behind(RETENTION, interval=interval)) == "interval"


@pytest.mark.parametrize("day", [-1, 3, "x", "2020-01-08", "\N{SUPERSCRIPT TWO}", "9" * 5000])
def test_a_column_that_is_not_there_is_refused(day: str | int) -> None:
    assert refused(behind(RETENTION, day=day)) == "day"
