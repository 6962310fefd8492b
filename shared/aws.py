"""AWS clients, created when first asked for: botocore costs more to import than a whole request.

``local/`` installs its own factory here, so that the queue client of one machine keeps a durable
copy of what it sends (local-runtime 8); nothing above this module knows the difference.
"""

from __future__ import annotations

from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_s3.client import S3Client
    from mypy_boto3_secretsmanager.client import SecretsManagerClient
    from mypy_boto3_sqs.client import SQSClient
    from mypy_boto3_stepfunctions.client import SFNClient

# Short, so that capture still reaches its next step of the ladder within its own ten seconds.
CONNECT_TIMEOUT_SECONDS: Final = 1
READ_TIMEOUT_SECONDS: Final = 3
ATTEMPTS: Final = 2

_lock: Final = Lock()
_clients: Final[dict[str, object]] = {}


def create_client(service: str) -> object:
    """Return a new client of the account that this process runs in: the factory of production."""
    session = import_module("botocore.session").get_session()
    config = import_module("botocore.config").Config(
        connect_timeout=CONNECT_TIMEOUT_SECONDS,
        read_timeout=READ_TIMEOUT_SECONDS,
        retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
    )
    return cast("object", session.create_client(service, config=config))


_factory: list[Callable[[str], object]] = [create_client]


def use_clients(factory: Callable[[str], object]) -> None:
    """Create clients by ``factory(service)`` from now on; those already created are forgotten."""
    with _lock:
        _factory[0] = factory
        _clients.clear()


def sqs() -> SQSClient:
    """Return the SQS client of this process."""
    return cast("SQSClient", _client("sqs"))


def s3() -> S3Client:
    """Return the S3 client of this process."""
    return cast("S3Client", _client("s3"))


def stepfunctions() -> SFNClient:
    """Return the Step Functions client of this process."""
    return cast("SFNClient", _client("stepfunctions"))


def secretsmanager() -> SecretsManagerClient:
    """Return the Secrets Manager client of this process."""
    return cast("SecretsManagerClient", _client("secretsmanager"))


def failures() -> tuple[type[Exception], ...]:
    """Return what a call to AWS raises when it fails, for ``except``: imported only then."""
    exceptions = import_module("botocore.exceptions")
    return (
        cast("type[Exception]", exceptions.BotoCoreError),
        cast("type[Exception]", exceptions.ClientError),
    )


def failure_status(error: Exception) -> int | None:
    """Return the HTTP status of a refused call, None when no answer came at all."""
    # Failures of the connection have a response too: None.
    response = cast("dict[str, dict[str, int]]", getattr(error, "response", None) or {})
    return response.get("ResponseMetadata", {}).get("HTTPStatusCode")


def _client(service: str) -> object:
    found = _clients.get(service)
    if found is None:
        with _lock:
            found = _clients.get(service)
            if found is None:
                found = _clients[service] = _factory[0](service)
    return found
