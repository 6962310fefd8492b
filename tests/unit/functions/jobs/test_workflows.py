"""The files of the state machines: placeholders, and error names that every runtime knows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import functions
from functions.topology import WORKFLOWS

if TYPE_CHECKING:
    from functions.topology import Workflow

ROOT = Path(functions.__path__[0]).parent
ALLOWED = {"States.ALL", "States.TaskFailed", "States.Timeout"}

of_each_workflow = pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda row: row.name)


def values_of(name: str, tree: Any) -> list[Any]:
    """Return every value under a key of this name, however deep."""
    found: list[Any] = []
    if isinstance(tree, dict):
        found = [value for key, value in tree.items() if key == name]
        found += [hit for value in tree.values() for hit in values_of(name, value)]
    if isinstance(tree, list):
        found = [hit for value in tree for hit in values_of(name, value)]
    return found


def text_of(workflow: Workflow) -> str:
    return (ROOT / workflow.definition).read_text()


def test_every_file_of_a_state_machine_is_the_definition_of_one_workflow() -> None:
    found = [str(path.relative_to(ROOT)) for path in ROOT.glob("functions/**/*.asl.json")]
    assert sorted(found) == sorted(row.definition for row in WORKFLOWS)
    for row in WORKFLOWS:
        assert row.definition == f"functions/jobs/{row.name.replace('-', '_')}/workflow.asl.json"


@of_each_workflow
def test_the_placeholders_are_the_tasks_of_the_topology(workflow: Workflow) -> None:
    assert set(re.findall(r"\$\{(\w+)\}", text_of(workflow))) == set(workflow.tasks)


@of_each_workflow
def test_only_error_names_that_need_no_class_are_matched(workflow: Workflow) -> None:
    machine = json.loads(text_of(workflow))
    matched = {name for names in values_of("ErrorEquals", machine) for name in names}
    assert matched
    assert matched <= ALLOWED


@of_each_workflow
def test_every_state_is_reached_and_every_next_exists(workflow: Workflow) -> None:
    machine = json.loads(text_of(workflow))
    states = machine["States"]
    targets = {machine["StartAt"], *values_of("Next", states), *values_of("Default", states)}
    assert targets == set(states)
