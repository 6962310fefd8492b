"""The project snapshot: published on schedule and at once, so that no first event is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import orjson

from functions.topology import SCHEDULES
from shared.snapshot import KEY
from tests.e2e.emulated import emulator_of
from tools.project import sign_up

if TYPE_CHECKING:
    import httpx

    from tests.e2e.emulated import Emulated
    from tools.project import Project
    from tools.stack import Stack

NEW_PROJECTS: Final = 5


def version(emulated: Emulated) -> int:
    """Return the version of the snapshot that is published."""
    bucket = emulated.bucket("config")
    content = emulated.call("s3", "get_object", Bucket=bucket, Key=KEY)["Body"].read()
    found: int = orjson.loads(content)["version"]
    return found


def capture(project: Project, token: str) -> httpx.Response:
    body = {"api_key": token, "event": "first", "distinct_id": "d"}
    return project.http.post(f"{project.url}/e/", json=body)


def test_the_deployed_function_publishes_the_snapshot(stack: Stack) -> None:
    emulated = emulator_of(stack)
    name = emulated.function("publish_snapshot")
    before = version(emulated)
    answer = emulated.call("lambda", "invoke", FunctionName=name, Payload=b"{}")
    assert "FunctionError" not in answer
    assert orjson.loads(answer["Payload"].read())["version"] > before
    assert version(emulated) > before


def test_the_schedule_that_starts_it_is_deployed_and_enabled(stack: Stack) -> None:
    emulated = emulator_of(stack)
    (row,) = emulated.call("scheduler", "list_schedules")["Schedules"]
    found = emulated.call("scheduler", "get_schedule", Name=row["Name"])
    (wanted,) = SCHEDULES
    assert found["State"] == "ENABLED"
    assert found["ScheduleExpression"] == f"rate({wanted.rate_minutes} minute)"
    assert found["Target"]["Arn"].endswith(emulated.function("publish_snapshot"))


def test_a_project_created_a_moment_ago_accepts_its_first_event_at_once(stack: Stack) -> None:
    """Even while somebody keeps sending a token that no project has."""
    for _ in range(NEW_PROJECTS):
        project = sign_up(stack.url)
        assert [capture(project, "phc_wrong").status_code for _ in range(3)] == [401] * 3
        assert capture(project, project.token).status_code == 200
        project.wait_for_rows("SELECT uuid FROM events WHERE event = 'first'", count=1)
        project.http.close()


def test_a_token_that_was_replaced_is_refused_and_the_new_one_accepted_at_once(
    project: Project,
) -> None:
    assert capture(project, project.token).status_code == 200
    answer = project.http.patch(
        f"{project.url}/api/projects/{project.id}/reset_token/",
        headers={"Authorization": f"Bearer {project.api_key}"},
    )
    answer.raise_for_status()
    assert capture(project, answer.json()["api_token"]).status_code == 200
    assert capture(project, project.token).status_code == 401
