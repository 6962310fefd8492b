"""Trees as PostHog's JSON and back."""

import pytest

from hogql import ast
from hogql.ast.wire import from_json, to_json
from hogql.parser import parse_expr, parse_program
from tests.unit.hogql.conformance import ACCEPTED, Case


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case.id)
def test_json_read_back_writes_the_same_json(case: Case) -> None:
    found = to_json(case.parse())
    assert to_json(from_json(found)) == found


def test_numbers_beyond_json_are_text() -> None:
    assert to_json(parse_expr("-inf")) == {
        "node": "Constant",
        "value": "-Infinity",
        "value_type": "number",
    }
    big = ast.Constant(value=2**64)
    assert to_json(big)["value"] == str(2**64)
    assert from_json(to_json(big)) == big


def test_a_call_made_by_an_operator_says_nothing_of_distinct() -> None:
    assert "distinct" not in to_json(parse_expr("a ?? b"))
    assert to_json(parse_expr("ifNull(a, b)"))["distinct"] is False


def test_fields_keep_posthogs_spelling() -> None:
    found = to_json(parse_program("for (let k, v in x) {}"))
    assert from_json(found) == parse_program("for (let k, v in x) {}")
    assert "keyVar" in str(found)


def test_an_unknown_node_is_refused() -> None:
    with pytest.raises(ValueError, match="not a node"):
        from_json({"node": "Nope"})


def test_a_missing_field_is_refused() -> None:
    with pytest.raises(ValueError, match="Alias has no expr"):
        from_json({"node": "Alias", "alias": "a"})
