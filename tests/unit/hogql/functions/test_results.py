import pytest

from hogql.functions.registry import all_functions
from hogql.functions.results import describe_type


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("s", "text"),
        ("i!", "integer, never null"),
        ("f?", "float or null"),
        ("As", "array: text"),
        ("A", "array"),
        ("1", "as argument 1"),
        ("e2", "item of argument 2"),
        ("M2", "map"),
    ],
)
def test_a_code_is_told_in_words(code: str, words: str) -> None:
    assert describe_type(code) == words


def test_every_code_of_the_tables_can_be_told() -> None:
    assert all(describe_type(function.returns) for function in all_functions())
