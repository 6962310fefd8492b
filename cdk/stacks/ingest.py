"""The functions that empty the queues: ingest, load, replay of the fallback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aws_cdk import Stack

from cdk.constructs.code import Code
from cdk.constructs.queue_function import QueueFunction
from functions.topology import FUNCTIONS, QueueTrigger

if TYPE_CHECKING:
    from constructs import Construct

    from cdk.resources import Resources
    from cdk.target import Target


class IngestStack(Stack):
    """Every function of the table that a queue feeds."""

    def __init__(
        self, scope: Construct, name: str, *, target: Target, resources: Resources
    ) -> None:
        """Create them."""
        super().__init__(scope, name, env={"region": target.region.aws_region})
        code = Code(self, target)
        for spec in FUNCTIONS:
            if isinstance(spec.trigger, QueueTrigger):
                QueueFunction(self, spec, spec.trigger, code=code, resources=resources)
