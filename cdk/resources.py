"""What the stacks hand to each other: the resources of the topology table, by their names there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aws_cdk import aws_ec2 as ec2
    from aws_cdk import aws_lambda as lambda_
    from aws_cdk import aws_s3 as s3
    from aws_cdk import aws_secretsmanager as secretsmanager
    from aws_cdk import aws_sqs as sqs
    from aws_cdk import aws_stepfunctions as stepfunctions


@dataclass(frozen=True, kw_only=True, slots=True)
class Network:
    """The private network: isolated subnets, no way to the internet."""

    vpc: ec2.IVpc
    function_group: ec2.ISecurityGroup
    store_group: ec2.ISecurityGroup


@dataclass(frozen=True, kw_only=True, slots=True)
class Secret:
    """A secret and the environment variable that tells a function its id."""

    variable: str
    secret: secretsmanager.ISecret


@dataclass(frozen=True, kw_only=True, slots=True)
class StoreConnection:
    """How a function reaches a store: plain variables, and secrets it may read."""

    environment: dict[str, str] = field(default_factory=dict)
    secrets: tuple[Secret, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Resources:
    """Everything that functions are connected to. ``stores`` is empty on one machine."""

    queues: dict[str, sqs.IQueue]
    dead_letters: dict[str, sqs.IQueue]
    buckets: dict[str, s3.IBucket]
    stores: dict[str, StoreConnection]
    network: Network | None
    workflows: dict[str, stepfunctions.IStateMachine] = field(default_factory=dict)
    functions: dict[str, lambda_.IFunction] = field(default_factory=dict)
