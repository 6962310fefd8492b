"""The pairs of tests/fixtures/sql: a query, then the SQL it becomes with its values in place."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hogql.context import Action, Cohort, Context

if TYPE_CHECKING:
    from hogql.compile import Compiled

FOLDER: Final = Path(__file__).parents[2] / "fixtures" / "sql"
_REFERENCE: Final = re.compile(r"\{(hogql_val_\d+):")
_ZONE: Final = re.compile(r"^-- timezone: (\S+)", re.MULTILINE)


COHORTS: Final = (
    Cohort(id=5, name="regulars", is_static=False, version=3),
    Cohort(id=6, name="it's a list", is_static=True),
)
ACTIONS: Final = (
    Action(
        id=3,
        name="Buy",
        condition="(event = 'paid' AND properties.plan = 'pro') OR event = 'bought'",
    ),
    Action(id=4, name="Regular's visit", condition="event = 'view' AND person_id IN COHORT 5"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """One case: ``name`` says the file and the first line of its comment or query."""

    name: str
    query: str
    sql: str
    context: Context


def project(timezone: str = "UTC") -> Context:
    """Team 7 with a group type, property types, cohorts and actions; weeks from Monday off UTC."""
    return Context(
        team_id=7,
        timezone=timezone,
        week_start_day=0 if timezone == "UTC" else 1,
        group_types=("company",),
        property_types={"amount": "Numeric", "vip": "Boolean", "seen": "DateTime"},
        cohorts=COHORTS,
        actions=ACTIONS,
    )


def read_pairs() -> list[Pair]:
    """Every pair of every file."""
    return [pair for path in sorted(FOLDER.glob("*.sql")) for pair in _read_file(path)]


def _read_file(path: Path) -> list[Pair]:
    content = path.read_text()
    zone = _ZONE.search(content)
    context = project(zone[1]) if zone else project()
    found: list[Pair] = []
    for block in content.split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("--")]
        if not lines:
            continue
        query, sql = "\n".join(lines).strip().removesuffix(";").split(";\n", 1)
        name = f"{path.stem}: {block.splitlines()[0].removeprefix('-- ')[:60]}"
        found.append(Pair(name=name, query=query, sql=sql, context=context))
    return found


def with_values(compiled: "Compiled") -> str:
    """The SQL with each parameter's value in place of its name."""
    values = compiled.parameters
    return _REFERENCE.sub(lambda found: f"{{{values[found[1]]!r}:", compiled.sql)


def one_line(sql: str) -> str:
    """The SQL with every run of blanks as one blank."""
    return " ".join(sql.split())
