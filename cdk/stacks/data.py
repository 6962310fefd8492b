"""What must not be lost: buckets, queues, PostgreSQL, and the connections to all stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aws_cdk import Duration, RemovalPolicy, Stack
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_notifications as notifications

from cdk.acknowledge import acknowledge, made_by_cdk
from cdk.constructs.private_bucket import PrivateBucket
from cdk.constructs.stores import Stores
from cdk.constructs.work_queue import WorkQueue
from cdk.resources import Resources
from functions.topology import BUCKETS, FUNCTIONS, QUEUES, QueueTrigger

if TYPE_CHECKING:
    from constructs import Construct

    from cdk.resources import Network
    from cdk.target import Target

FALLBACK_PREFIX = "fallback/"


class DataStack(Stack):
    """Buckets and queues of the topology table, and the stores when there is a network."""

    def __init__(
        self, scope: Construct, name: str, *, target: Target, network: Network | None
    ) -> None:
        """Create them; on one machine the stores are the host's and only named by variables."""
        super().__init__(scope, name, env={"region": target.region.aws_region})
        logs = _access_logs(self)
        buckets = {
            spec.name: PrivateBucket(self, spec, access_logs=logs).bucket for spec in BUCKETS
        }
        queues = {
            spec.name: WorkQueue(self, spec, consumer_timeout_seconds=_consumer_timeout(spec.name))
            for spec in QUEUES
        }
        buckets["intake"].add_event_notification(
            s3.EventType.OBJECT_CREATED,
            notifications.SqsDestination(queues["fallback"].queue),
            s3.NotificationKeyFilter(prefix=FALLBACK_PREFIX),
        )
        stores = Stores(self, target=target, network=network).connections if network else {}
        self.resources = Resources(
            queues={name: pair.queue for name, pair in queues.items()},
            dead_letters={name: pair.dead_letters for name, pair in queues.items()},
            buckets=dict(buckets),
            stores=stores,
            network=network,
        )
        acknowledge(self, made_by_cdk())


def _access_logs(scope: Construct) -> s3.Bucket:
    bucket = s3.Bucket(
        scope,
        "AccessLogs",
        block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
        encryption=s3.BucketEncryption.S3_MANAGED,
        enforce_ssl=True,
        removal_policy=RemovalPolicy.RETAIN,
        lifecycle_rules=[s3.LifecycleRule(expiration=Duration.days(30))],
    )
    acknowledge(bucket, {"AwsSolutions-S1": "This is the bucket of the access logs."})
    return bucket


def _consumer_timeout(queue: str) -> int:
    """Return the timeout in seconds of the function that reads the queue."""
    return next(
        spec.timeout_seconds
        for spec in FUNCTIONS
        if isinstance(spec.trigger, QueueTrigger) and spec.trigger.queue == queue
    )
