"""Who has used up what, and what is counted."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from functions.api.app import handle
from shared.domain.quotas.models import Counted
from shared.domain.quotas.repository import list_usage, list_used_up, set_quota, store_usage
from shared.postgres.transaction import transaction
from tests.api_client import sign_up

if TYPE_CHECKING:
    from uuid import UUID

    from tests.integration.site import Bucket

MONTH = date(2026, 11, 1)
BEFORE = date(2026, 10, 1)
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def teams(site: Bucket) -> tuple[UUID, list[int]]:
    """An organization of two projects, beside another one."""
    assert site
    ada = sign_up(handle, "ada")
    sign_up(handle, "bob")
    project = ada.get("/api/projects/@current/").body
    second = ada.post("/api/projects/", {"name": "Second"}).body
    with transaction() as connection:
        row = connection.execute(
            "SELECT organization_id FROM teams WHERE id = %s", [project["id"]]
        ).fetchone()
    assert row is not None
    return row[0], [project["id"], second["id"]]


def test_a_quota_is_the_sum_of_an_organizations_projects(teams: tuple[UUID, list[int]]) -> None:
    organization, (first, second) = teams
    counted = [Counted(first, "events", 60), Counted(second, "events", 39)]
    with transaction() as connection:
        set_quota(connection, organization, "events", 100)
        store_usage(connection, counted, month=MONTH, at=AT)
        assert list_used_up(connection, MONTH) == {}
        store_usage(connection, [Counted(second, "events", 40)], month=MONTH, at=AT)
        assert list_used_up(connection, MONTH) == {organization: ("events",)}


def test_what_one_resource_used_up_leaves_the_others(teams: tuple[UUID, list[int]]) -> None:
    organization, (first, _) = teams
    counted = [Counted(first, "events", 60), Counted(first, "exceptions", 5)]
    with transaction() as connection:
        for resource, monthly in (("events", 60), ("exceptions", 6), ("recordings", 0)):
            set_quota(connection, organization, resource, monthly)
        store_usage(connection, counted, month=MONTH, at=AT)
        assert list_used_up(connection, MONTH) == {organization: ("events", "recordings")}


def test_a_new_month_begins_with_nothing_used(teams: tuple[UUID, list[int]]) -> None:
    organization, (first, _) = teams
    with transaction() as connection:
        set_quota(connection, organization, "events", 10)
        store_usage(connection, [Counted(first, "events", 10)], month=BEFORE, at=AT)
        assert list_used_up(connection, BEFORE) == {organization: ("events",)}
        assert list_used_up(connection, MONTH) == {}


def test_a_lifted_limit_limits_nothing(teams: tuple[UUID, list[int]]) -> None:
    organization, (first, _) = teams
    with transaction() as connection:
        set_quota(connection, organization, "events", 1)
        store_usage(connection, [Counted(first, "events", 10)], month=MONTH, at=AT)
        set_quota(connection, organization, "events", None)
        assert list_used_up(connection, MONTH) == {}
        (found,) = list_usage(connection, organization, MONTH)
    assert (found.resource, found.monthly, found.used, found.counted_at) == ("events", None, 10, AT)


def test_a_project_that_is_gone_is_not_counted(teams: tuple[UUID, list[int]]) -> None:
    organization, _ = teams
    with transaction() as connection:
        store_usage(connection, [Counted(987_654, "events", 10)], month=MONTH, at=AT)
        assert list_usage(connection, organization, MONTH) == []
