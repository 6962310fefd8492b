"""The people of a bar of a stickiness."""

import pytest

from tests.unit.hogql.insights.people.asking import STICKINESS, Node, behind, built, refused

CUMULATIVE: Node = {**STICKINESS, "stickinessFilter": {"computedAs": "cumulative"}}


@pytest.mark.parametrize("day", [2, "2"])
@pytest.mark.parametrize(("insight", "operator"), [(STICKINESS, "="), (CUMULATIVE, ">=")])
def test_a_bar_is_of_those_who_were_there_so_often(
    insight: Node, operator: str, day: str | int
) -> None:
    (text,) = built(behind(insight, day=day))
    assert f"HAVING count() {operator} 2)" in text


@pytest.mark.parametrize(("operator", "sign"), [("exact", "="), ("gte", ">="), ("lte", "<=")])
def test_an_operator_is_above_the_chart(operator: str, sign: str) -> None:
    node = {"kind": "StickinessActorsQuery", "source": CUMULATIVE, "operator": operator, "day": 3}
    (text,) = built(node)
    assert f"HAVING count() {sign} 3)" in text


@pytest.mark.parametrize("day", [None, "", "often", "-1", "1.5", "9" * 5000])
def test_what_is_no_number_of_intervals_is_refused(day: str | None) -> None:
    assert refused(behind(STICKINESS, day=day)) == "day"


def test_a_bar_that_is_not_there_is_refused_by_its_field() -> None:
    assert refused(behind(STICKINESS, day=1, series=1)) == "series"
    assert refused(behind(STICKINESS, day=1, compare="previous")) == "compare"
