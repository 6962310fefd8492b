"""The topology table and the handlers say the same."""

from __future__ import annotations

import json
from importlib import import_module

import pytest

from functions.topology import (
    BUCKETS,
    FUNCTIONS,
    QUEUES,
    SCHEDULES,
    WORKFLOWS,
    Function,
    HttpTrigger,
    QueueTrigger,
    environment_name,
)
from shared.settings import read_settings
from tests.house.source import ROOT


def each_function() -> list[object]:
    return [pytest.param(spec, id=spec.name) for spec in FUNCTIONS]


@pytest.mark.parametrize("spec", each_function())
def test_the_handler_of_a_row_exists_and_can_be_called(spec: Function) -> None:
    module, _, attribute = spec.handler.rpartition(".")
    assert callable(getattr(import_module(module), attribute))


@pytest.mark.parametrize("spec", each_function())
def test_a_row_names_only_what_the_table_has(spec: Function) -> None:
    queues = {row.name for row in QUEUES}
    buckets = {row.name for row in BUCKETS}
    assert set(spec.sends_to) <= queues
    assert {*spec.reads, *spec.writes} <= buckets
    assert set(spec.starts) <= {row.name for row in WORKFLOWS}
    if isinstance(spec.trigger, QueueTrigger):
        assert spec.trigger.queue in queues


def test_names_are_unique_and_no_route_has_two_owners() -> None:
    for rows in (FUNCTIONS, QUEUES, BUCKETS, WORKFLOWS, SCHEDULES):
        names = [row.name for row in rows]
        assert len(names) == len(set(names))
    paths = [
        (route.path, method)
        for spec in FUNCTIONS
        if isinstance(spec.trigger, HttpTrigger)
        for route in spec.trigger.routes
        for method in route.methods
    ]
    assert len(paths) == len(set(paths))


def test_every_queue_has_one_reader_and_a_sender() -> None:
    readers = [s.trigger.queue for s in FUNCTIONS if isinstance(s.trigger, QueueTrigger)]
    assert sorted(readers) == sorted(row.name for row in QUEUES)
    sent = {name for spec in FUNCTIONS if not spec.redrives for name in spec.sends_to}
    assert {row.name for row in QUEUES} - sent == {"fallback"}  # S3 sends to that one


def test_every_folder_of_functions_is_deployed() -> None:
    deployed = {spec.handler for spec in FUNCTIONS}
    folders = [
        path
        for folder in (ROOT / "functions", ROOT / "functions" / "jobs")
        for path in folder.iterdir()
        if path.is_dir() and path.name not in ("jobs", "__pycache__")
    ]
    for folder in folders:
        prefix = ".".join(folder.relative_to(ROOT).parts) + "."
        assert any(handler.startswith(prefix) for handler in deployed), prefix


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda row: row.name)
def test_a_workflow_catches_only_what_the_emulator_can_also_raise(workflow: object) -> None:
    row = next(candidate for candidate in WORKFLOWS if candidate is workflow)
    text = (ROOT / row.definition).read_text()
    definition = json.loads(text)
    assert definition["StartAt"] in definition["States"]
    for place in row.tasks:
        assert "${" + place + "}" in text
    caught = {
        error
        for state in definition["States"].values()
        for rule in (*state.get("Retry", ()), *state.get("Catch", ()))
        for error in rule["ErrorEquals"]
    }
    assert caught <= {"States.ALL", "States.TaskFailed", "States.Timeout"}


def test_a_schedule_starts_something_that_exists() -> None:
    for row in SCHEDULES:
        assert (row.function in {spec.name for spec in FUNCTIONS}) != (
            row.workflow in {spec.name for spec in WORKFLOWS}
        )


def test_settings_read_the_variables_that_the_topology_writes() -> None:
    settings = read_settings(
        {
            environment_name("queue", "clickhouse-load"): "url",
            environment_name("bucket", "wal"): "name",
            environment_name("workflow", "replay-wal"): "arn",
        }
    )
    assert settings.queues == {"clickhouse-load": "url"}
    assert settings.buckets == {"wal": "name"}
    assert settings.workflows == {"replay-wal": "arn"}
