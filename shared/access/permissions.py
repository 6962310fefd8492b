"""Who may do what: the table of operations, and the one function that decides.

    role x resource x action  ->  allowed | ForbiddenError

Every endpoint names its operation and nothing runs before ``authorize`` has agreed. A scope of an
API key is ``object:read`` or ``object:write``; write implies read, ``*`` is everything
(application-api 3.2). Source of the levels: PostHog's organization membership.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final, Literal

from shared.errors import ForbiddenError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

Where = Literal["self", "organization", "project"]
EVERYTHING: Final = "*"
ANY_SCOPE: Final = "any"


class Level(IntEnum):
    """What a person is in an organization."""

    MEMBER = 1
    ADMIN = 8
    OWNER = 15


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """What an operation asks for. ``scope`` None refuses API keys, ``any`` takes every key."""

    where: Where
    scope: str | None
    level: Level = Level.MEMBER


OPERATIONS: Final["Mapping[str, Rule]"] = {
    "user:read": Rule(where="self", scope="user:read"),
    "user:update": Rule(where="self", scope="user:write"),
    "personal_api_key:list": Rule(where="self", scope=None),
    "personal_api_key:create": Rule(where="self", scope=None),
    "personal_api_key:delete": Rule(where="self", scope=None),
    "personal_api_key:read_current": Rule(where="self", scope=ANY_SCOPE),
    "organization:list": Rule(where="self", scope="organization:read"),
    "organization:read": Rule(where="organization", scope="organization:read"),
    "quota:read": Rule(where="organization", scope="organization:read"),
    "quota:update": Rule(where="organization", scope="organization:write", level=Level.ADMIN),
    "project:list": Rule(where="organization", scope="project:read"),
    "project:create": Rule(where="organization", scope="project:write", level=Level.ADMIN),
    "project:read": Rule(where="project", scope="project:read"),
    "project:update": Rule(where="project", scope="project:write"),
    "project:reset_token": Rule(where="project", scope="project:write", level=Level.ADMIN),
    "action:read": Rule(where="project", scope="action:read"),
    "action:write": Rule(where="project", scope="action:write"),
    "activity_log:read": Rule(where="project", scope="activity_log:read"),
    "cohort:read": Rule(where="project", scope="cohort:read"),
    "cohort:write": Rule(where="project", scope="cohort:write"),
    "event_definition:read": Rule(where="project", scope="event_definition:read"),
    "event_definition:write": Rule(where="project", scope="event_definition:write"),
    "property_definition:read": Rule(where="project", scope="property_definition:read"),
    "property_definition:write": Rule(where="project", scope="property_definition:write"),
    "property_value:read": Rule(where="project", scope="query:read"),
    "person_value:read": Rule(where="project", scope="person:read"),
    "group_value:read": Rule(where="project", scope="group:read"),
    "ingestion_warning:read": Rule(where="project", scope="project:read"),
    "person:read": Rule(where="project", scope="person:read"),
    "person:update": Rule(where="project", scope="person:write"),
    "person:split": Rule(where="project", scope="person:write"),
    "person:delete": Rule(where="project", scope="person:write"),
    "group:read": Rule(where="project", scope="group:read"),
    "group:update": Rule(where="project", scope="group:write"),
    "query:run": Rule(where="project", scope="query:read"),
}
OBJECTS: Final = frozenset(
    {
        *("action", "activity_log", "alert", "annotation", "batch_export", "cohort", "dashboard"),
        *("dashboard_template", "early_access_feature", "endpoint", "error_tracking"),
        *("event_definition", "experiment", "export", "feature_flag", "file_system", "group"),
        *("hog_function", "insight", "integration", "notebook", "organization"),
        *("organization_member", "person", "plugin", "project", "property_definition", "query"),
        *("session_recording", "session_recording_playlist", "sharing_configuration"),
        *("subscription", "survey", "user", "warehouse_table", "warehouse_view"),
        *("access_control", "webhook", "web_analytics"),
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyGrant:
    """What a personal API key allows; empty sets of teams and organizations mean all of them."""

    key_id: "UUID"
    scopes: frozenset[str]
    teams: frozenset[int]
    organizations: frozenset["UUID"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where an operation happens, and what the caller is there. ``team_id`` only in a project."""

    organization_id: "UUID"
    team_id: int | None
    level: Level


def is_scope(text: str) -> bool:
    """Return whether ``text`` is a scope that a key may have."""
    name, _, action = text.partition(":")
    return text == EVERYTHING or (name in OBJECTS and action in {"read", "write"})


def check_scope(rule: Rule, key: KeyGrant | None) -> None:
    """Raise ForbiddenError when a key presented for this rule has not the scope for it."""
    if key is None or rule.scope == ANY_SCOPE:
        return
    if rule.scope is None:
        raise ForbiddenError("This action does not support personal API key access.")
    sufficient = {rule.scope, rule.scope.replace(":read", ":write"), EVERYTHING}
    if not sufficient & key.scopes:
        raise ForbiddenError(f"API key missing required scope '{rule.scope}'.")


def authorize(rule: Rule, key: KeyGrant | None, place: Place | None) -> None:
    """Raise ForbiddenError unless key and level allow the operation in this place.

    ``place`` is None for operations on the caller alone, to which team limits do not apply.
    """
    check_scope(rule, key)
    if place is None:
        return
    if key is not None:
        _check_limits(key, place)
    if place.level < rule.level:
        raise ForbiddenError("You don't have sufficient permissions in the organization.")


def _check_limits(key: KeyGrant, place: Place) -> None:
    if key.organizations and place.organization_id not in key.organizations:
        raise ForbiddenError("API key does not have access to the requested organization.")
    if not key.teams:
        return
    if place.team_id is None:
        raise ForbiddenError("API keys with scoped projects work on project endpoints only.")
    if place.team_id not in key.teams:
        raise ForbiddenError("API key does not have access to the requested project.")
