"""Who is calling, and where: decided before a view runs, current while it runs.

credential -> Caller -> Place (404 when the caller is not in it) -> authorize -> Admission
"""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from shared.access.api_keys import find_key
from shared.access.permissions import (
    OPERATIONS,
    KeyGrant,
    Level,
    Place,
    Rule,
    authorize,
    check_scope,
)
from shared.access.sessions import find_session_user
from shared.errors import NotFoundError, UnauthenticatedError
from shared.postgres.transaction import transaction
from shared.valkey import limits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from psycopg import Connection

CURRENT: Final = "@current"


@dataclass(frozen=True, kw_only=True, slots=True)
class Caller:
    """A user, and the key they came with; None means a session."""

    user_id: int
    key: KeyGrant | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Admission:
    """An operation that was allowed: who runs it and where."""

    caller: Caller
    place: Place | None

    @property
    def user_id(self) -> int:
        """Return the id of the user who runs it."""
        return self.caller.user_id

    @property
    def team_id(self) -> int:
        """Return the project it runs in."""
        if self.place is None or self.place.team_id is None:
            raise LookupError("This operation is not one on a project.")
        return self.place.team_id

    @property
    def organization_id(self) -> UUID:
        """Return the organization it runs in."""
        if self.place is None:
            raise LookupError("This operation is not one on an organization.")
        return self.place.organization_id


_current: ContextVar[Admission] = ContextVar("admission")


def admission() -> Admission:
    """Return what was admitted for the request that runs in this context."""
    return _current.get()


def admit(
    operation: str, *, session: str | None, api_key: str | None, path: "Mapping[str, str]"
) -> None:
    """Make the admission current, or raise: 401 who is it, 404 not theirs, 403 not allowed."""
    rule = OPERATIONS[operation]
    with transaction() as connection:
        caller = _identify(connection, session=session, api_key=api_key)
        check_scope(rule, caller.key)
        place = _find_place(connection, caller.user_id, rule, path)
    authorize(rule, caller.key, place)
    if caller.key is not None:
        limits.count_request(caller.key.key_id, is_query=rule.scope == "query:read")
    _current.set(Admission(caller=caller, place=place))


def _identify(connection: "Connection", *, session: str | None, api_key: str | None) -> Caller:
    """Return the caller; a key that is presented counts alone, also when it is wrong."""
    if api_key is not None:
        key = find_key(connection, api_key)
        if key is None:
            raise UnauthenticatedError(
                "Personal API key found in request is invalid.", code="authentication_failed"
            )
        return Caller(user_id=key.user_id, key=key.grant())
    user_id = None if session is None else find_session_user(connection, session)
    if user_id is None:
        raise UnauthenticatedError("Authentication credentials were not provided.")
    return Caller(user_id=user_id, key=None)


def _find_place(
    connection: "Connection", user_id: int, rule: Rule, path: "Mapping[str, str]"
) -> Place | None:
    if rule.where == "self":
        return None
    organization = path.get("organization_id")
    if rule.where == "organization":
        return _find_organization(connection, user_id, organization or CURRENT)
    place = _find_project(connection, user_id, path["project_id"])
    if organization in {None, CURRENT, str(place.organization_id)}:
        return place
    raise NotFoundError("Project not found.")


def _find_organization(connection: "Connection", user_id: int, name: str) -> Place:
    """Return the organization if the user belongs to it; to others it does not exist."""
    row = connection.execute(
        "SELECT memberships.organization_id, memberships.level"
        " FROM memberships JOIN users ON users.id = memberships.user_id"
        " WHERE memberships.user_id = %(user_id)s AND memberships.organization_id ="
        " CASE WHEN %(name)s = '@current' THEN users.current_organization_id"
        " ELSE %(id)s::uuid END",
        {"user_id": user_id, "name": name, "id": _as_uuid(name)},
    ).fetchone()
    if row is None:
        raise NotFoundError("Organization not found.")
    return Place(organization_id=row[0], team_id=None, level=Level(row[1]))


def _find_project(connection: "Connection", user_id: int, name: str) -> Place:
    """Return the project if the user belongs to its organization; to others it does not exist."""
    row = connection.execute(
        "SELECT teams.organization_id, teams.id, memberships.level"
        " FROM teams"
        " JOIN memberships ON memberships.organization_id = teams.organization_id"
        " JOIN users ON users.id = memberships.user_id"
        " WHERE memberships.user_id = %(user_id)s AND teams.id ="
        " CASE WHEN %(name)s = '@current' THEN users.current_team_id ELSE %(id)s::integer END",
        {"user_id": user_id, "name": name, "id": _as_project_id(name)},
    ).fetchone()
    if row is None:
        raise NotFoundError("Project not found.")
    return Place(organization_id=row[0], team_id=row[1], level=Level(row[2]))


def _as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _as_project_id(text: str) -> int | None:
    """Return the number, None for what cannot be one; ten digits would not fit the column."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
