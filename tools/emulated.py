"""The emulated AWS of a running instance: the deployed state machine, function, queues and buckets.

data folder/run/emulator.json --process--> port --> botocore clients
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final

import psutil

from local.emulator.live import read_environments
from local.emulator.process import create_client, operation
from shared.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shared.settings import Settings
    from tools.stack import Stack

STAGE: Final = "live"


@dataclass(frozen=True, kw_only=True, slots=True)
class Emulated:
    """The emulator of an instance, by its address."""

    endpoint: str

    def call(self, service: str, name: str, **request: object) -> Mapping[str, Any]:
        """Return the answer of one operation of a service."""
        return operation(_client(self.endpoint, service), name)(**request)

    def bucket(self, name: str) -> str:
        """Return the name that the deployment gave to a bucket of the topology."""
        return next(row.buckets[name] for row in self._settings() if name in row.buckets)

    def queue(self, name: str) -> str:
        """Return the URL of a queue of the topology."""
        return next(row.queues[name] for row in self._settings() if name in row.queues)

    def function(self, name: str) -> str:
        """Return the name that the deployment gave to a function of the topology."""
        ending = f"/invoke/{name}"
        for row in self.call("lambda", "list_functions")["Functions"]:
            variables: Mapping[str, str] = row["Environment"].get("Variables", {})
            if any(value.endswith(ending) for value in variables.values()):
                return str(row["FunctionName"])
        raise LookupError(f"No function {name} is deployed.")

    def gateway(self) -> str:
        """Return the address of the REST API, to put paths behind."""
        (api,) = self.call("apigateway", "get_rest_apis")["items"]
        return f"{self.endpoint}/_aws/execute-api/{api['id']}/{STAGE}"

    def waiting(self, queue: str) -> int:
        """Return how many messages of a queue are not consumed, in flight or not."""
        return self._waiting(self.queue(queue))

    def waiting_dead(self, queue: str) -> int:
        """Return how many messages of a queue were given up."""
        return self._waiting(self.dead_letters(queue))

    def dead_letters(self, queue: str) -> str:
        """Return the URL of the queue that takes what a queue of the topology gives up."""
        found = self._attributes(self.queue(queue), "RedrivePolicy")["RedrivePolicy"]
        name = json.loads(found)["deadLetterTargetArn"].rsplit(":", 1)[-1]
        return str(self.call("sqs", "get_queue_url", QueueName=name)["QueueUrl"])

    @contextmanager
    def delivering_again_after(self, seconds: int, queue: str) -> Iterator[None]:
        """Let the messages of a queue that failed come back so soon, inside the block."""
        url = self.queue(queue)
        usual = self._attributes(url, "VisibilityTimeout")
        change = partial(self.call, "sqs", "set_queue_attributes", QueueUrl=url)
        change(Attributes={"VisibilityTimeout": str(seconds)})
        try:
            yield
        finally:
            change(Attributes=dict(usual))

    def _waiting(self, url: str) -> int:
        names = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")
        return sum(map(int, self._attributes(url, *names).values()))

    def _attributes(self, url: str, *names: str) -> Mapping[str, str]:
        asked = {"QueueUrl": url, "AttributeNames": list(names)}
        found: Mapping[str, str] = self.call("sqs", "get_queue_attributes", **asked)["Attributes"]
        return found

    def _settings(self) -> Iterator[Settings]:
        for variables in read_environments(self.endpoint).values():
            yield read_settings(variables)


@cache
def _client(endpoint: str, service: str) -> object:
    return create_client(endpoint, service)


def process_of(stack: Stack, part: str) -> psutil.Process:
    """Return the process of a part of the instance: emulator, postgres or valkey."""
    record = json.loads((stack.data / "run" / f"{part}.json").read_text())
    return psutil.Process(record["pid"])


def emulator_of(stack: Stack) -> Emulated:
    """Return the emulator that an instance started for itself."""
    port = process_of(stack, "emulator").environ()["GATEWAY_PORT"]
    return Emulated(endpoint=f"http://localhost:{port}")
