"""A product function fed by a queue of the topology table, failing message by message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aws_cdk import Duration
from aws_cdk import aws_lambda_event_sources as event_sources

from cdk.constructs.product_function import ProductFunction

if TYPE_CHECKING:
    from constructs import Construct

    from cdk.constructs.code import Code
    from cdk.resources import Resources
    from functions.topology import Function, QueueTrigger

HOSTED_AT_ONCE: Final = 50


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
                max_concurrency=_at_once(trigger, is_hosted=code.host_url is not None),
                report_batch_item_failures=True,
            )
        )


def _at_once(trigger: QueueTrigger, *, is_hosted: bool) -> int:
    """Return how many batches are under way at once.

    The emulator makes batches of ten whatever it is asked for; the host gathers those that arrive
    side by side, so enough of them must be on their way.
    """
    if is_hosted and trigger.batching_window_seconds:
        return HOSTED_AT_ONCE
    return trigger.max_concurrency
