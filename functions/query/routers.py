"""The resources that read ClickHouse, in alphabetical order."""

from typing import Final

from functions.query import cohorts, routes, values, warnings

ROUTERS: Final = (cohorts.ROUTES, routes.ROUTES, values.ROUTES, warnings.ROUTES)
