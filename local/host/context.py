"""What a handler is told about its invocation, as the Lambda runtime tells it."""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class LambdaContext:
    """The context object of one invocation; ``deadline_ms`` is milliseconds since the epoch."""

    function_name: str
    function_version: str
    invoked_function_arn: str
    memory_limit_in_mb: int
    aws_request_id: str
    log_group_name: str
    log_stream_name: str
    deadline_ms: int
    identity: None = None
    client_context: None = None

    def get_remaining_time_in_millis(self) -> int:
        """Return how long the handler may still run, never less than 0."""
        return max(0, self.deadline_ms - int(time.time() * 1000))
