"""Quotas, drop rules and counts, from the API over the edge to what members see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import orjson

from tests.e2e.waiting import eventually
from tools.emulated import emulator_of

if TYPE_CHECKING:
    from tools.project import Project
    from tools.stack import Stack

QUOTAS: Final = "/api/organizations/@current/quotas/"
REFRESH_SECONDS: Final = 40  # a warm function reads the snapshot every 30 s


def change(project: Project, path: str, content: dict[str, Any]) -> dict[str, Any]:
    """Return what the API answers to a change."""
    answer = project.http.patch(
        f"{project.url}{path}",
        json=content,
        headers={"Authorization": f"Bearer {project.api_key}"},
    )
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found


def capture(project: Project, *names: str) -> dict[str, Any]:
    """Return what capture answers to events of these names."""
    batch = [{"event": name, "distinct_id": "d"} for name in names]
    answer = project.http.post(
        f"{project.url}/batch/", json={"api_key": project.token, "batch": batch}
    )
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def used(project: Project) -> dict[str, int]:
    """Return what the organization has sent, by resource."""
    answer = project.http.get(
        f"{project.url}{QUOTAS}", headers={"Authorization": f"Bearer {project.api_key}"}
    )
    return {row["resource"]: row["used"] for row in answer.json()["resources"]}


def test_a_quota_that_is_used_up_is_told_to_sdks_and_to_members(
    stack: Stack, project: Project
) -> None:
    emulated = emulator_of(stack)
    change(project, QUOTAS, {"exceptions": 2})
    capture(project, "kept", "$exception", "$exception")
    project.wait_for_rows("select uuid from events", count=3)

    answer = emulated.call(
        "lambda", "invoke", FunctionName=emulated.function("count_usage"), Payload=b"{}"
    )
    assert orjson.loads(answer["Payload"].read())["organizations_over"] >= 1
    assert used(project) == {"events": 1, "exceptions": 2}
    answers: list[dict[str, Any]] = []

    def is_limited() -> bool:
        answers.append(capture(project, "kept", "$exception"))
        return answers[-1].get("quota_limited") == ["exceptions"]

    eventually(is_limited, what="quota_limited", seconds=REFRESH_SECONDS)
    tries = len(answers)
    kept = "select uuid from events where event = 'kept' limit 1000"
    project.wait_for_rows(kept, count=1 + tries)
    (exceptions,) = project.rows("select count() from events where event = '$exception'")
    assert exceptions == [2 + tries - 1], "all but the one that was answered as limited"


def test_a_drop_rule_drops_what_it_names_and_nothing_else(project: Project) -> None:
    change(project, f"/api/projects/{project.id}/", {"drop_rules": [{"event": "noise"}]})

    def is_dropped() -> bool:
        """Whether the noise beside a marker is not there once the marker is."""
        marker = f"marker {len(markers)}"
        markers.append(marker)
        capture(project, marker, "noise")
        project.wait_for_rows(
            "select uuid from events where event = {marker}", count=1, marker=marker
        )
        counts = project.rows("select count() from events where event = 'noise'")
        return bool(counts[0][0] < len(markers))

    markers: list[str] = []
    eventually(is_dropped, what="a dropped event", seconds=REFRESH_SECONDS)
