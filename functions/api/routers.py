"""The resources of the application API, in alphabetical order. Read this first."""

from typing import Final

from functions.api.routes import (
    accounts,
    activity_log,
    event_definitions,
    health,
    organizations,
    personal_api_keys,
    preflight,
    projects,
    property_definitions,
    quotas,
    users,
)

ROUTERS: Final = (
    accounts.ROUTES,
    activity_log.ROUTES,
    event_definitions.ROUTES,
    health.ROUTES,
    organizations.ROUTES,
    personal_api_keys.ROUTES,
    preflight.ROUTES,
    projects.ROUTES,
    property_definitions.ROUTES,
    quotas.ROUTES,
    users.ROUTES,
)
