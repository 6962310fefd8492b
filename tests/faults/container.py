"""Runs the functions of a test in processes of their own, and kills one where it is asked to.

container(point): a process whose AWS calls go through a proxy --point reached--> SIGKILL
"""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import orjson

from functions.topology import environment_name
from shared.settings import environment
from tests.faults.proxy import HELD_SECONDS, Proxy, proxy_to
from tools.stack import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.faults.proxy import Point
    from tests.integration.ministack import Aws

ANSWER: Final = b"answer "
COMMAND: Final = (sys.executable, "-m", "tests.faults.lambda_process")


@dataclass(frozen=True, kw_only=True, slots=True)
class Container:
    """A running process that takes steps."""

    process: subprocess.Popen[bytes]
    proxy: Proxy

    def step(self, name: str, **parameters: object) -> Any:
        """Return what a step answers."""
        self.begin(name, **parameters)
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith(ANSWER):
                return orjson.loads(line.removeprefix(ANSWER))
        raise AssertionError(f"the function ended with {self.process.wait()}")

    def begin(self, name: str, **parameters: object) -> None:
        """Ask for a step and do not wait for its answer."""
        assert self.process.stdin is not None
        self.process.stdin.write(orjson.dumps({"step": name, **parameters}) + b"\n")
        self.process.stdin.flush()

    def invoke_and_die(self, function: str, event: Mapping[str, Any]) -> None:
        """Let the function run until its point, and kill it there."""
        self.begin("invoke", function=function, event=event)
        assert self.proxy.reached.wait(HELD_SECONDS), "the function never came to that point"
        self.process.send_signal(signal.SIGKILL)
        assert self.process.wait() == -signal.SIGKILL


@contextmanager
def container(aws: Aws, clickhouse: str, *, point: Point | None = None) -> Iterator[Container]:
    """Yield a process that is told this address of ClickHouse; it is ended afterwards."""
    with proxy_to(aws.endpoint, point) as proxy:
        variables = {**environment(), **_variables(aws, proxy, clickhouse)}
        with subprocess.Popen(
            COMMAND, env=variables, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            try:
                yield Container(process=process, proxy=proxy)
            finally:
                process.kill()


def _variables(aws: Aws, proxy: Proxy, clickhouse: str) -> dict[str, str]:
    queues, buckets = aws.settings.queues, aws.settings.buckets
    named = {
        **{environment_name("queue", name): url for name, url in queues.items()},
        **{environment_name("bucket", name): bucket for name, bucket in buckets.items()},
    }
    return {
        **named,
        "CLICKHOUSE_URL": clickhouse,
        "AWS_ENDPOINT_URL": proxy.endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "NO_PROXY": "127.0.0.1",
    }
