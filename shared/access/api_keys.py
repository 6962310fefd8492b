"""Personal API keys: issue, find, list, revoke. Only the digest of a key is kept.

Who may do this is decided elsewhere; here every statement is limited to one user.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from psycopg.rows import class_row

from shared import clock, ids
from shared.access.digests import digest
from shared.access.permissions import KeyGrant
from shared.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from psycopg import Connection

PREFIX: Final = "phx_"
USE_PRECISION: Final = timedelta(hours=1)  # how often last_used_at is worth a write
COLUMNS: Final = (
    "id, user_id, label, mask_value, scopes, scoped_teams, scoped_organizations,"
    " created_at, last_used_at"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredKey:
    """A key as PostgreSQL knows it; ``mask_value`` shows its ends only."""

    id: "UUID"
    user_id: int
    label: str
    mask_value: str
    scopes: "list[str]"
    scoped_teams: "list[int]"
    scoped_organizations: "list[UUID]"
    created_at: datetime
    last_used_at: datetime | None

    def grant(self) -> KeyGrant:
        """Return what the key allows."""
        return KeyGrant(
            key_id=self.id,
            scopes=frozenset(self.scopes),
            teams=frozenset(self.scoped_teams),
            organizations=frozenset(self.scoped_organizations),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class IssuedKey:
    """A key that was just made, with the value that nobody can read again."""

    stored: StoredKey
    value: str


def issue_key(
    connection: "Connection",
    user_id: int,
    *,
    label: str,
    scopes: "Sequence[str]",
    teams: "Sequence[int]",
    organizations: "Sequence[UUID]",
) -> IssuedKey:
    """Store a new key of this user and return it with its value."""
    value = ids.personal_api_key()
    with connection.cursor(row_factory=class_row(StoredKey)) as cursor:
        stored = cursor.execute(
            "INSERT INTO personal_api_keys"
            " (id, user_id, label, key_hash, mask_value, scopes, scoped_teams,"
            " scoped_organizations, created_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING " + COLUMNS,
            [
                *(ids.uuid7(), user_id, label, digest(value), f"{PREFIX}...{value[-4:]}"),
                *(list(scopes), list(teams), list(organizations), clock.now()),
            ],
        ).fetchone()
    if stored is None:
        raise NotFoundError("The key was not stored.")
    return IssuedKey(stored=stored, value=value)


def find_key(connection: "Connection", value: str) -> StoredKey | None:
    """Return the key whose value this is and note its use; None when there is no such key."""
    if not value.startswith(PREFIX):
        return None
    with connection.cursor(row_factory=class_row(StoredKey)) as cursor:
        found = cursor.execute(
            "SELECT " + COLUMNS + " FROM personal_api_keys"
            " WHERE key_hash = %s AND user_id IN (SELECT id FROM users WHERE is_active)",
            [digest(value)],
        ).fetchone()
    if found is not None:
        _note_use(connection, found)
    return found


def list_keys(connection: "Connection", user_id: int) -> list[StoredKey]:
    """Return the keys of a user, newest first."""
    with connection.cursor(row_factory=class_row(StoredKey)) as cursor:
        return cursor.execute(
            "SELECT " + COLUMNS + " FROM personal_api_keys"
            " WHERE user_id = %s ORDER BY created_at DESC, id DESC",
            [user_id],
        ).fetchall()


def revoke_key(connection: "Connection", user_id: int, key_id: "UUID") -> StoredKey:
    """Delete a key of this user and return what it was; NotFoundError when there is none."""
    with connection.cursor(row_factory=class_row(StoredKey)) as cursor:
        revoked = cursor.execute(
            "DELETE FROM personal_api_keys WHERE user_id = %s AND id = %s RETURNING " + COLUMNS,
            [user_id, key_id],
        ).fetchone()
    if revoked is None:
        raise NotFoundError("This personal API key was not found.")
    return revoked


def _note_use(connection: "Connection", key: StoredKey) -> None:
    now = clock.now()
    if key.last_used_at is None or now - key.last_used_at > USE_PRECISION:
        connection.execute(
            "UPDATE personal_api_keys SET last_used_at = %s WHERE id = %s", [now, key.id]
        )
