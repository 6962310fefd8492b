"""The people of a bar of a lifecycle."""

import pytest

from tests.unit.hogql.insights.people.asking import LIFECYCLE, behind, built, refused


@pytest.mark.parametrize(
    ("status", "condition"),
    [
        ("new", "has(came, 3) AND born = 3"),
        ("returning", "has(came, 3) AND born != 3 AND has(came, 2)"),
        ("resurrecting", "has(came, 3) AND born != 3 AND NOT has(came, 2)"),
        ("dormant", "has(came, 2) AND NOT has(came, 3)"),
    ],
)
def test_a_status_is_a_condition_on_the_intervals(status: str, condition: str) -> None:
    (text,) = built(behind(LIFECYCLE, day="2020-01-03", status=status))
    assert f"WHERE {condition})" in text


def test_the_day_and_the_status_are_needed() -> None:
    assert refused(behind(LIFECYCLE, status="new")) == "day"
    assert refused(behind(LIFECYCLE, day="2020-01-03")) == "status"
    assert refused(behind(LIFECYCLE, day="2020-01-03", status="old")) == "status"
