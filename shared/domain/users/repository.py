"""Reads and writes users. Users stand above teams: these functions are scoped to one user."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from psycopg.rows import class_row

from shared import clock, ids
from shared.errors import NotFoundError

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from psycopg import Connection

COLUMNS: Final = (
    "id, uuid, distinct_id, email, first_name, last_name, password_hash, is_email_verified,"
    " is_active, date_joined, current_organization_id, current_team_id"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredUser:
    """A user as PostgreSQL knows them."""

    id: int
    uuid: "UUID"
    distinct_id: str
    email: str
    first_name: str
    last_name: str
    password_hash: str
    is_email_verified: bool
    is_active: bool
    date_joined: "datetime"
    current_organization_id: "UUID | None"
    current_team_id: int | None


def insert_user(
    connection: "Connection", *, email: str, first_name: str, password_hash: str
) -> int | None:
    """Store a new user and return the id; None when somebody has this e-mail address already."""
    row = connection.execute(
        "INSERT INTO users (uuid, distinct_id, email, first_name, password_hash, date_joined,"
        " last_login) VALUES (%s, %s, %s, %s, %s, %s, %s)"
        " ON CONFLICT (lower(email)) DO NOTHING RETURNING id",
        [
            *(ids.uuid7(), ids.uuid7().hex, email, first_name, password_hash),
            *(clock.now(), clock.now()),
        ],
    ).fetchone()
    return None if row is None else int(row[0])


def get_user(connection: "Connection", user_id: int) -> StoredUser:
    """Return the user; NotFoundError when there is none."""
    with connection.cursor(row_factory=class_row(StoredUser)) as cursor:
        found = cursor.execute(
            "SELECT " + COLUMNS + " FROM users WHERE id = %s", [user_id]
        ).fetchone()
    if found is None:
        raise NotFoundError("User not found.")
    return found


def find_user_by_email(connection: "Connection", email: str) -> StoredUser | None:
    """Return the active user with this address in whatever case, None when there is none."""
    with connection.cursor(row_factory=class_row(StoredUser)) as cursor:
        return cursor.execute(
            "SELECT " + COLUMNS + " FROM users WHERE lower(email) = lower(%s) AND is_active",
            [email],
        ).fetchone()


def is_email_taken(connection: "Connection", email: str, *, by_other_than: int) -> bool:
    """Return whether a user other than the given one has this address."""
    row = connection.execute(
        "SELECT 1 FROM users WHERE lower(email) = lower(%s) AND id <> %s", [email, by_other_than]
    ).fetchone()
    return row is not None


def update_names(
    connection: "Connection", user_id: int, *, first_name: str, last_name: str, email: str
) -> None:
    """Store who the user is."""
    connection.execute(
        "UPDATE users SET first_name = %s, last_name = %s, email = %s,"
        " is_email_verified = is_email_verified AND email = %s WHERE id = %s",
        [first_name, last_name, email, email, user_id],
    )


def update_current(
    connection: "Connection", user_id: int, *, organization_id: "UUID | None", team_id: int | None
) -> None:
    """Store which organization and project the user looks at."""
    connection.execute(
        "UPDATE users SET current_organization_id = %s, current_team_id = %s WHERE id = %s",
        [organization_id, team_id, user_id],
    )


def note_login(connection: "Connection", user_id: int) -> None:
    """Store that the user signed in now."""
    connection.execute("UPDATE users SET last_login = %s WHERE id = %s", [clock.now(), user_id])


def has_users(connection: "Connection") -> bool:
    """Return whether anybody has signed up here yet."""
    return connection.execute("SELECT 1 FROM users LIMIT 1").fetchone() is not None
