"""A site with a ClickHouse and a queue of cohorts, whose messages a test delivers itself."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest

from functions.api.app import handle as handle_api
from functions.jobs.calculate_cohorts.calculate import handle as calculate
from functions.query.app import handle as handle_query
from shared import aws, clock, ids, settings
from shared.domain.persons.publish import publish
from shared.domain.persons.versions import OwnerVersion, PersonVersion
from shared.postgres.transaction import transaction
from tests.api_client import ApiClient, sign_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.json import Json
    from tests.integration.site import Bucket

COHORTS = "/api/projects/@current/cohorts/"


@dataclass(kw_only=True)
class World:
    """One project, its people and the messages that wait."""

    client: ApiClient
    warehouse: Any
    team_id: int
    sent: list[str] = field(default_factory=list)

    def send_message(self, **message: Any) -> dict[str, Any]:
        """Take a message as SQS does."""
        self.sent.append(message["MessageBody"])
        return {"MessageId": str(len(self.sent))}

    def deliver(self) -> int:
        """Deliver messages until none waits; return how many there were."""
        delivered = 0
        while self.sent:
            self.deliver_one(self.sent.pop(0))
            delivered += 1
        return delivered

    def deliver_one(self, body: str) -> dict[str, Any]:
        """Deliver a message and return what failed."""
        record = {
            "messageId": "1",
            "receiptHandle": "1",
            "body": body,
            "attributes": {"ApproximateReceiveCount": "1"},
            "messageAttributes": {},
            "eventSource": "aws:sqs",
            "eventSourceARN": "arn:aws:sqs:eu-central-1:000000000000:cohorts",
        }
        return dict(calculate({"Records": [record]}, None))

    def person(self, name: str, properties: dict[str, Json] | None = None) -> UUID:
        """Let somebody be known to both stores."""
        made, at = ids.person_id(self.team_id, name), clock.now()
        with transaction() as connection:
            connection.execute(
                "INSERT INTO persons (team_id, id, properties, is_identified, created_at, version)"
                " VALUES (%s, %s, %s::jsonb, true, %s, 1)",
                [self.team_id, made, json.dumps(properties or {}), at],
            )
            connection.execute(
                "INSERT INTO person_distinct_ids (team_id, distinct_id, own_person_id, person_id,"
                " was_moved, version) VALUES (%s, %s, %s, %s, false, 1)",
                [self.team_id, name, made, made],
            )
        person = PersonVersion(
            id=made,
            properties=properties or {},
            created_at=at,
            is_identified=True,
            is_deleted=False,
            version=1,
        )
        owner = OwnerVersion(
            distinct_id=name,
            own_person_id=made,
            person_id=made,
            was_moved=False,
            is_deleted=False,
            version=1,
        )
        publish(self.team_id, [person], [owner])
        return made

    def event(self, name: str, event: str, days_ago: float = 0.5) -> None:
        """Store an event of somebody."""
        at = clock.now() - timedelta(days=days_ago)
        row = [uuid4(), self.team_id, event, at, name, ids.person_id(self.team_id, name), {}]
        names = ["uuid", "team_id", "event", "timestamp", "distinct_id", "person_id", "properties"]
        self.warehouse.insert("events", [row], column_names=names)

    def create(self, **body: Any) -> dict[str, Any]:
        """Create a cohort."""
        answer = self.client.post(COHORTS, {"name": "People", **body})
        assert answer.status == 201, answer.body
        found: dict[str, Any] = answer.body
        return found

    def read(self, cohort_id: int) -> dict[str, Any]:
        """Read a cohort."""
        found: dict[str, Any] = self.client.get(f"{COHORTS}{cohort_id}/").body
        return found

    def members(self, cohort_id: int, query: str = "") -> list[str]:
        """Who is in a cohort, by name."""
        answer = self.client.get(f"{COHORTS}{cohort_id}/persons/{query}", handle=handle_query)
        assert answer.status == 200, answer.body
        return sorted(person["distinct_ids"][0] for person in answer.body["results"])

    def rows(self, text: str) -> list[Any]:
        """Return the rows of a HogQL query."""
        answer = self.client.post(
            f"/api/projects/{self.team_id}/query/",
            {"query": {"kind": "HogQLQuery", "query": text}, "refresh": "force_blocking"},
            handle=handle_query,
        )
        assert answer.status == 200, answer.body
        found: list[Any] = answer.body["results"]
        return found


@pytest.fixture
def world(site: Bucket, warehouse: Any) -> Iterator[World]:
    """A project of its own, with a queue."""
    client = sign_up(handle_api, "ada")
    team_id = client.get("/api/projects/@current/").body["id"]
    made = World(client=client, warehouse=warehouse, team_id=team_id)
    clients: dict[str, object] = {"s3": site.s3, "sqs": made}
    aws.use_clients(clients.__getitem__)
    with settings.use(replace(settings.current(), queues={"cohorts": "cohorts"})):
        yield made
