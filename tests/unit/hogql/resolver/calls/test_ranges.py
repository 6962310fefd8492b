"""Where a number's bounds are known, its guards are left out; everywhere else they stay."""

import pytest

from hogql.compile import compile_query
from hogql.context import Context

CONTEXT = Context(team_id=7)
GUARD = "least(63, greatest(0, "


def sql_of(expression: str) -> str:
    return compile_query(f"SELECT {expression} FROM events", CONTEXT).sql


@pytest.mark.parametrize(
    ("expression", "sql"),
    [
        ("bitShiftLeft(1, 63)", "bitShiftLeft(toInt64(1), 63)"),
        ("bitShiftRight(8, 0)", "bitShiftRight(toInt64(8), 0)"),
        ("bitTest(5, bitAnd(2, 63))", "bitTest(toInt64(5), bitAnd(2, 63))"),
        ("bitRotateLeft(1, bitAnd(31, length(event)))", "bitAnd(31, length(events.event))"),
        ("bitRotateRight(1, bitAnd(length(event), 7))", "bitAnd(length(events.event), 7)"),
        ("intDiv(length(event), 7)", "intDiv(length(events.event), 7)"),
    ],
)
def test_what_is_known_to_fit_has_no_guard(expression: str, sql: str) -> None:
    found = sql_of(expression)
    assert sql in found
    assert GUARD not in found
    assert "ifNull" not in found


@pytest.mark.parametrize(
    "expression",
    [
        "bitShiftLeft(1, 64)",
        "bitShiftLeft(1, -1)",
        "bitShiftLeft(1, length(event))",
        "bitShiftLeft(1, bitAnd(length(event), 64))",
        "bitShiftLeft(1, bitAnd(length(event), -1))",
        "bitShiftLeft(1, bitAnd(toInt(properties.x), 63))",
        "bitTest(1, bitOr(length(event), 63))",
    ],
)
def test_what_may_be_null_or_too_large_keeps_its_guard(expression: str) -> None:
    assert GUARD in sql_of(expression)


@pytest.mark.parametrize("divisor", ["0", "-1", "length(event)", "toInt(properties.x)"])
def test_a_quotient_that_may_not_exist_is_null(divisor: str) -> None:
    assert "intDivOrNull" in sql_of(f"intDiv(length(event), {divisor})")
