"""One Lambda container as a process: real handlers, settings from its environment, AWS by HTTP.

    steps as JSON lines on standard input --> one JSON line each on standard output

It runs what production runs, down to the clients; only the addresses differ. Being a process, it
can be killed at any moment.
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any, Final

import orjson

from hogql.compile import compile_query
from hogql.context import Context
from shared.clickhouse import connect, select
from shared.clickhouse.migrate import migrate

if TYPE_CHECKING:
    from collections.abc import Callable

HANDLERS: Final = {
    "ingest": "functions.ingest.handler",
    "load": "functions.load.handler",
}


def invoke(function: str, event: dict[str, Any]) -> object:
    """Return what a function answers to an event."""
    answer: object = importlib.import_module(HANDLERS[function]).handle(event, None)
    return answer


def ask(query: str, team_id: int) -> object:
    """Return the rows of a HogQL query."""
    return select.run(compile_query(query, Context(team_id=team_id))).rows


def prepare() -> object:
    """Make the tables; return the names of the migrations."""
    return migrate(connect.client())


STEPS: Final[dict[str, Callable[..., object]]] = {"invoke": invoke, "ask": ask, "prepare": prepare}


def main() -> None:
    """Take one step after the other."""
    for line in sys.stdin.buffer:
        step: dict[str, Any] = orjson.loads(line)
        answer = STEPS[step.pop("step")](**step)
        sys.stdout.buffer.write(b"answer " + orjson.dumps(answer, default=str) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
