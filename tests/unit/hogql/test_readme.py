import doctest
from pathlib import Path

README = Path(__file__).parents[3] / "hogql" / "README.md"


def test_the_examples_of_the_readme_are_true() -> None:
    found = doctest.testfile(str(README), module_relative=False)
    assert found.attempted > 10
    assert found.failed == 0
