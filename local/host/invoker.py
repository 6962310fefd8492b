"""Runs handlers: each invocation in a copied context, under the settings of its function."""

from __future__ import annotations

import logging
import time
import uuid
from contextvars import copy_context
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from functions.topology import QueueTrigger
from local.host.context import LambdaContext
from shared import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from functions.topology import Function
    from local.host.hosted import Hosted

    Consumed = Callable[[object, object], None]

logger: Final = logging.getLogger(__name__)


class UnknownFunctionError(LookupError):
    """The table has no function of that name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """What the emulator says of an invocation; empty when the front door makes it."""

    request_id: str = ""
    arn: str = ""
    version: str = "$LATEST"
    deadline_ms: int | None = None


DIRECT: Final = Call()


class Invoker:
    """Runs the functions of ``hosted`` by name.

    ``consumed(event, result)`` hears of every batch that a queue's function finished.
    """

    def __init__(self, hosted: Mapping[str, Hosted], consumed: Consumed) -> None:
        """Run nothing yet."""
        self._hosted: Final = hosted
        self._consumed: Final = consumed

    @property
    def rows(self) -> Iterator[Function]:
        """The functions that there are, as the table describes them."""
        return (hosted.row for hosted in self._hosted.values())

    def invoke(self, name: str, event: object, call: Call = DIRECT) -> object:
        """Return what the handler returns; what it raises is raised here."""
        hosted = self._hosted.get(name)
        if hosted is None:
            raise UnknownFunctionError(f"There is no function {name!r}.")
        return copy_context().run(self._run, hosted, event, call)

    def _run(self, hosted: Hosted, event: object, call: Call) -> object:
        context = _context(hosted, call)
        started = time.monotonic()
        try:
            with settings.use(hosted.settings):
                result = hosted.handler(event, context)
        finally:
            _note_overrun(hosted, time.monotonic() - started)
        if isinstance(hosted.row.trigger, QueueTrigger):
            self._consumed(event, result)
        return result


def _context(hosted: Hosted, call: Call) -> LambdaContext:
    row = hosted.row
    latest = int((time.time() + row.timeout_seconds) * 1000)
    return LambdaContext(
        function_name=row.name,
        function_version=call.version,
        invoked_function_arn=call.arn,
        memory_limit_in_mb=row.memory_mib,
        aws_request_id=call.request_id or str(uuid.uuid4()),
        log_group_name=f"/aws/lambda/{row.name}",
        log_stream_name="local",
        deadline_ms=call.deadline_ms or latest,
    )


def _note_overrun(hosted: Hosted, seconds: float) -> None:
    """Say when a handler ran longer than its timeout: AWS would have stopped it, we cannot."""
    if seconds > hosted.row.timeout_seconds:
        logger.error(
            "function ran past its timeout",
            extra={"function": hosted.row.name, "seconds": round(seconds, 1)},
        )
