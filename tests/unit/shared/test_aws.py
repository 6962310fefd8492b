"""Clients are made once, when they are needed, and give up while there is time for a next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from functions.topology import FUNCTIONS
from shared import aws

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def production_factory() -> Iterator[None]:
    """Leave the clients as they were found."""
    yield
    aws.use_clients(aws.create_client)


def test_a_client_gives_up_before_capture_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    client = cast("Any", aws.create_client("sqs"))
    waits = client.meta.config.connect_timeout + client.meta.config.read_timeout
    attempts = client.meta.config.retries["total_max_attempts"]
    client.close()
    capture = next(function for function in FUNCTIONS if function.name == "capture")
    assert waits * attempts < capture.timeout_seconds


def test_a_client_is_made_once_and_forgotten_with_its_factory() -> None:
    made: list[str] = []

    def factory(service: str) -> object:
        made.append(service)
        return object()

    aws.use_clients(factory)
    first = aws.sqs()
    assert aws.sqs() is first
    assert cast("object", aws.s3()) is not first
    aws.use_clients(factory)
    assert aws.sqs() is not first
    assert made == ["sqs", "s3", "sqs"]


def test_a_failure_tells_its_status() -> None:
    response = cast("Any", {"Error": {}, "ResponseMetadata": {"HTTPStatusCode": 412}})
    refused = ClientError(response, "PutObject")
    assert isinstance(refused, aws.failures())
    assert aws.failure_status(refused) == 412


@pytest.mark.parametrize("kind", [EndpointConnectionError, ReadTimeoutError])
def test_a_failure_without_an_answer_has_no_status(kind: type[BotoCoreError]) -> None:
    silent = kind(endpoint_url="http://nowhere")
    assert isinstance(silent, aws.failures())
    assert aws.failure_status(silent) is None
