"""``./hedgerow redrive QUEUE``: sends the dead letters of a running instance's queue again.

data folder --run/emulator.json--> emulator --invoke--> function ``redrive``

On AWS the operator invokes the same function of the deployment.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import psutil

from functions.topology import QUEUES
from local.emulator.process import EMULATOR_HOST, create_client, operation
from local.options import DEFAULT_FOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence

FUNCTION: Final = "redrive"


class NotRunningError(Exception):
    """No instance runs on the data folder."""


def main(arguments: Sequence[str]) -> int:
    """Move the messages and say how many; return the exit status."""
    parser = argparse.ArgumentParser(prog="./hedgerow redrive")
    parser.add_argument("queue", choices=[queue.name for queue in QUEUES])
    parser.add_argument("--data-dir", type=Path, default=DEFAULT_FOLDER)
    options = parser.parse_args(arguments)
    try:
        moved = send_again(find_emulator(options.data_dir), options.queue)
    except NotRunningError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{moved} messages of {options.queue} are delivered again\n")
    return 0


def find_emulator(root: Path) -> str:
    """Return the address of the emulator of the instance that runs on a data folder."""
    try:
        record = json.loads((root / "run" / "emulator.json").read_text())
        port = psutil.Process(record["pid"]).environ()["GATEWAY_PORT"]
    except (OSError, KeyError, ValueError, psutil.Error) as error:
        raise NotRunningError(f"No instance runs on {root}.") from error
    return f"http://{EMULATOR_HOST}:{port}"


def send_again(endpoint: str, queue: str) -> int:
    """Invoke the function until nothing is left; return how many messages were moved."""
    client = create_client(endpoint, "lambda")
    name = _deployed_name(operation(client, "list_functions")()["Functions"])
    moved = 0
    while True:
        payload = json.dumps({"queue": queue})
        answer = operation(client, "invoke")(FunctionName=name, Payload=payload)
        result: dict[str, Any] = json.loads(answer["Payload"].read())
        if not result.get("moved"):
            return moved
        moved += int(result["moved"])


def _deployed_name(rows: Sequence[dict[str, Any]]) -> str:
    """Return the name that the deployment gave to the function."""
    for row in rows:
        variables: dict[str, str] = row["Environment"].get("Variables", {})
        if any(value.endswith(f"/invoke/{FUNCTION}") for value in variables.values()):
            return str(row["FunctionName"])
    raise NotRunningError("The instance is of another version: restart it.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
