"""The cases of tests/golden/insights: events, a query, and what must hold of the answer."""

import json
from itertools import count as counter
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, JsonValue

from hogql.insights.kinds import INSIGHTS
from tests.integration.hogql.insights.assertions import Assertion
from tests.integration.hogql.insights.world import (
    Told,
    ToldCohort,
    ToldPerson,
    ToldTeam,
    World,
    make_world,
)

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

GOLDEN = Path(__file__).parents[3] / "golden/insights/cases.json"
AREAS = frozenset(
    {
        *("trends", "funnel", "retention", "stickiness", "lifecycle", "paths"),
        *("persons", "groups", "web_analytics"),
    }
)
TEAMS = counter(100)


class Dataset(BaseModel):
    """Events that several cases are about."""

    model_config = ConfigDict(extra="forbid")

    events: list[Told] = []
    persons: list[ToldPerson] = []


class Case(BaseModel):
    """One case; what only people read of it is left out."""

    model_config = ConfigDict(extra="ignore")

    id: str
    area: str
    query: dict[str, JsonValue] = {}
    assertions: list[Assertion]
    dataset: str | None = None
    events: list[Told] = []
    persons: list[ToldPerson] = []
    cohorts: dict[str, ToldCohort] = {}
    team: ToldTeam = ToldTeam()

    @property
    def told(self) -> Dataset:
        """The events and persons."""
        if self.dataset is None:
            return Dataset(events=self.events, persons=self.persons)
        return DATASETS[self.dataset]


_FILE = json.loads(GOLDEN.read_text())
DATASETS = {name: Dataset.model_validate(told) for name, told in _FILE["datasets"].items()}
CASES = [
    Case.model_validate(case)
    for case in _FILE["cases"]
    if case["area"] in AREAS and case["query"]["kind"] in INSIGHTS
]


def with_ids(value: JsonValue, world: World) -> JsonValue:
    """Put the ids of cohorts where a query says ``{"$cohort": name}``."""
    if isinstance(value, dict):
        name = value.get("$cohort")
        if isinstance(name, str):
            return world.cohort_ids[name]
        return {key: with_ids(item, world) for key, item in value.items()}
    return [with_ids(item, world) for item in value] if isinstance(value, list) else value


def tell(case: Case, client: "Client") -> World:
    """Write the project of a case; the same of another team was there before, and must not show."""
    _tell(case, client)
    return _tell(case, client)


def _tell(case: Case, client: "Client") -> World:
    told = case.told
    return make_world(
        client,
        next(TEAMS),
        told.events,
        persons=told.persons,
        cohorts=case.cohorts,
        team=case.team,
    )
