"""PostgreSQL, Valkey and the ClickHouse target, and how functions are told to reach them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticache as elasticache
from aws_cdk import aws_rds as rds
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from cdk.acknowledge import acknowledge
from cdk.resources import Secret, StoreConnection

if TYPE_CHECKING:
    from cdk.resources import Network
    from cdk.target import Target

DATABASE: Final = "hedgerow"


class Stores(Construct):
    """The stores of one region; ``connections`` is by the names of the topology table."""

    def __init__(self, scope: Construct, *, target: Target, network: Network) -> None:
        """Create the stores inside the network."""
        super().__init__(scope, "Stores")
        # Immutable: its rules stand in the network's stack, which must not depend on this one.
        group = ec2.SecurityGroup.from_security_group_id(
            self, "Group", network.store_group.security_group_id, mutable=False
        )
        network = replace(network, store_group=group)
        database = _database(self, target, network)
        proxy = database.add_proxy(
            "Proxy",
            secrets=[_secret_of(database)],
            vpc=network.vpc,
            security_groups=[network.store_group],
            require_tls=True,
        )
        cache = _cache(self, target, network)
        pepper, clickhouse = self._secrets()
        self.connections = {
            "postgres": StoreConnection(
                environment={"HEDGEROW_DATABASE_HOST": proxy.endpoint},
                secrets=(
                    Secret(variable="HEDGEROW_DATABASE_SECRET", secret=_secret_of(database)),
                    Secret(variable="HEDGEROW_KEY_PEPPER_SECRET", secret=pepper),
                ),
            ),
            "clickhouse": StoreConnection(
                secrets=(Secret(variable="HEDGEROW_CLICKHOUSE_SECRET", secret=clickhouse),)
            ),
            "valkey": StoreConnection(
                environment={"REDIS_URL": f"rediss://{cache.attr_endpoint_address}:6379/0"}
            ),
        }

    def _secrets(self) -> tuple[secretsmanager.Secret, secretsmanager.Secret]:
        pepper = secretsmanager.Secret(
            self,
            "KeyPepper",
            description="Mixed into the hashes of sessions and API keys.",
            generate_secret_string=secretsmanager.SecretStringGenerator(
                exclude_punctuation=True, password_length=48
            ),
        )
        clickhouse = secretsmanager.Secret(
            self,
            "ClickHouse",
            description="https://user:password@host:8443/database of the ClickHouse service.",
        )
        for secret in (pepper, clickhouse):
            acknowledge(
                secret, {"AwsSolutions-SMG4": "A change signs users out or moves the data."}
            )
        return pepper, clickhouse


def _database(scope: Construct, target: Target, network: Network) -> rds.DatabaseInstance:
    region = target.region
    database = rds.DatabaseInstance(
        scope,
        "Database",
        engine=rds.DatabaseInstanceEngine.postgres(version=rds.PostgresEngineVersion.VER_17),
        instance_type=ec2.InstanceType(region.database_class),
        vpc=network.vpc,
        vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
        security_groups=[network.store_group],
        database_name=DATABASE,
        credentials=rds.Credentials.from_generated_secret("hedgerow"),
        multi_az=True,
        allocated_storage=region.database_gib,
        max_allocated_storage=region.database_max_gib,
        storage_encrypted=True,
        iam_authentication=True,
        deletion_protection=True,
        removal_policy=RemovalPolicy.SNAPSHOT,
        backup_retention=Duration.days(14),
        cloudwatch_logs_exports=["postgresql"],
    )
    acknowledge(
        database,
        {
            "AwsSolutions-RDS11": "Only the functions' security group reaches the port.",
            "AwsSolutions-SMG4": "The proxy holds the credentials; rotation is a later step.",
        },
    )
    return database


def _secret_of(database: rds.DatabaseInstance) -> secretsmanager.ISecret:
    secret = database.secret
    if secret is None:
        raise LookupError("The database was created without generated credentials.")
    return secret


def _cache(scope: Construct, target: Target, network: Network) -> elasticache.CfnServerlessCache:
    return elasticache.CfnServerlessCache(
        scope,
        "Cache",
        engine="valkey",
        serverless_cache_name=f"hedgerow-{target.region.name}",
        security_group_ids=[network.store_group.security_group_id],
        subnet_ids=network.vpc.select_subnets(
            subnet_type=ec2.SubnetType.PRIVATE_ISOLATED
        ).subnet_ids,
    )
