"""Publishing the project snapshot."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TYPE_CHECKING
from uuid import UUID

from shared.domain.organizations.repository import insert_organization
from shared.domain.teams.models import NewProject
from shared.domain.teams.publish import publish_snapshot
from shared.domain.teams.repository import insert_team
from shared.postgres import connect
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from tests.integration.site import Bucket

ORGANIZATION = UUID(int=1)
PUBLISHERS = 6


def test_every_project_that_was_committed_before_is_published(site: Bucket) -> None:
    with transaction() as connection:
        insert_organization(connection, ORGANIZATION, "Ada Limited")
        project = insert_team(connection, ORGANIZATION, NewProject(name="One"))

    version = publish_snapshot()

    assert site.published().version == version
    assert set(site.published().teams) == {project.api_token}


def test_publishers_at_once_never_lose_a_project(site: Bucket) -> None:
    with transaction() as connection:
        insert_organization(connection, ORGANIZATION, "Ada Limited")

    def create_and_publish(number: int) -> tuple[str, int]:
        with transaction() as connection:
            project = insert_team(connection, ORGANIZATION, NewProject(name=f"Project {number}"))
        version = publish_snapshot()
        connect.close()
        return project.api_token, version

    with ThreadPoolExecutor(PUBLISHERS) as pool:
        started = [
            pool.submit(copy_context().run, create_and_publish, number)
            for number in range(PUBLISHERS)
        ]
        done = [run.result(timeout=60) for run in started]

    assert set(site.published().teams) == {token for token, _ in done}
    assert site.published().version == max(version for _, version in done)
