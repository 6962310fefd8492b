"""The functions of the topology table as this process runs them: handler and settings.

row + variables the emulator gave the function + addresses of our stores -> Hosted

All of them share one process, so nobody's settings are in its environment (local-runtime 5.4).
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from shared.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from functions.topology import Function
    from local.host.context import LambdaContext
    from shared.settings import Settings

    Handler = Callable[[Any, LambdaContext], object]  # an event is whatever JSON its sender makes


@dataclass(frozen=True, kw_only=True, slots=True)
class Hosted:
    """One function, ready to run."""

    row: Function
    handler: Handler
    settings: Settings


def load_handler(path: str) -> Handler:
    """Return the object that the dotted path names: its module and its attribute."""
    module, _, attribute = path.rpartition(".")
    return cast("Handler", getattr(importlib.import_module(module), attribute))


def host_functions(
    rows: Iterable[Function],
    environments: Mapping[str, Mapping[str, str]],
    ours: Mapping[str, str],
) -> dict[str, Hosted]:
    """Return every function by name; ``ours`` are the variables that one machine decides."""
    return {
        row.name: Hosted(
            row=row,
            handler=load_handler(row.handler),
            settings=read_settings({**environments.get(row.name, {}), **ours}),
        )
        for row in rows
    }
