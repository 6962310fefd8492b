"""Every route of an edge app is a row of the topology, and the other way round."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import pytest

from functions.topology import FUNCTIONS, HttpTrigger
from shared.http.edge import EdgeApp

EDGE: Final = ("capture", "recordings", "flags", "remote_config")


@pytest.mark.parametrize("name", EDGE)
def test_the_app_routes_what_the_topology_declares(name: str) -> None:
    row = next(row for row in FUNCTIONS if row.name == name)
    assert isinstance(row.trigger, HttpTrigger)
    declared = {route.path: {*route.methods, "OPTIONS"} for route in row.trigger.routes}
    module, _, attribute = row.handler.rpartition(".")
    app = getattr(import_module(module), attribute)
    assert isinstance(app, EdgeApp)
    assert {path: set(methods) for path, methods in app.routes.items()} == declared


@pytest.mark.parametrize("name", EDGE)
def test_no_route_ends_with_a_slash(name: str) -> None:
    app: EdgeApp = import_module(f"functions.{name}.app").app
    assert not [path for path in app.routes if path.endswith("/")]
