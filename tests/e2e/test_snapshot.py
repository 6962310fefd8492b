"""The project snapshot: published on schedule and at once, so that no first event is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import orjson

from functions.topology import SCHEDULES
from shared.snapshot import KEY
from tools.emulated import emulator_of
from tools.project import sign_up

if TYPE_CHECKING:
    import httpx

    from tools.emulated import Emulated
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


def rate_of(minutes: int) -> str:
    """Return how a schedule says that it runs every so many minutes."""
    size, unit = next(
        (size, unit) for size, unit in ((1440, "day"), (60, "hour"), (1, "minute"))
        if minutes % size == 0
    )  # fmt: skip
    count = minutes // size
    return f"rate({count} {unit}{'s' if count > 1 else ''})"


def test_the_deployed_function_publishes_the_snapshot(stack: Stack) -> None:
    emulated = emulator_of(stack)
    name = emulated.function("publish_snapshot")
    before = version(emulated)
    answer = emulated.call("lambda", "invoke", FunctionName=name, Payload=b"{}")
    assert "FunctionError" not in answer
    assert orjson.loads(answer["Payload"].read())["version"] > before
    assert version(emulated) > before


def test_every_schedule_is_deployed_and_enabled(stack: Stack) -> None:
    emulated = emulator_of(stack)
    rows = emulated.call("scheduler", "list_schedules")["Schedules"]
    found = [emulated.call("scheduler", "get_schedule", Name=row["Name"]) for row in rows]
    assert {row["State"] for row in found} == {"ENABLED"}
    expressions = sorted(row["ScheduleExpression"] for row in found)
    assert expressions == sorted(rate_of(wanted.rate_minutes) for wanted in SCHEDULES)
    targets = [row["Target"]["Arn"] for row in found]
    for name in (wanted.function for wanted in SCHEDULES if wanted.function):
        assert [target for target in targets if target.endswith(emulated.function(name))]


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
