"""An emulator with one small stack, and the door through which it invokes our handlers."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, Final

from local.addresses import LOOPBACK, listen
from local.emulator.live import bring_up
from local.emulator.synthesis import Synthesis
from local.host.internal import InternalDoor
from local.host.server import Listener
from local.host.threads import Threads
from local.processes import stop
from tests.unit.local.host.test_invoker import make_invoker, make_row

if TYPE_CHECKING:
    from pathlib import Path

    from local.emulator.live import Live
    from local.folder import Folder
    from local.processes import Child

ROLE: Final = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "x"}, "Action": "sts:AssumeRole"}],
}


def template(**more: Any) -> dict[str, Any]:
    """Return a bucket, a queue, and a function that the queue feeds."""
    variables = {
        "MINISTACK_LAMBDA_PROXY_URL": {"Fn::Join": ["", [{"Ref": "HostUrl"}, "/invoke/tiny"]]},
        "HEDGEROW_QUEUE_EVENTS": {"Ref": "Queue"},
        "HEDGEROW_BUCKET_WAL": {"Ref": "Bucket"},
    }
    function = {
        "Runtime": "python3.13",
        "Handler": "x.y",
        "Timeout": 10,
        "Role": {"Fn::GetAtt": ["Role", "Arn"]},
        "Code": {"ZipFile": "pass"},
        "Environment": {"Variables": variables},
    }
    mapping = {
        "EventSourceArn": {"Fn::GetAtt": ["Queue", "Arn"]},
        "FunctionName": {"Ref": "Function"},
        "FunctionResponseTypes": ["ReportBatchItemFailures"],
    }
    resources = {
        "Bucket": {"Type": "AWS::S3::Bucket"},
        "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": 60}},
        "Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": ROLE}},
        "Function": {"Type": "AWS::Lambda::Function", "Properties": function},
        "Mapping": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": mapping},
        **more,
    }
    parameters = {"HostUrl": {"Type": "String"}}
    return {"Parameters": parameters, "Resources": resources}


def synthesis(folder: Path, fingerprint: str, content: dict[str, Any]) -> Synthesis:
    """Write an assembly with one stack."""
    folder.mkdir(exist_ok=True)
    (folder / "t.json").write_text(json.dumps(content))
    destination = {"bucketName": "assets-${AWS::AccountId}", "objectKey": f"{fingerprint}.json"}
    file = {
        "source": {"path": "t.json", "packaging": "file"},
        "destinations": {"here": destination},
    }
    (folder / "assets.json").write_text(json.dumps({"files": {"t": file}}))
    stack = {
        "type": "aws:cloudformation:stack",
        "dependencies": ["assets"],
        "properties": {
            "templateFile": "t.json",
            "stackTemplateAssetObjectUrl": f"s3://assets-${{AWS::AccountId}}/{fingerprint}.json",
        },
    }
    assets = {"type": "cdk:asset-manifest", "properties": {"file": "assets.json"}}
    artifacts = {"assets": assets, "small": stack}
    (folder / "manifest.json").write_text(json.dumps({"artifacts": artifacts}))
    return Synthesis(assembly=folder, fingerprint=fingerprint, is_new=True)


class Machine:
    """An emulator, the door it invokes through, and what came through it."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.events: list[Any] = []
        self.bodies: list[str] = []
        self.arrived = asyncio.Event()
        self.loop = asyncio.get_running_loop()
        self.children: list[Child] = []
        self.threads = Threads("test", 2)

    async def start(self, wanted: Synthesis) -> Live:
        door = InternalDoor(self.threads)
        door.open(make_invoker(self.handle, make_row()))
        self.listener = Listener(door, listen(0))
        await self.listener.open()
        host = f"{LOOPBACK}:{self.listener.port}"
        return await bring_up(self.folder, wanted, host=host, keep=self.children.append)

    async def stop(self) -> None:
        await self.listener.close()
        await self.threads.finish()
        for child in self.children:
            await stop(child)

    def handle(self, event: Any, _context: object) -> object:
        self.events.append(event)
        self.bodies += [record["body"] for record in event.get("Records", [])]
        self.loop.call_soon_threadsafe(self.arrived.set)
        return {"batchItemFailures": []} if "Records" in event else {"statusCode": 204}
