"""The SDK edge for session recordings: ``/s``."""

from __future__ import annotations

from functions.recordings.accept import handle
from shared.http.edge import EdgeApp, edge_route
from shared.http.exchange import show_as_text

app = EdgeApp("recordings")

edge_route(app, "/s", "POST", view=handle, show_error=show_as_text)
