"""Cohorts on the running system: made by the API, calculated by its job, known to queries."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.e2e.waiting import eventually
from tools.emulated import emulator_of

if TYPE_CHECKING:
    from tools.project import Project
    from tools.stack import Stack

pytestmark = pytest.mark.stack

PAID = {
    "type": "behavioral",
    "key": "paid",
    "event_type": "events",
    "value": "performed_event",
    "time_value": 1,
    "time_interval": "day",
}
PRO = {"type": "person", "key": "plan", "value": ["pro"], "operator": "exact"}


def _filters(*leaves: dict[str, Any]) -> dict[str, Any]:
    return {"properties": {"type": "OR", "values": [{"type": "AND", "values": list(leaves)}]}}


def _send(project: Project) -> None:
    """Two people of the plan pro, of whom ann paid."""
    moment = time.time() - 60
    told = [
        ("seen", "ann", {"$set": {"plan": "pro"}}),
        ("paid", "ann", {}),
        ("seen", "ben", {"$set": {"plan": "pro"}}),
    ]
    events = [
        {
            "event": event,
            "distinct_id": name,
            "timestamp": moment + place,
            "properties": {**properties, "$process_person_profile": True},
        }
        for place, (event, name, properties) in enumerate(told)
    ]
    body = {"api_key": project.token, "batch": events}
    project.http.post(f"{project.url}/batch/", json=body).raise_for_status()


def _ask(project: Project, method: str, path: str, body: object = None) -> dict[str, Any]:
    answer = project.http.request(
        method,
        f"{project.url}/api/projects/{project.id}/cohorts/{path}",
        json=body,
        headers={"Authorization": f"Bearer {project.api_key}"},
    )
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found


def _names(project: Project, cohort_id: int) -> list[str]:
    found = _ask(project, "GET", f"{cohort_id}/persons/")["results"]
    return sorted(person["distinct_ids"][0] for person in found)


def _is_done(project: Project, cohort_id: int) -> bool:
    return not _ask(project, "GET", f"{cohort_id}/")["is_calculating"]


def test_a_cohort_is_calculated_and_queries_know_its_members(
    stack: Stack, project: Project
) -> None:
    assert stack
    _send(project)
    eventually(
        lambda: project.rows("SELECT count() FROM persons WHERE properties.plan = 'pro'") == [[2]],
        what="the people",
        seconds=60,
    )
    project.wait_for_rows("SELECT uuid FROM events WHERE event = 'paid'", count=1)
    made = _ask(project, "POST", "", {"name": "Idle", "filters": _filters(PRO, PAID)})
    assert made["is_calculating"]
    eventually(lambda: _is_done(project, made["id"]), what="the calculation", seconds=60)
    assert _ask(project, "GET", f"{made['id']}/")["count"] == 1
    assert _names(project, made["id"]) == ["ann"]
    counted = f"SELECT count() FROM events WHERE person_id IN COHORT {made['id']}"
    assert project.rows(counted) == [[2]]

    idle = {"filters": _filters(PRO, {**PAID, "negation": True})}
    assert _ask(project, "PATCH", f"{made['id']}/", idle)["is_calculating"]
    eventually(lambda: _names(project, made["id"]) == ["ben"], what="the change", seconds=60)
    assert project.rows(counted.replace(str(made["id"]), "'Idle'")) == [[1]]


def test_people_who_are_put_into_a_static_cohort_are_in_it(project: Project) -> None:
    _send(project)
    eventually(
        lambda: project.rows("SELECT count() FROM persons") == [[2]], what="the people", seconds=60
    )
    body = {"name": "Chosen", "is_static": True, "_create_static_person_ids": ["ben"]}
    made = _ask(project, "POST", "", body)
    eventually(lambda: _names(project, made["id"]) == ["ben"], what="the copy", seconds=60)


def test_conditions_that_mean_nothing_are_refused(project: Project) -> None:
    with pytest.raises(httpx.HTTPStatusError) as caught:
        _ask(project, "POST", "", {"name": "None", "filters": _filters({**PAID, "time_value": 0})})
    problem = caught.value.response.json()
    assert problem["attr"] == "filters.properties.values.0.values.0.time_value"


def test_the_workflow_that_queues_what_is_due_ends_well(stack: Stack) -> None:
    emulated = emulator_of(stack)
    machines = emulated.call("stepfunctions", "list_state_machines")["stateMachines"]
    (machine,) = [row for row in machines if "calculatecohorts" in _letters(row["name"])]
    arn = machine["stateMachineArn"]
    run = emulated.call("stepfunctions", "start_execution", stateMachineArn=arn, input="{}")

    def status() -> str:
        found = emulated.call(
            "stepfunctions", "describe_execution", executionArn=run["executionArn"]
        )
        return str(found["status"])

    eventually(lambda: status() != "RUNNING", what="the end of the workflow", seconds=90)
    assert status() == "SUCCEEDED"


def _letters(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalpha())
