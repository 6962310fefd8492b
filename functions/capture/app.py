"""The SDK edge for events: v0 and the paths of very old SDKs, AI, analytics v1, telemetry."""

from __future__ import annotations

from typing import Final

from functions.capture.accept import handle
from functions.capture.analytics import handle_v1, show_as_oauth
from functions.capture.telemetry import PATHS as TELEMETRY_PATHS
from functions.capture.telemetry import handle_telemetry
from shared.domain.events import ai_parts, analytics_v1
from shared.http.edge import EdgeApp, edge_route
from shared.http.exchange import show_as_text

PATHS: Final = (
    *("/batch", "/e", "/i/v0/e", "/capture", "/track", "/engage"),
    "/i/v0/ai/batch",
)

app = EdgeApp("capture")

for path in PATHS:
    edge_route(app, path, "GET", "POST", view=handle, show_error=show_as_text)
edge_route(app, ai_parts.PATH, "POST", view=handle, show_error=show_as_text)
edge_route(app, analytics_v1.PATH, "POST", view=handle_v1, show_error=show_as_oauth)
for path in TELEMETRY_PATHS:
    edge_route(app, path, "POST", view=handle_telemetry, show_error=show_as_text)
