"""The SDK edge for configuration: what a browser loads before it sends anything."""

from __future__ import annotations

from typing import Final

from functions.remote_config.respond import answer_config, answer_list, answer_script
from shared.http.edge import EdgeApp, edge_route
from shared.http.exchange import show_as_json

app = EdgeApp("remote_config")

VIEWS: Final = {
    "/array/{token}/config.js": answer_script,
    "/array/{token}/config": answer_config,
    "/api/surveys": answer_list,
    "/api/early_access_features": answer_list,
    "/api/web_experiments": answer_list,
    "/api/product_tours": answer_list,
}

for path, view in VIEWS.items():
    edge_route(app, path, "GET", view=view, show_error=show_as_json)
