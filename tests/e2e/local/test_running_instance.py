"""What anybody can see of a running instance from outside."""

from __future__ import annotations

import gzip
import uuid
from typing import TYPE_CHECKING

import httpx
import orjson

if TYPE_CHECKING:
    from tools.project import Project
    from tools.stack import Stack


def test_it_says_that_it_is_ready(stack: Stack) -> None:
    answer = httpx.get(f"{stack.url}/_readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_it_prints_its_address(stack: Stack) -> None:
    assert stack.url in stack.printed


def test_an_accepted_event_can_be_queried(project: Project) -> None:
    event = {"event": "hedge trimmed", "distinct_id": "hazel", "uuid": str(uuid.uuid4())}
    body = gzip.compress(orjson.dumps({"api_key": project.token, "batch": [event]}))
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    answer = httpx.post(f"{project.url}/batch/", content=body, headers=headers)
    assert answer.status_code == 200
    rows = project.wait_for_rows("SELECT event, distinct_id FROM events", count=1)
    assert rows == [["hedge trimmed", "hazel"]]


def test_an_unknown_path_below_the_api_is_answered_by_the_api(stack: Stack) -> None:
    answer = httpx.get(f"{stack.url}/api/hedgehogs/")
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.status_code in {401, 404}


def test_a_page_of_the_dashboard_is_its_index(stack: Stack) -> None:
    page = httpx.get(f"{stack.url}/insights/new")
    assert page.status_code == 200
    assert page.text == httpx.get(f"{stack.url}/").text
    assert "<html" in page.text


def test_the_sdk_script_is_served_with_and_without_its_version(stack: Stack) -> None:
    plain = httpx.get(f"{stack.url}/static/array.js", headers={"Origin": "https://shop.example"})
    assert plain.status_code == 200
    assert plain.headers["access-control-allow-origin"] == "*"
    assert "javascript" in plain.headers["content-type"]


def test_a_missing_file_is_not_the_index(stack: Stack) -> None:
    assert httpx.get(f"{stack.url}/static/no-such-file.js").status_code == 404
