"""Deploys a synthesized app to the emulator: no CDK CLI, no bootstrap, about four seconds.

Stack... --upload assets, create or update, wait--> stacks live, or DeployFailedError

A wait has an end: a custom resource that never answers would hold a stack for an hour.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from botocore.exceptions import ClientError

from local.emulator.process import ACCOUNT, REGION, Call, create_client, operation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mypy_boto3_s3.client import S3Client

    from local.emulator.assembly import Asset, Stack

LIMIT_SECONDS: Final = 120.0
PAUSE_SECONDS: Final = 0.1
HOST_PARAMETER: Final = "HostUrl"
_BOOTSTRAP_PARAMETER: Final = "/cdk-bootstrap/hnb659fds/version"
_FINISHED: Final = ("CREATE_COMPLETE", "UPDATE_COMPLETE")


class DeployFailedError(Exception):
    """A stack did not come up; the message lists what failed in it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CloudFormation:
    """The operations we call."""

    create: Call
    update: Call
    stacks: Call
    events: Call


def _formation(endpoint: str) -> CloudFormation:
    client = create_client(endpoint, "cloudformation")
    return CloudFormation(
        create=operation(client, "create_stack"),
        update=operation(client, "update_stack"),
        stacks=operation(client, "describe_stacks"),
        events=operation(client, "describe_stack_events"),
    )


def deploy(stacks: Iterable[Stack], *, endpoint: str, host_url: str) -> None:
    """Bring all stacks to what their templates say."""
    stacks = tuple(stacks)
    formation = _formation(endpoint)
    _upload([asset for stack in stacks for asset in stack.assets], endpoint)
    operation(create_client(endpoint, "ssm"), "put_parameter")(
        Name=_BOOTSTRAP_PARAMETER, Value="30", Type="String", Overwrite=True
    )
    for stack in stacks:
        if _send(formation, stack, endpoint=endpoint, host_url=host_url):
            _wait(formation, stack.name)


def _upload(assets: Iterable[Asset], endpoint: str) -> None:
    s3 = cast("S3Client", create_client(endpoint, "s3"))
    buckets: set[str] = set()
    done: set[tuple[str, str]] = set()
    for asset in assets:
        bucket = _resolved(asset.bucket)
        if bucket not in buckets:
            s3.create_bucket(Bucket=bucket)
            buckets.add(bucket)
        if (bucket, asset.key) not in done:
            s3.put_object(Bucket=bucket, Key=asset.key, Body=asset.content())
            done.add((bucket, asset.key))


def _resolved(text: str) -> str:
    return text.replace("${AWS::AccountId}", ACCOUNT).replace("${AWS::Region}", REGION)


def _send(formation: CloudFormation, stack: Stack, *, endpoint: str, host_url: str) -> bool:
    """Create or update the stack; False when it is as wanted already."""
    declared = stack.template.get("Parameters", {})
    request: dict[str, object] = {
        "StackName": stack.name,
        "TemplateURL": f"{endpoint}/{_resolved(stack.location)}",  # a body may have 50 KB only
        "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"],
        "Parameters": [{"ParameterKey": HOST_PARAMETER, "ParameterValue": host_url}]
        if HOST_PARAMETER in declared
        else [],
    }
    try:
        formation.create(**request)
    except ClientError as error:
        if "AlreadyExistsException" not in str(error):
            raise DeployFailedError(f"{stack.name}: {error}") from error
        return _update(formation, request)
    return True


def _update(formation: CloudFormation, request: Mapping[str, object]) -> bool:
    try:
        formation.update(**request)
    except ClientError as error:
        if "No updates are to be performed" in str(error):
            return False
        raise DeployFailedError(f"{request['StackName']}: {error}") from error
    return True


def _wait(formation: CloudFormation, name: str) -> None:
    end = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < end:
        stack = formation.stacks(StackName=name)["Stacks"][0]
        status: str = stack["StackStatus"]
        if status in _FINISHED:
            return
        if not status.endswith("_IN_PROGRESS"):
            raise DeployFailedError(f"{name}: {status}\n{_failures(formation, name)}")
        time.sleep(PAUSE_SECONDS)
    raise DeployFailedError(
        f"{name} was not ready in {LIMIT_SECONDS:.0f} s.\n{_failures(formation, name)}"
    )


def _failures(formation: CloudFormation, name: str) -> str:
    events = formation.events(StackName=name)["StackEvents"]
    return "\n".join(
        f"  {event['LogicalResourceId']}: {event.get('ResourceStatusReason', '')}"
        for event in events
        if event.get("ResourceStatus", "").endswith("_FAILED")
    )
