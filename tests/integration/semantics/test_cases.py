"""Every rule of *sdk-protocol 4*: events in, the state of persons, groups and events out.

The cases are data (tests/golden/ingestion). Each is played black-box through the real handlers, as
given, with its requests delivered in reverse order, and with every message delivered twice: what is
stored must be the same.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.integration.semantics.cases import FOLDER, read_cases
from tests.integration.semantics.compare import compare
from tests.integration.semantics.play import Way, ways_of

if TYPE_CHECKING:
    from tests.integration.semantics.cases import Case
    from tests.integration.semantics.conftest import Results

CASES = read_cases()
PLAYED = [
    pytest.param(case, way, id=f"{case.key}, {way.value}")
    for case in CASES
    for way in ways_of(case)
]

# One process plays all of them.
pytestmark = pytest.mark.xdist_group("semantics")


@pytest.mark.parametrize(("case", "way"), PLAYED)
def test_what_is_stored_is_what_the_rule_says(case: Case, way: Way, results: Results) -> None:
    played, stored = results.of(case, way)
    expected = {
        word: part
        for word, part in case.expected.items()
        if word != "advice" or way is Way.AS_GIVEN
    }
    lines = [*played.odd, *compare(expected, stored, played.team_id)]
    told = "\n  ".join([f"{case.key}, delivered {way.value}", f"rule: {case.rule}", *lines])
    assert not lines, told


def test_there_are_cases_of_every_section() -> None:
    sections = Counter(case.rule.partition(" ")[0] for case in CASES)
    assert sections.keys() == {f"4.{number}" for number in range(1, 12)}
    assert sum(sections.values()) >= 150


def test_no_two_cases_have_the_same_name() -> None:
    twice = [key for key, count in Counter(case.key for case in CASES).items() if count > 1]
    assert twice == []


def test_every_file_is_read() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == {case.section for case in CASES}
