"""Queries: HogQL and insights, compiled to ClickHouse SQL, run, and kept for the next who asks."""

from typing import TYPE_CHECKING, Any

from functions.query.routers import ROUTERS
from shared.access.current import admit
from shared.http.api import Api

if TYPE_CHECKING:
    from collections.abc import Mapping


app = Api("query", routes=ROUTERS, guard=admit)


def handle(event: "Mapping[str, Any]", context: object) -> dict[str, Any]:
    """Answer one request."""
    return app.handle(event, context)
