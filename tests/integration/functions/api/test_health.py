"""Whether a deployment is alive, ready, and what it says before anybody signs in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from functions.api.app import handle
from shared import settings, snapshot
from tests.api_client import ApiClient, sign_up

if TYPE_CHECKING:
    from tests.integration.site import Bucket


def test_a_function_that_runs_is_alive(visitor: ApiClient) -> None:
    answer = visitor.get("/_livez")

    assert (answer.status, answer.body) == (200, {"status": "ok"})


def test_a_deployment_is_ready_when_every_part_answers(site: Bucket, visitor: ApiClient) -> None:
    site.publish(snapshot.Snapshot(version=1, teams={}))

    answer = visitor.get("/_readyz")

    assert (answer.status, answer.body) == (200, {"status": "ok"})


@pytest.mark.parametrize(
    ("part", "change"),
    [
        pytest.param("postgres", {"database_url": "postgresql://127.0.0.1:1/x"}, id="postgres"),
        pytest.param("valkey", {"redis_url": "redis://127.0.0.1:1"}, id="valkey"),
        pytest.param("valkey", {"redis_url": ""}, id="no valkey"),
    ],
)
def test_a_part_that_does_not_answer_is_named(
    visitor: ApiClient, part: str, change: dict[str, Any]
) -> None:
    with settings.use(replace(settings.current(), **change)):
        answer = visitor.get("/_readyz")

    assert (answer.status, answer.body["attr"]) == (503, part)
    assert answer.body["detail"] == f"{part} is not ready."


def test_a_deployment_without_a_snapshot_is_not_ready(visitor: ApiClient) -> None:
    answer = visitor.get("/_readyz")

    assert (answer.status, answer.body["attr"]) == (503, "snapshot")


def test_the_preflight_says_whether_somebody_has_signed_up(visitor: ApiClient) -> None:
    assert visitor.get("/_preflight").body["initiated"] is False

    sign_up(handle, "ada")

    answer = visitor.get("/_preflight/")
    assert answer.status == 200
    assert (answer.body["initiated"], answer.body["db"]) == (True, True)
    assert answer.body["cloud"] is False


def test_the_preflight_answers_without_a_database(visitor: ApiClient) -> None:
    with settings.use(replace(settings.current(), database_url="postgresql://127.0.0.1:1/x")):
        answer = visitor.get("/_preflight")

    assert (answer.status, answer.body["db"]) == (200, False)
