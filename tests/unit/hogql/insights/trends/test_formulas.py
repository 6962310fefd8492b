"""Formulas: what they compute, and what is no formula."""

import pytest

from hogql.insights.errors import InsightError
from hogql.insights.trends.formulas import read_formula


def compute(text: str, *terms: float) -> float:
    return read_formula(text, None, 3, attr="x").of(terms)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A", 10),
        ("a+B", 14),
        ("A+2*B", 18),
        ("(A+B)*2", 28),
        ("A-B-C", 3),
        ("A/B/C", 10 / 4 / 3),
        ("A%B", 2),
        ("-A+B", -6),
        ("--A", 10),
        ("-B**2", -16),
        ("B**-1", 0.25),
        ("2**C**2", 512),
        ("B ** .5", 2),
        ("1.5*A", 15),
        ("A * 100 / (A + B)", 1000 / 14),
    ],
)
def test_a_formula_is_arithmetic_over_letters(text: str, expected: float) -> None:
    assert compute(text, 10, 4, 3) == pytest.approx(expected)


@pytest.mark.parametrize(
    "text", ["A/0", "A/B", "B%B", "B**-1", "(0-1)**0.5", "10**10**10", "10**300*10**300"]
)
def test_what_is_no_number_is_zero(text: str) -> None:
    assert compute(text, 1, 0, 0) == 0


def test_whole_numbers_have_no_fraction() -> None:
    found = compute("A/2", 4, 0, 0)
    assert (found, type(found)) == (2, int)


@pytest.mark.parametrize(
    "text",
    [
        *("", "A+", "*A", "(A", "A)", "A B", "A+D", "AA", "exit()", "A.b", "A==B", "1e5", "A,B"),
        *(
            "A[0]",
            "A;B",
            "A//B",
            "é",
            "(" * 60 + "A" + ")" * 60,
            "-" + "2**" * 60 + "A",
            "A+" * 600,
        ),
    ],
)
def test_anything_else_is_refused_by_field(text: str) -> None:
    with pytest.raises(InsightError) as caught:
        compute(text, 1, 1, 1)
    assert caught.value.attr == "x"


def test_a_formula_without_a_name_is_called_by_its_text() -> None:
    assert read_formula("A+2*B", None, 2, attr="x").label == "Formula (A+2*B)"
    assert read_formula("A", "Sales", 2, attr="x").label == "Sales"
