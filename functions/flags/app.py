"""The SDK edge for feature flags: ``/flags`` and its older form ``/decide``."""

from __future__ import annotations

from typing import Final

from functions.flags.respond import handle
from shared.http.edge import EdgeApp, edge_route
from shared.http.exchange import show_as_json

PATHS: Final = ("/flags", "/decide")

app = EdgeApp("flags")

for path in PATHS:
    edge_route(app, path, "GET", "POST", view=handle, show_error=show_as_json)
