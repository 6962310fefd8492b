"""The SDK edge for events: ``/batch``, ``/e``, ``/i/v0/e`` and the paths of very old SDKs."""

from __future__ import annotations

from typing import Final

from functions.capture.accept import handle
from shared.http.edge import EdgeApp, edge_route
from shared.http.exchange import show_as_text

PATHS: Final = ("/batch", "/e", "/i/v0/e", "/capture", "/track", "/engage")

app = EdgeApp("capture")

for path in PATHS:
    edge_route(app, path, "GET", "POST", view=handle, show_error=show_as_text)
