"""A deployment to the emulator, its functions invoked through our own door, across restarts."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final, cast

import pytest

from local.emulator.deploy import DeployFailedError
from local.emulator.expiry import delete_expired
from local.emulator.process import create_client
from local.folder import open_folder
from local.processes import end_leftovers
from shared.clock import now
from tests.integration.local.machine import Machine, synthesis, template

if TYPE_CHECKING:
    from pathlib import Path

    from mypy_boto3_s3.client import S3Client
    from mypy_boto3_sqs.client import SQSClient

    from local.emulator.live import Live
    from local.emulator.synthesis import Synthesis

SECONDS: Final = 30.0


def sqs(live: Live) -> SQSClient:
    return cast("SQSClient", create_client(live.emulator.endpoint, "sqs"))


def s3(live: Live) -> S3Client:
    return cast("S3Client", create_client(live.emulator.endpoint, "s3"))


async def deliver(machine: Machine, live: Live, body: str) -> None:
    """Send a message and wait until our handler has it."""
    url = live.environments["tiny"]["HEDGEROW_QUEUE_EVENTS"]
    machine.arrived.clear()
    await asyncio.to_thread(partial(sqs(live).send_message, QueueUrl=url, MessageBody=body))
    await asyncio.wait_for(machine.arrived.wait(), SECONDS)


def test_a_message_reaches_our_handler_and_does_so_after_a_restart(tmp_path: Path) -> None:
    wanted = synthesis(tmp_path / "assembly", "one", template())
    folder = open_folder(tmp_path / "data")

    async def first() -> str:
        machine = Machine(folder)
        live = await machine.start(wanted)
        await deliver(machine, live, "one")
        bucket = live.environments["tiny"]["HEDGEROW_BUCKET_WAL"]
        s3(live).put_object(Bucket=bucket, Key="a/b", Body=b"kept")
        await machine.stop()
        assert machine.bodies == ["one"]
        return bucket

    async def second(bucket: str) -> None:
        machine = Machine(folder)
        live = await machine.start(wanted)
        assert live.environments["tiny"]["HEDGEROW_BUCKET_WAL"] == bucket
        assert s3(live).get_object(Bucket=bucket, Key="a/b")["Body"].read() == b"kept"
        await deliver(machine, live, "two")
        await machine.stop()
        assert machine.bodies == ["two"]

    asyncio.run(second(asyncio.run(first())))


def test_a_changed_template_updates_what_is_there_and_keeps_the_objects(tmp_path: Path) -> None:
    folder = open_folder(tmp_path / "data")
    more = {"Other": {"Type": "AWS::SQS::Queue"}}

    async def scenario(wanted: Synthesis) -> tuple[str, int]:
        machine = Machine(folder)
        live = await machine.start(wanted)
        bucket = live.environments["tiny"]["HEDGEROW_BUCKET_WAL"]
        s3(live).put_object(Bucket=bucket, Key=wanted.fingerprint, Body=b"x")
        queues = len(sqs(live).list_queues().get("QueueUrls", []))
        objects = s3(live).list_objects_v2(Bucket=bucket)["KeyCount"]
        await deliver(machine, live, "hello")
        await machine.stop()
        return bucket, queues * 10 + objects

    bucket, count = asyncio.run(scenario(synthesis(tmp_path / "a", "one", template())))
    assert count == 11
    assert asyncio.run(scenario(synthesis(tmp_path / "b", "two", template(**more)))) == (bucket, 22)


def test_objects_are_deleted_when_their_bucket_says_so(tmp_path: Path) -> None:
    async def scenario() -> None:
        machine = Machine(open_folder(tmp_path / "data"))
        live = await machine.start(synthesis(tmp_path / "assembly", "one", template()))
        client = s3(live)
        names = {"wal": live.environments["tiny"]["HEDGEROW_BUCKET_WAL"], "config": "no such"}
        for number in range(1100):
            client.put_object(Bucket=names["wal"], Key=f"a/{number}", Body=b"")
        assert delete_expired(client, names, now() + timedelta(days=29)) == 0
        assert delete_expired(client, names, now() + timedelta(days=31)) == 1100
        assert client.list_objects_v2(Bucket=names["wal"])["KeyCount"] == 0
        await machine.stop()

    asyncio.run(scenario())


def test_a_stack_that_fails_is_named_with_its_reason(tmp_path: Path) -> None:
    folder = open_folder(tmp_path / "data")
    missing = {"Bucket": "no-such-bucket", "Key": "no-such-key"}
    properties = {"RoleArn": {"Fn::GetAtt": ["Role", "Arn"]}, "DefinitionS3Location": missing}
    broken = {"Broken": {"Type": "AWS::StepFunctions::StateMachine", "Properties": properties}}

    async def scenario() -> None:
        machine = Machine(folder)
        try:
            await machine.start(synthesis(tmp_path / "a", "one", template(**broken)))
        finally:
            await asyncio.to_thread(end_leftovers, folder)
            await machine.stop()

    with pytest.raises(DeployFailedError, match=r"small: .*\n +Broken: .*no-such-key"):
        asyncio.run(scenario())
