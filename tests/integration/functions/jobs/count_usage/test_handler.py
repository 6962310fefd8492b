"""The count of the month, and who is told that a quota is used up."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from functions.api.app import handle as handle_api
from functions.jobs.count_usage.handler import handle
from shared import clock
from tests.api_client import sign_up

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

    from tests.api_client import ApiClient
    from tests.integration.site import Bucket

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SENT = ("ordered", "ordered", "$exception", "$feature_flag_called", "$ai_generation", "survey sent")
COLUMNS = ["uuid", "team_id", "event", "timestamp", "distinct_id", "person_id"]


@pytest.fixture
def ada(site: Bucket, monkeypatch: pytest.MonkeyPatch) -> ApiClient:
    """The browser of an owner, on a day in November."""
    assert site
    client = sign_up(handle_api)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return client


def store(warehouse: Client, team_id: int, *events: str, month: int = 11) -> None:
    at = NOW.replace(month=month)
    rows: list[list[Any]] = [[uuid4(), team_id, name, at, "u", uuid4()] for name in events]
    warehouse.insert("events", rows, column_names=COLUMNS)


def quotas(client: ApiClient) -> dict[str, Any]:
    body = client.get("/api/organizations/@current/quotas/").body
    return {row["resource"]: (row["used"], row["monthly"]) for row in body["resources"]}


def test_every_resource_is_counted_by_itself_and_only_this_month(
    ada: ApiClient, warehouse: Client
) -> None:
    team_id = ada.get("/api/projects/@current/").body["id"]
    store(warehouse, team_id, *SENT)
    store(warehouse, team_id, "ordered", month=10)

    handle({}, None)

    assert quotas(ada) == {
        "events": (2, None),
        "exceptions": (1, None),
        "feature_flag_requests": (1, None),
        "llm_events": (1, None),
        "survey_responses": (1, None),
    }


def test_who_crosses_a_limit_is_published_at_once_and_nobody_else(
    ada: ApiClient, warehouse: Client, site: Bucket
) -> None:
    team = ada.get("/api/projects/@current/").body
    answer = ada.patch("/api/organizations/@current/quotas/", {"events": 3, "exceptions": 3})
    assert answer.status == 200, answer.body
    store(warehouse, team["id"], "ordered", "ordered", "$exception")
    handle({}, None)
    before = site.published()
    assert before.teams[team["api_token"]].limited == ()

    store(warehouse, team["id"], "ordered")
    answered = handle({}, None)

    assert answered["organizations_over"] == 1
    after = site.published()
    assert after.version > before.version
    assert after.teams[team["api_token"]].limited == ("events",)
    assert quotas(ada)["events"] == (3, 3)


def test_a_count_that_crosses_nothing_publishes_nothing(
    ada: ApiClient, warehouse: Client, site: Bucket
) -> None:
    store(warehouse, ada.get("/api/projects/@current/").body["id"], "ordered")
    before = site.published()
    handle({}, None)
    assert site.published().version == before.version


def test_a_limit_that_is_lifted_is_published_at_once(
    ada: ApiClient, warehouse: Client, site: Bucket
) -> None:
    assert warehouse
    team = ada.get("/api/projects/@current/").body
    ada.patch("/api/organizations/@current/quotas/", {"recordings": 0})
    assert site.published().teams[team["api_token"]].limited == ("recordings",)
    ada.patch("/api/organizations/@current/quotas/", {"recordings": None})
    assert site.published().teams[team["api_token"]].limited == ()


@pytest.mark.parametrize("change", [{"events": -1}, {"events": "many"}, {"pageviews": 5}])
def test_a_limit_that_is_none_is_refused(ada: ApiClient, change: dict[str, Any]) -> None:
    assert ada.patch("/api/organizations/@current/quotas/", change).status == 400
