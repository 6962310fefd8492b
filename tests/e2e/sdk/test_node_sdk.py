"""The newest posthog-node, unmodified: what it sends comes back once, as it was."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from shared import settings

if TYPE_CHECKING:
    from tools.project import Project

pytestmark = pytest.mark.stack

FOLDER = Path(__file__).parent
AT = datetime(2026, 11, 20, 10, 30, 0, 250000, tzinfo=UTC)


def run_sdk(project: Project, encoding: str, mode: str) -> dict[str, Any]:
    done = subprocess.run(
        ["node", "send.mjs", project.url, project.token, encoding],
        cwd=FOLDER, check=True, capture_output=True, text=True, timeout=60,
        env={**settings.environment(), "POSTHOG_CAPTURE_MODE": mode},
    )  # fmt: skip
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    report["stderr"] = done.stderr
    return report


@pytest.mark.parametrize(
    ("encoding", "mode", "path"),
    [
        ("compressed", "v0", "/batch/"),
        ("plain", "v0", "/batch/"),
        ("compressed", "v1", "/i/v1/analytics/events"),
    ],
)
def test_what_the_node_sdk_sends_comes_back_once_and_unchanged(
    project: Project, encoding: str, mode: str, path: str
) -> None:
    report = run_sdk(project, encoding, mode)

    assert report["errors"] == []
    assert report["stderr"] == ""
    assert {request["status"] for request in report["requests"]} == {200}
    assert not report["enabled"]
    paths = {request["path"] for request in report["requests"]}
    assert {path, "/i/v0/ai/batch/", "/i/v1/logs"} <= paths

    project.wait_for_rows("select uuid from events limit 1000", count=56)
    counts = {
        event: (rows, uuids)
        for event, rows, uuids in project.rows(
            "select event, count(), count(distinct uuid) from events"
            " where event != '$feature_flag_called' group by event"
        )
    }
    assert counts == {
        **dict.fromkeys(
            ("node_ordered", "$identify", "$groupidentify", "node_grouped", "$create_alias",
             "$ai_generation"),
            (1, 1),
        ),
        "node_many": (50, 50),
    }  # fmt: skip
    (row,) = project.rows(
        "select timestamp, distinct_id, toString(properties.total), toString(properties.paid),"
        " properties.coupon,"
        " properties.lines, properties.$lib from events where event = 'node_ordered'"
    )
    assert datetime.fromisoformat(row[0]) == AT
    assert row[1:] == ["node-1", "12.5", "true", None, "[1,2]", "posthog-node"]
