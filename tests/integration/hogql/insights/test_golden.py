"""The golden cases: events, a query and the numbers that were worked out by hand.

A case is a file of tests/golden/<kind>/, with the reasoning in its first lines. It names the events
(``events``, or ``dataset``, a file of tests/golden/datasets), the ``query``, what must hold of the
answer (``expect``) and, where they matter, ``timezone``, ``week_start_day`` and ``now``.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pydantic import BaseModel, ConfigDict, JsonValue

from hogql.insights.context import InsightContext
from tests.integration.hogql.insights.events import insert_events, read_events
from tests.integration.hogql.insights.run import answer

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

GOLDEN = Path(__file__).parents[3] / "golden"
CASES = sorted((*GOLDEN.glob("trends/*.toml"), *GOLDEN.glob("sql/*.toml")))
TEAM, OTHER_TEAM = 7, 8


class Case(BaseModel):
    """One file."""

    model_config = ConfigDict(extra="forbid")

    query: dict[str, JsonValue]
    expect: dict[str, JsonValue]
    events: str | None = None
    dataset: str | None = None
    timezone: str = "UTC"
    week_start_day: int = 0
    now: datetime = datetime.fromisoformat("2020-01-25T12:00:00Z")


def read_case(path: Path) -> Case:
    return Case.model_validate(tomllib.loads(path.read_text()))


def events_of(case: Case) -> str:
    if case.dataset is None:
        return case.events or ""
    text: str = tomllib.loads((GOLDEN / f"datasets/{case.dataset}.toml").read_text())["events"]
    return text


def find(value: JsonValue, path: str) -> JsonValue:
    """Return what a path names: ``results[0].data``, ``results.*.label``, ``results.length``."""
    for step in re.findall(r"[^.\[\]]+", path):
        if step == "*":
            rest = path.split("*.", 1)[1]
            assert isinstance(value, list)
            return [find(item, rest) for item in value]
        if isinstance(value, Mapping):
            value = value[step]
        else:
            assert isinstance(value, list)
            value = len(value) if step == "length" else value[int(step)]
    return value


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_golden(path: Path, clickhouse: "Client") -> None:
    case = read_case(path)
    events = read_events(events_of(case))
    insert_events(clickhouse, TEAM, events)
    insert_events(clickhouse, OTHER_TEAM, events)
    context = InsightContext(
        timezone=case.timezone, week_start_day=case.week_start_day, now=case.now
    )
    response = answer(case.query, team_id=TEAM, context=context)
    assert {path: find(response, path) for path in case.expect} == case.expect
