"""A real emulator of SQS and S3 for the tests: one process per test worker, new queues per test."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, cast
from uuid import uuid4

import httpx

from functions.topology import BUCKETS, QUEUES, environment_name
from shared import aws, settings, snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mypy_boto3_s3.client import S3Client
    from mypy_boto3_sqs.client import SQSClient

REGION: Final = "us-east-1"
START_SECONDS: Final = 60
STOP_SECONDS: Final = 5
POLL_SECONDS: Final = 0.1


@dataclass(frozen=True, kw_only=True, slots=True)
class Aws:
    """Queues and buckets of the topology, empty, and the settings that name them."""

    endpoint: str
    settings: settings.Settings
    sqs: SQSClient
    s3: S3Client

    def messages(self, queue: str) -> list[dict[str, Any]]:
        """Take every message off a queue, with its attributes."""
        taken: list[dict[str, Any]] = []
        while found := self._receive(queue):
            taken.extend(found)
        return taken

    def objects(self, bucket: str) -> dict[str, bytes]:
        """Return the objects of a bucket by key."""
        name = self.settings.buckets[bucket]
        rows = self.s3.list_objects_v2(Bucket=name).get("Contents", [])
        keys = [row.get("Key", "") for row in rows]
        return {key: self.s3.get_object(Bucket=name, Key=key)["Body"].read() for key in keys}

    def publish(self, published: snapshot.Snapshot) -> None:
        """Publish a project snapshot."""
        self.s3.put_object(
            Bucket=self.settings.buckets[snapshot.BUCKET],
            Key=snapshot.KEY,
            Body=snapshot.write_snapshot(published),
        )

    def _receive(self, queue: str) -> list[dict[str, Any]]:
        url = self.settings.queues[queue]
        answer = self.sqs.receive_message(
            QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"]
        )
        found = cast("list[dict[str, Any]]", answer.get("Messages", []))
        for message in found:
            self.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return found


def run_emulator(folder: Path) -> Iterator[str]:
    """Yield the endpoint of an emulator that lives as long as the generator."""
    port = _free_port()
    endpoint = f"http://127.0.0.1:{port}"
    environment = {**settings.environment(), **_variables(port)}
    with (folder / "emulator.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "ministack"], env=environment, cwd=folder, stdout=log, stderr=log
        )
        try:
            _wait_until_ready(endpoint, process)
            yield endpoint
        finally:
            _stop(process)


def new_account(endpoint: str) -> Iterator[Aws]:
    """Yield new queues and buckets, current in the settings and in the clients of ``shared``."""
    clients: dict[str, Any] = {}

    def client(service: str) -> object:
        if service not in clients:
            clients[service] = create_client(endpoint, service)
        return clients[service]

    account = _create_account(endpoint, client("sqs"), client("s3"))
    aws.use_clients(client)
    snapshot.forget()
    with settings.use(account.settings):
        yield account
    aws.use_clients(aws.create_client)
    for open_client in clients.values():
        open_client.close()


def create_client(endpoint: str, service: str) -> object:
    """Return a client that gives up soon: a test that waits for a store has failed."""
    config = import_module("botocore.config").Config(
        connect_timeout=2,
        read_timeout=20,
        retries={"mode": "standard", "total_max_attempts": 2},
        s3={"addressing_style": "path"},
        proxies={},
    )
    session = import_module("botocore.session").get_session()
    session.set_credentials("test", "test")
    client: object = session.create_client(
        service, region_name=REGION, endpoint_url=endpoint, config=config
    )
    return client


def _create_account(endpoint: str, sqs: object, s3: object) -> Aws:
    queues, buckets = cast("SQSClient", sqs), cast("S3Client", s3)
    prefix = uuid4().hex[:12]
    names: dict[str, str] = {}
    for queue in QUEUES:
        created = queues.create_queue(QueueName=f"{prefix}-{queue.name}")
        names[environment_name("queue", queue.name)] = created["QueueUrl"]
    for bucket in BUCKETS:
        buckets.create_bucket(Bucket=f"{prefix}-{bucket.name}")
        names[environment_name("bucket", bucket.name)] = f"{prefix}-{bucket.name}"
    found = settings.read_settings(names)
    merged = replace(settings.current(), queues=found.queues, buckets=found.buckets)
    return Aws(endpoint=endpoint, settings=merged, sqs=queues, s3=buckets)


def _variables(port: int) -> dict[str, str]:
    return {
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "MINISTACK_HOST": "127.0.0.1",
        "MINISTACK_REGION": REGION,
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "LOG_LEVEL": "WARNING",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(endpoint: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(httpx.HTTPError):
            httpx.get(f"{endpoint}/_ministack/health", timeout=2, trust_env=False)
            return
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=POLL_SECONDS)
    raise RuntimeError("The emulator did not start.")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
