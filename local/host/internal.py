"""The door of the emulator: ``POST /invoke/<function>`` runs a handler (local-runtime 5.2, 5.3).

event as JSON, X-Amzn-Lambda-* headers -> 200 and the result, or 500 and the error

Invocations of a function whose queue has a batching window are gathered first. The emulator turns
every other status into a failed invocation, as AWS does with an exception.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

import orjson

from functions.topology import QueueTrigger
from local.host.asgi import read_body, send_answer
from local.host.gathering import Gathering
from local.host.invoker import Call, UnknownFunctionError

if TYPE_CHECKING:
    from functions.topology import Function
    from local.host.asgi import Receive, Scope, Send
    from local.host.invoker import Invoker
    from local.host.threads import Threads

PREFIX: Final = "/invoke/"
_JSON: Final = ((b"content-type", b"application/json"),)
logger: Final = logging.getLogger(__name__)


class InternalDoor:
    """An ASGI application for the emulator alone, which calls before we are ready to answer."""

    def __init__(self, threads: Threads) -> None:
        """Run handlers on ``threads``, once there are any."""
        self._threads: Final = threads
        self._invoker: Invoker | None = None
        self._gatherings: dict[str, Gathering] = {}

    def open(self, invoker: Invoker) -> None:
        """Answer invocations from now on; until then they fail, and are tried again."""
        self._invoker = invoker
        self._gatherings = {
            row.name: self._gather(invoker, row, row.trigger)
            for row in invoker.rows
            if isinstance(row.trigger, QueueTrigger) and row.trigger.batching_window_seconds
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one invocation."""
        body = await read_body(receive)
        if scope["method"] != "POST" or not scope["path"].startswith(PREFIX):
            await send_answer(send, 404, _JSON, b"{}")
            return
        if self._invoker is None:
            await send_answer(send, 503, _JSON, b"{}")
            return
        name = scope["path"].removeprefix(PREFIX)
        headers = {
            key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]
        }
        status, answer = await self._answer(self._invoker, name, body, _call(headers))
        await send_answer(send, status, _JSON, answer)

    async def _answer(
        self, invoker: Invoker, name: str, body: bytes, call: Call
    ) -> tuple[int, bytes]:
        try:
            event = orjson.loads(body)
            gathering = self._gatherings.get(name)
            if gathering is None:
                result = await self._threads.run(invoker.invoke, name, event, call)
            else:
                result = await gathering.invoke(event["Records"], size=len(body))
            return 200, orjson.dumps(result)
        except UnknownFunctionError as error:
            return 404, _error(error)
        except Exception as error:  # whatever a handler raises fails this invocation, not the host
            logger.exception("handler failed", extra={"function": name})
            return 500, _error(error)

    def _gather(self, invoker: Invoker, row: Function, trigger: QueueTrigger) -> Gathering:
        async def run(records: list[dict[str, Any]]) -> object:
            return await self._threads.run(invoker.invoke, row.name, {"Records": records})

        return Gathering(run, most_records=trigger.batch_size)


def _call(headers: dict[str, str]) -> Call:
    deadline = headers.get("x-amzn-lambda-deadline-ms")
    return Call(
        request_id=headers.get("x-amzn-lambda-request-id", ""),
        arn=headers.get("x-amzn-lambda-function-arn", ""),
        version=headers.get("x-amzn-lambda-function-version", "$LATEST"),
        deadline_ms=int(deadline) if deadline else None,
    )


def _error(error: Exception) -> bytes:
    return orjson.dumps({"errorMessage": str(error), "errorType": type(error).__name__})
