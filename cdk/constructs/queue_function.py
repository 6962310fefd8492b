"""A product function fed by a queue of the topology table, failing message by message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aws_cdk import Duration
from aws_cdk import aws_lambda_event_sources as event_sources

from cdk.constructs.product_function import ProductFunction

if TYPE_CHECKING:
    from constructs import Construct

    from cdk.constructs.code import Code
    from cdk.resources import Resources
    from functions.topology import Function, QueueTrigger


class QueueFunction(ProductFunction):
    """Queue -> function, at least once."""

    def __init__(
        self,
        scope: Construct,
        spec: Function,
        trigger: QueueTrigger,
        *,
        code: Code,
        resources: Resources,
    ) -> None:
        """Create the function and its event source."""
        super().__init__(scope, spec, code=code, resources=resources)
        self.function.add_event_source(
            event_sources.SqsEventSource(
                resources.queues[trigger.queue],
                batch_size=trigger.batch_size,
                max_batching_window=Duration.seconds(trigger.batching_window_seconds),
                max_concurrency=trigger.max_concurrency,
                report_batch_item_failures=True,
            )
        )
