"""A standard SQS queue with its dead-letter queue, and the alarms that somebody must look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from cdk.acknowledge import acknowledge

if TYPE_CHECKING:
    from functions.topology import Queue

VISIBILITY_FACTOR: Final = 6  # AWS asks for six times the consumer's timeout
RETENTION: Final = Duration.days(14)
OLDEST_MESSAGE_SECONDS: Final = 300


class WorkQueue(Construct):
    """Messages wait here for one function; what it cannot handle ends in ``dead_letters``."""

    def __init__(self, scope: Construct, spec: Queue, *, consumer_timeout_seconds: int) -> None:
        """Create the pair; messages stay hidden for six consumer timeouts."""
        super().__init__(scope, f"Queue-{spec.name}")
        self.dead_letters = sqs.Queue(
            self,
            "DeadLetters",
            retention_period=RETENTION,
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
        )
        acknowledge(
            self.dead_letters,
            {
                "AwsSolutions-SQS3": "This is the dead-letter queue.",
                "Serverless-SQSRedrivePolicy": "This is the dead-letter queue.",
            },
        )
        self.queue = sqs.Queue(
            self,
            "Queue",
            retention_period=RETENTION,
            receive_message_wait_time=Duration.seconds(20),
            visibility_timeout=Duration.seconds(consumer_timeout_seconds * VISIBILITY_FACTOR),
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            dead_letter_queue=sqs.DeadLetterQueue(
                queue=self.dead_letters, max_receive_count=spec.max_receives
            ),
        )
        self._alarm(
            "DeadLettersNotEmpty",
            self.dead_letters.metric_approximate_number_of_messages_visible(),
            threshold=1,
            periods=1,
        )
        self._alarm(
            "OldestMessage",
            self.queue.metric_approximate_age_of_oldest_message(),
            threshold=OLDEST_MESSAGE_SECONDS,
            periods=3,
        )

    def _alarm(self, name: str, metric: cloudwatch.Metric, *, threshold: int, periods: int) -> None:
        cloudwatch.Alarm(
            self,
            name,
            metric=metric,
            threshold=threshold,
            evaluation_periods=periods,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
