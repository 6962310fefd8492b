"""What members do to persons on the running system, and the nightly squash, as queries see it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.waiting import eventually
from tools.emulated import emulator_of

if TYPE_CHECKING:
    from tools.project import Project
    from tools.stack import Stack

pytestmark = pytest.mark.stack


def _send(project: Project, *events: tuple[str, str, dict[str, Any]]) -> None:
    """Send events of one moment after the other, the last of them a minute ago."""
    moment = time.time() - 60 - len(events)
    batch = [
        {"event": event, "distinct_id": who, "timestamp": moment + place, "properties": properties}
        for place, (event, who, properties) in enumerate(events)
    ]
    body = {"api_key": project.token, "batch": batch}
    project.http.post(f"{project.url}/batch/", json=body).raise_for_status()


def _ask(project: Project, method: str, path: str, body: object = None) -> Any:
    """Return what the API of the project answers."""
    answer = project.http.request(
        method,
        f"{project.url}/api/projects/{project.id}/persons/{path}",
        json=body,
        headers={"Authorization": f"Bearer {project.api_key}"},
    )
    answer.raise_for_status()
    return answer.json() if answer.content else None


def _buyers(project: Project, event: str) -> list[list[Any]]:
    text = "SELECT uniq(person_id), count() FROM events WHERE event = {event}"
    return project.rows(text, event=event)


def _run_workflow(stack: Stack, name: str) -> str:
    """Return how the deployed state machine of that name ended."""
    emulated = emulator_of(stack)
    machines = emulated.call("stepfunctions", "list_state_machines")["stateMachines"]
    (machine,) = [row for row in machines if name.replace("-", "") in _letters(row["name"])]
    started = emulated.call(
        "stepfunctions",
        "start_execution",
        stateMachineArn=machine["stateMachineArn"],
        input="{}",
    )["executionArn"]

    def status() -> str:
        found = emulated.call("stepfunctions", "describe_execution", executionArn=started)
        return str(found["status"])

    eventually(lambda: status() != "RUNNING", what="the end of the workflow", seconds=90)
    return status()


def _letters(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")


def test_a_merge_stays_through_the_squash_and_a_split_ends_it(
    stack: Stack, project: Project
) -> None:
    _send(
        project,
        ("rented", "cat-1", {"$set": {"plan": "free"}}),
        ("$identify", "cat", {"$anon_distinct_id": "cat-1"}),
        ("rented", "cat", {"$set": {"email": "c@example.com"}}),
    )
    eventually(lambda: _buyers(project, "rented") == [[1, 2]], what="the merge", seconds=60)
    assert _run_workflow(stack, "squash-persons") == "SUCCEEDED"
    assert _buyers(project, "rented") == [[1, 2]]
    assert _ask(project, "GET", "cat/")["distinct_ids"] == ["cat", "cat-1"]

    _ask(project, "POST", "cat/split/", {})
    assert _ask(project, "GET", "cat-1/")["properties"]["plan"] == "free"
    eventually(lambda: _buyers(project, "rented") == [[2, 2]], what="the split", seconds=60)


def test_a_person_is_changed_and_deleted_with_their_events(stack: Stack, project: Project) -> None:
    _send(project, ("lent", "dan", {"$set": {"plan": "free"}}), ("lent", "eve", {"$set": {"a": 1}}))
    people = "SELECT properties.plan FROM persons WHERE properties.plan = 'max'"
    eventually(lambda: _buyers(project, "lent") == [[2, 2]], what="the events", seconds=60)
    eventually(lambda: _is_known(project, "dan"), what="the person", seconds=60)
    _ask(project, "PATCH", "dan/", {"properties": {"plan": "max"}})
    eventually(lambda: project.rows(people) == [["max"]], what="the change", seconds=60)

    _ask(project, "DELETE", "dan/?delete_events=true")
    assert not _is_known(project, "dan")
    eventually(lambda: project.rows(people) == [], what="the deletion", seconds=60)
    assert _run_workflow(stack, "delete-persons") == "SUCCEEDED"
    assert _buyers(project, "lent") == [[1, 1]]


def _is_known(project: Project, distinct_id: str) -> bool:
    return bool(_ask(project, "GET", f"?distinct_id={distinct_id}")["count"])
