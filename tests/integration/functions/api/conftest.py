"""Fixtures of the application API's tests."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest

from functions.api.app import handle
from shared import aws, settings
from tests.api_client import ApiClient, sign_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.integration.site import Bucket


@dataclass(frozen=True, kw_only=True, slots=True)
class Queue:
    """What the API put on the queue ``persons``; there is none for the other tests of the API."""

    sent: list[str] = field(default_factory=list)

    def send_message(self, **message: Any) -> dict[str, Any]:
        """Take a message as SQS does."""
        self.sent.append(message["MessageBody"])
        return {"MessageId": str(len(self.sent))}


@pytest.fixture
def queue(site: Bucket) -> Iterator[Queue]:
    """The queue that tells ClickHouse of persons, beside the bucket of the site."""
    made = Queue()
    clients: dict[str, object] = {"s3": site.s3, "sqs": made}
    aws.use_clients(clients.__getitem__)
    with settings.use(replace(settings.current(), queues={"persons": "persons"})):
        yield made


@pytest.fixture
def visitor(site: Bucket) -> ApiClient:
    """A browser that nobody has signed in."""
    assert site
    return ApiClient(handle=handle)


@pytest.fixture
def ada(site: Bucket) -> ApiClient:
    """The browser of the owner of an organization."""
    assert site
    return sign_up(handle, "ada")


@pytest.fixture
def bob(site: Bucket) -> ApiClient:
    """The browser of the owner of another organization."""
    assert site
    return sign_up(handle, "bob")
