"""Fixtures of the query endpoint's tests: two organizations with events in one ClickHouse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from functions.api.app import handle as handle_api
from functions.query.app import handle as handle_query
from shared import clock, ids
from tests.api_client import ApiClient, sign_up

if TYPE_CHECKING:
    from tests.proxy_events import Answer


@dataclass(kw_only=True)
class Asker:
    """Somebody who sends queries about their current project."""

    client: ApiClient
    team_id: int

    def ask(self, query: dict[str, Any], *, mount: str = "projects", **options: Any) -> Answer:
        url = f"/api/{mount}/{self.team_id}/query/"
        return self.send("POST", url, body={"query": query, **options})

    def sql(self, text: str, **options: Any) -> Answer:
        return self.ask({"kind": "HogQLQuery", "query": text}, **options)

    def send(self, method: str, url: str, **options: Any) -> Answer:
        return self.client.send(method, url, handle=handle_query, **options)


@pytest.fixture
def ada(warehouse: Any) -> Asker:
    """The owner of an organization whose project has three events."""
    return _asker(warehouse, "ada", ("signed up", "paid", "paid"))


@pytest.fixture
def bob(warehouse: Any) -> Asker:
    """The owner of another organization whose project has one event."""
    return _asker(warehouse, "bob", ("secret",))


def add_event(warehouse: Any, team_id: int, event: str) -> None:
    """Store an event of now."""
    distinct_id = "somebody"
    row = [
        *(uuid4(), team_id, event, clock.now(), distinct_id),
        *(ids.person_id(team_id, distinct_id), {"plan": f"plan of {team_id}"}),
    ]
    names = ["uuid", "team_id", "event", "timestamp", "distinct_id", "person_id", "properties"]
    warehouse.insert("events", [row], column_names=names)


def _asker(warehouse: Any, name: str, events: tuple[str, ...]) -> Asker:
    client = sign_up(handle_api, name)
    team_id = client.get("/api/projects/@current/").body["id"]
    for event in events:
        add_event(warehouse, team_id, event)
    return Asker(client=client, team_id=team_id)
