"""The 72 cases of the adversarial list (hogql 8), from tests/fixtures/hogql/adversarial.json.

R   refused                  S   scoped to the team      N   neutral: no effect, no leak
RN  refused or neutral       M   masked values           O   masked: no row matches
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from msgspec.structs import replace

from hogql.context import Cohort, Context, Restrictions
from tests.unit.hogql.pairs import project

FILE: Final = Path(__file__).parents[2] / "fixtures" / "hogql" / "adversarial.json"
TOO_LARGE: Final = {
    "brackets": "SELECT " + "(" * 10_000 + "1" + ")" * 10_000,
    "not": "SELECT " + "NOT " * 10_000 + "1",
    "minus": "SELECT " + "- " * 10_000 + "1",
    "arms": "SELECT 1 " + "UNION ALL SELECT 1 " * 5_000,
    "text": f"SELECT '{'a' * 1_100_000}'",
    "numbers in a list": f"SELECT 1 WHERE 1 IN ({', '.join(map(str, range(100_000)))})",
    "texts in a list": f"SELECT 1 WHERE 'a' IN ({', '.join([repr('a')] * 100_000)})",
    "columns": f"SELECT {', '.join(['1'] * 30_000)}",
    "sub-queries": "SELECT 1 FROM (" * 300 + "SELECT 1" + ")" * 300,
    "sum": "SELECT 1" + " + 1" * 5_000,
    "joins": "SELECT 1 FROM events AS e0"
    + "".join(f" JOIN events AS e{n} ON e0.uuid = e{n}.uuid" for n in range(1, 60)),
    "arrays": "SELECT " + "[" * 5_000 + "]" * 5_000,
    "lambdas": "SELECT " + "x -> " * 3_000 + "1",
    "chain": f"SELECT {'.'.join(['a'] * 30_000)} FROM events",
    "ternary": "SELECT " + "1 ? " * 3_000 + "1" + " : 1" * 3_000,
    "cases": "SELECT " + "CASE WHEN 1 THEN " * 3_000 + "1" + " END" * 3_000,
    "common tables": "WITH "
    + ", ".join(f"c{n} AS (SELECT 1 AS a)" for n in range(2_000))
    + " SELECT a FROM c0",
    "pattern": f"SELECT match('a', '{'(a|b)' * 20_000}')",
}
"""Case 58, too long for a file."""

HIDDEN: Final = (
    *("plan_of_team_7", "browser_of_team_7", "email_", "name_of_team_7", "company_of_team_7"),
    "018f6f4e-0000-7000-8000-000000000007",
)
"""Values of team 7 that nobody sees who asks with ``RESTRICTED``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One query of the list, and what becomes of it."""

    case: int
    sql: str
    expect: Literal["R", "S", "N", "RN", "M", "O"]

    def __str__(self) -> str:
        start = self.sql[:60].encode("unicode_escape").decode()
        return f"{self.case} {self.expect}: {start}"


def read_cases(*expected: str) -> list[Case]:
    """The cases with one of these verdicts, all without any."""
    cases = [Case(**case) for case in json.loads(FILE.read_text())["cases"]]
    return [case for case in cases if not expected or case.expect in expected]


def asking() -> Context:
    """Team 7 with its cohorts, views and the rows of its system tables."""
    return replace(
        project(),
        user_id=1,
        cohorts=(
            Cohort(id=5, name="five", is_static=False, version=2),
            Cohort(id=6, name='it\'s "quoted" `name`', is_static=True),
        ),
        views={
            "of_a_denied_table": "SELECT id FROM raw_groups",
            "one_of_a_cycle": "SELECT * FROM two_of_a_cycle",
            "two_of_a_cycle": "SELECT * FROM one_of_a_cycle",
        },
        restrictions=Restrictions(tables=frozenset({"raw_groups"})),
    )


def restricted() -> Context:
    """The same for a caller who may not see some properties."""
    hidden = {
        ("event", "plan"),
        ("event", "$browser"),
        ("event", "$session_id"),
        ("event", "$group_0"),
        ("person", "email"),
        ("group", "name"),
    }
    return replace(asking(), restrictions=Restrictions(properties=frozenset(hidden)))
