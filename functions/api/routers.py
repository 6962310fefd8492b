"""The resources of the application API, in alphabetical order. Read this first."""

from typing import Final

from functions.api.routes import (
    accounts,
    activity_log,
    health,
    organizations,
    personal_api_keys,
    preflight,
    projects,
    users,
)

ROUTERS: Final = (
    accounts.ROUTES,
    activity_log.ROUTES,
    health.ROUTES,
    organizations.ROUTES,
    personal_api_keys.ROUTES,
    preflight.ROUTES,
    projects.ROUTES,
    users.ROUTES,
)
