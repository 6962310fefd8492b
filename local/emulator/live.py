"""A live deployment: what the emulator runs for us, found out from the emulator itself.

saved state? --restore, start, deploy when the template changed, save--> Live

Saving takes one clean stop of the emulator and a second start: once per template, not per start.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from local.addresses import free_port
from local.emulator.assembly import PROXY_VARIABLE, read_assembly
from local.emulator.deploy import deploy
from local.emulator.process import EMULATOR_HOST, create_client, operation, start_emulator
from local.emulator.saved import Addresses, restore, save
from local.processes import ProcessFailedError, stop
from shared.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from local.emulator.process import Call, Emulator
    from local.emulator.synthesis import Synthesis
    from local.folder import Folder
    from local.processes import Child
    from shared.settings import Settings

SAVE_SECONDS: Final = 60.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Live:
    """A running emulator with our stacks; ``environments`` are by name in the topology table."""

    emulator: Emulator
    environments: Mapping[str, Mapping[str, str]]

    @property
    def queues(self) -> Mapping[str, str]:
        """The URLs of the queues of the topology."""
        return {name: url for row in self._settings() for name, url in row.queues.items()}

    @property
    def buckets(self) -> Mapping[str, str]:
        """The names that the deployment gave to the buckets of the topology."""
        return {name: given for row in self._settings() for name, given in row.buckets.items()}

    def _settings(self) -> Iterator[Settings]:
        return map(read_settings, self.environments.values())


async def bring_up(
    folder: Folder, synthesis: Synthesis, *, host: str, keep: Callable[[Child], None]
) -> Live:
    """Start the emulator with the assembly's stacks live in it.

    ``host`` is our own host:port; ``keep`` is given the process that stays.
    """
    root = folder.place("emulator")
    emulator, found = await _start(folder, host)
    if found != synthesis.fingerprint:
        stacks = await asyncio.to_thread(read_assembly, synthesis.assembly)
        await asyncio.to_thread(
            deploy, stacks, endpoint=emulator.endpoint, host_url=f"http://{host}"
        )
        if not await stop(emulator.child, SAVE_SECONDS):
            raise ProcessFailedError("The emulator did not save its state.")
        addresses = Addresses(emulator=emulator.address, host=host)
        await asyncio.to_thread(save, root, addresses, synthesis.fingerprint)
        emulator, _ = await _start(folder, host)
    keep(emulator.child)
    environments = await asyncio.to_thread(read_environments, emulator.endpoint)
    return Live(emulator=emulator, environments=environments)


async def _start(folder: Folder, host: str) -> tuple[Emulator, str | None]:
    """Start the emulator from the saved state; return it and what that was deployed from."""
    port = free_port()
    addresses = Addresses(emulator=f"{EMULATOR_HOST}:{port}", host=host)
    found = await asyncio.to_thread(restore, folder.place("emulator"), addresses)
    return await start_emulator(folder, port), found


def read_environments(endpoint: str) -> dict[str, Mapping[str, str]]:
    """Return the environment of each function that is invoked through us, by topology name."""
    list_functions = operation(create_client(endpoint, "lambda"), "list_functions")
    found: dict[str, Mapping[str, str]] = {}
    for function in _functions(list_functions):
        variables: Mapping[str, str] = function.get("Environment", {}).get("Variables", {})
        if PROXY_VARIABLE in variables:
            found[variables[PROXY_VARIABLE].rsplit("/", 1)[1]] = variables
    return found


def _functions(list_functions: Call) -> Iterator[Mapping[str, Any]]:
    request: dict[str, object] = {}
    while True:
        page = list_functions(**request)
        yield from page["Functions"]
        if not page.get("NextMarker"):
            return
        request = {"Marker": page["NextMarker"]}
