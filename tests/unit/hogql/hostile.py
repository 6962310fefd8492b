"""The hostile statements of tests/fixtures/hogql/cases.json: compile each as team 7."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

CASES: Final = Path(__file__).parents[2] / "fixtures" / "hogql" / "cases.json"
NOT_BUILT: Final = frozenset(
    f"Unknown table `{name}`."
    for name in ("persons", "person_distinct_ids", "cohort_people", "groups", "sessions")
)
"""Tables that HogQL has and we have not yet: a query of them is refused for that reason."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hostile:
    """``expect`` is refuse or scope; with ``or_refuse`` a refusal is equally right."""

    id: str
    sql: str
    expect: str
    or_refuse: bool
    why: str


def read_hostile() -> list[Hostile]:
    """Every hostile case."""
    cases = json.loads(CASES.read_text())["cases"]
    return [
        Hostile(
            id=case["id"],
            sql=case["sql"],
            expect=case["expect"],
            or_refuse=case.get("or_refuse", False),
            why=case["why"],
        )
        for case in cases
        if case["kind"] == "adversarial"
    ]
