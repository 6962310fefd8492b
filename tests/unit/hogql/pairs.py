"""The pairs of tests/fixtures/sql: a query, then the SQL it becomes with its values in place."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hogql.context import Context

if TYPE_CHECKING:
    from hogql.compile import Compiled

FOLDER: Final = Path(__file__).parents[2] / "fixtures" / "sql"
_REFERENCE: Final = re.compile(r"\{(hogql_val_\d+):")
_ZONE: Final = re.compile(r"^-- timezone: (\S+)", re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """One case: ``name`` says the file and the first line of its comment or query."""

    name: str
    query: str
    sql: str
    context: Context


def project(timezone: str = "UTC") -> Context:
    """Team 7 with one group type and three property definitions; weeks from Monday off UTC."""
    return Context(
        team_id=7,
        timezone=timezone,
        week_start_day=0 if timezone == "UTC" else 1,
        group_types=("company",),
        property_types={"amount": "Numeric", "vip": "Boolean", "seen": "DateTime"},
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
