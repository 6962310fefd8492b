"""Sessions of signed-in browsers: issue, find, revoke.

The browser holds an opaque random id; PostgreSQL holds its digest. A session ends 14 days after
login whatever happens, and signing in again always makes a new one.
"""

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from shared import clock
from shared.access.digests import digest

if TYPE_CHECKING:
    from psycopg import Connection

LIFETIME: Final = timedelta(days=14)


def issue_session(connection: "Connection", user_id: int) -> str:
    """Return the secret of a new session; it cannot be read again."""
    token = secrets.token_urlsafe(32)
    now = clock.now()
    connection.execute(
        "DELETE FROM sessions WHERE user_id = %s AND expires_at < %s", [user_id, now]
    )
    connection.execute(
        "INSERT INTO sessions (token_hash, user_id, created_at, expires_at)"
        " VALUES (%s, %s, %s, %s)",
        [digest(token), user_id, now, now + LIFETIME],
    )
    return token


def find_session_user(connection: "Connection", token: str) -> int | None:
    """Return the user whose live session this is, None when there is no such session."""
    row = connection.execute(
        "SELECT user_id FROM sessions JOIN users ON users.id = sessions.user_id"
        " WHERE token_hash = %s AND expires_at > %s AND users.is_active",
        [digest(token), clock.now()],
    ).fetchone()
    return None if row is None else int(row[0])


def revoke_session(connection: "Connection", token: str) -> None:
    """End the session; nothing happens when there is none."""
    connection.execute("DELETE FROM sessions WHERE token_hash = %s", [digest(token)])
