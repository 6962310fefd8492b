"""On the running system events teach names, types and values, and refusals are told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import orjson
import pytest

from shared import clock
from tests.e2e.waiting import eventually
from tools.emulated import emulator_of
from tools.project import sign_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.project import Project
    from tools.stack import Stack

pytestmark = pytest.mark.stack

TYPES: Final = {"amount": "Numeric", "plan": "String", "paid_at": "DateTime", "vip": "Boolean"}


@pytest.fixture(scope="module")
def project(stack: Stack) -> Iterator[Project]:
    """A project that was sent purchases, and an SDK's word of what it could not send."""
    made = sign_up(stack.url)
    sold = {"amount": 12.5, "paid_at": "2026-11-20T10:00:00Z", "vip": True, "$set": {"seats": 3}}
    purchases = [
        {"event": "bought", "distinct_id": f"d{n}", "properties": {**sold, "plan": plan}}
        for n, plan in enumerate(("pro", "pro", "free"))
    ]
    warning = {
        "event": "$$client_ingestion_warning",
        "distinct_id": "d0",
        "properties": {"$$client_ingestion_warning_message": "too large"},
    }
    for event in (*purchases, warning):
        body = {"api_key": made.token, "batch": [event]}
        made.http.post(f"{stack.url}/batch/", json=body).raise_for_status()
    made.wait_for_rows("SELECT uuid FROM events WHERE event = 'bought'", count=3)
    yield made
    made.http.close()


def _get(project: Project, path: str) -> Any:
    answer = project.http.get(
        f"{project.url}/api/projects/{project.id}/{path}",
        headers={"Authorization": f"Bearer {project.api_key}"},
    )
    answer.raise_for_status()
    return answer.json()


def _results(project: Project, path: str) -> dict[str, dict[str, Any]]:
    return {item["name"]: item for item in _get(project, path)["results"]}


def _sum_up(stack: Stack) -> None:
    """Start what the schedule starts, for the minutes that it would come to later."""
    emulated, now = emulator_of(stack), clock.now()
    since, until = now - timedelta(minutes=10), now + timedelta(minutes=1)
    payload = orjson.dumps({"since": since.isoformat(), "until": until.isoformat()})
    name = emulated.function("sum_up")
    assert "FunctionError" not in emulated.call(
        "lambda", "invoke", FunctionName=name, Payload=payload
    )


def test_events_are_known_by_name(project: Project) -> None:
    eventually(
        lambda: "bought" in _results(project, "event_definitions/"), what="the event", seconds=60
    )
    found = _results(project, "event_definitions/?search=bou")["bought"]
    assert found["last_seen_at"] is not None
    assert "$$client_ingestion_warning" not in _results(project, "event_definitions/")


def test_properties_are_known_with_their_types(project: Project) -> None:
    path = "property_definitions/?event_names=%5B%22bought%22%5D&filter_by_event_names=true"

    def is_known() -> bool:
        found = _results(project, path)
        return {name: found.get(name, {}).get("property_type") for name in TYPES} == TYPES

    eventually(is_known, what="types of the properties", seconds=60)
    assert "seats" in _results(project, "property_definitions/?type=person")


def test_values_are_suggested(project: Project, stack: Stack) -> None:
    _sum_up(stack)
    assert [item["name"] for item in _get(project, "events/values/?key=plan")] == ["pro", "free"]
    assert _get(project, "events/values/?key=plan&value=FR&event_name=bought") == [{"name": "free"}]
    assert _get(project, "events/values/?key=plan&event_name=lost") == []


def test_values_of_persons_are_suggested(project: Project, stack: Stack) -> None:
    def is_known() -> bool:
        _sum_up(stack)
        found: list[dict[str, str]] = _get(project, "persons/values/?key=seats")
        return found == [{"name": "3"}]

    eventually(is_known, what="values of persons", seconds=60)


def test_refusals_are_told_by_reason(project: Project) -> None:
    def types() -> list[str]:
        return [item["type"] for item in _get(project, "ingestion_warnings/")["results"]]

    eventually(lambda: "client_ingestion_warning" in types(), what="the warning", seconds=60)
    text = "SELECT count() FROM system.ingestion_warnings"
    assert project.query({"kind": "HogQLQuery", "query": text})["results"][0][0] >= 1
