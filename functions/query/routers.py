"""The resources that read ClickHouse, in alphabetical order."""

from typing import Final

from functions.query import asked, cohorts, routes, values, warnings

ROUTERS: Final = (asked.ROUTES, cohorts.ROUTES, routes.ROUTES, values.ROUTES, warnings.ROUTES)
