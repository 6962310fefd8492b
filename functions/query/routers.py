"""The resources that read ClickHouse, in alphabetical order."""

from typing import Final

from functions.query import routes, values, warnings

ROUTERS: Final = (routes.ROUTES, values.ROUTES, warnings.ROUTES)
