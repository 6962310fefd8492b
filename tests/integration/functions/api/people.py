"""A project whose persons and groups came from events, and the queue that tells ClickHouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from shared.domain.persons.apply import learn
from shared.domain.persons.operations import fold, operation_of
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.json import Json
    from tests.api_client import ApiClient


def project_of(client: ApiClient) -> int:
    """The id of the client's project."""
    found: int = client.get("/api/projects/@current/").body["id"]
    return found


def see(
    team_id: int, at: int, distinct_id: str, properties: Mapping[str, Json], *, name: str = "seen"
) -> None:
    """Let an event of a moment (ms) reach the persons of a project."""
    operation = operation_of(
        team_id=team_id,
        distinct_id=distinct_id,
        name=name,
        at=at,
        uuid=str(UUID(int=at)),
        properties=properties,
    )
    assert operation is not None
    with transaction() as connection:
        for batch in fold([operation]):
            learn(connection, batch)


def identify(team_id: int, at: int, anonymous: str, distinct_id: str) -> None:
    """Let an ``$identify`` reach the persons of a project."""
    see(team_id, at, distinct_id, {"$anon_distinct_id": anonymous}, name="$identify")


def names_in(page: Any) -> list[str]:
    """Who is on a page, by the first of their distinct ids."""
    return [person["distinct_ids"][0] for person in page.body["results"]]
