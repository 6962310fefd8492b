"""The resources of the application API, in alphabetical order. Read this first."""

from typing import Final

from functions.api.routes import (
    accounts,
    actions,
    activity_log,
    cohorts,
    event_definitions,
    groups,
    health,
    organizations,
    personal_api_keys,
    persons,
    preflight,
    projects,
    property_definitions,
    quotas,
    users,
)

ROUTERS: Final = (
    accounts.ROUTES,
    actions.ROUTES,
    activity_log.ROUTES,
    cohorts.ROUTES,
    event_definitions.ROUTES,
    groups.ROUTES,
    health.ROUTES,
    organizations.ROUTES,
    personal_api_keys.ROUTES,
    persons.ROUTES,
    preflight.ROUTES,
    projects.ROUTES,
    property_definitions.ROUTES,
    quotas.ROUTES,
    users.ROUTES,
)
