"""The state machine file: placeholders, and error names that every runtime knows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import functions
from functions.topology import WORKFLOWS

ROOT = Path(functions.__path__[0]).parent
TEXT = (ROOT / "functions/jobs/squash_persons/workflow.asl.json").read_text()
ALLOWED = {"States.ALL", "States.TaskFailed", "States.Timeout"}


def values_of(name: str, tree: Any) -> list[Any]:
    """Return every value under a key of this name, however deep."""
    found: list[Any] = []
    if isinstance(tree, dict):
        found = [value for key, value in tree.items() if key == name]
        found += [hit for value in tree.values() for hit in values_of(name, value)]
    if isinstance(tree, list):
        found = [hit for value in tree for hit in values_of(name, value)]
    return found


def test_the_placeholders_are_the_tasks_of_the_topology() -> None:
    (workflow,) = [row for row in WORKFLOWS if row.name == "squash-persons"]
    assert set(re.findall(r"\$\{(\w+)\}", TEXT)) == set(workflow.tasks)
    assert ROOT / workflow.definition == ROOT / "functions/jobs/squash_persons/workflow.asl.json"


def test_only_error_names_that_need_no_class_are_matched() -> None:
    matched = {name for names in values_of("ErrorEquals", json.loads(TEXT)) for name in names}
    assert matched
    assert matched <= ALLOWED


def test_every_state_is_reached_and_every_next_exists() -> None:
    machine = json.loads(TEXT)
    states = machine["States"]
    targets = {machine["StartAt"], *values_of("Next", states), *values_of("Default", states)}
    assert targets == set(states)
