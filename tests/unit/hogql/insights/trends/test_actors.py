"""The people of a point of a trend."""

import pytest

from tests.unit.hogql.insights.contexts import make_context
from tests.unit.hogql.insights.people.asking import TRENDS, behind, built, refused

SPLIT = {**TRENDS, "breakdownFilter": {"breakdown": "$browser", "breakdown_limit": 2}}
OTHER = "$$_posthog_breakdown_other_$$"
NONE = "$$_posthog_breakdown_null_$$"


def test_events_of_a_point_are_counted_by_who_did_them() -> None:
    (text,) = built(behind(TRENDS, day="2020-01-03"))
    assert "person_id AS actor_id" in text
    assert "count() AS event_count" in text


@pytest.mark.parametrize("math", ["first_time_for_user", "first_matching_event_for_user"])
def test_a_first_time_is_looked_for_among_all_events(math: str) -> None:
    series = [{"kind": "EventsNode", "event": "paid", "math": math}]
    (text,) = built(behind({**TRENDS, "series": series}, day="2020-01-03"))
    assert "min(timestamp) AS first_at" in text
    assert "HAVING" in text


def test_a_value_is_a_condition_and_the_rest_is_what_is_not_shown() -> None:
    (one,) = built(behind(SPLIT, day="2020-01-03", breakdown="Safari"))
    (none,) = built(behind(SPLIT, day="2020-01-03", breakdown=NONE))
    (rest,) = built(behind(SPLIT, day="2020-01-03", breakdown=OTHER))
    (everybody,) = built(behind(SPLIT, day="2020-01-03"))
    assert "'Safari'" in one
    assert one.replace("'Safari'", "''") == none
    assert "NOT IN" in rest
    assert "LIMIT 2" in rest
    assert "NOT IN" not in everybody


@pytest.mark.parametrize(("breakdown", "cohort"), [(3, 3), ("3", 3), ("all", None), (0, None)])
def test_a_cohort_is_asked_for_by_its_id(breakdown: str | int, cohort: int | None) -> None:
    split = {"breakdown_type": "cohort", "breakdown": [3, "all"]}
    context = make_context(cohorts={3: "Buyers"})
    node = behind({**TRENDS, "breakdownFilter": split}, day="2020-01-03", breakdown=breakdown)
    (text,) = built(node, context)
    assert ("COHORT" in text) == (cohort is not None)


def test_a_point_that_is_not_there_is_refused_by_its_field() -> None:
    assert refused(behind(TRENDS, day="2020-01-03", series=1)) == "series"
    assert refused(behind(TRENDS, day="2020-01-03", compare="previous")) == "compare"
    assert refused(behind(TRENDS, day="2021-01-03")) == "day"
    assert refused(behind(SPLIT, breakdown=["a", "b"])) == "breakdown"
