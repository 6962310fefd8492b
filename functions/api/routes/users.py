"""The caller's own account."""

from shared.access.current import admission
from shared.domain.users.models import User, UserChange
from shared.domain.users.profile import change_profile, read_profile
from shared.http.routes import Routes
from shared.postgres.transaction import transaction

ROUTES = Routes(tag="users")


@ROUTES.get("/api/users/@me/", operation="user:read")
def read_me() -> User:
    """Return the caller."""
    with transaction() as connection:
        return read_profile(connection, admission().user_id)


@ROUTES.patch("/api/users/@me/", operation="user:update")
def change_me(change: UserChange) -> User:
    """Change the caller's name or address, or the organization and project they look at."""
    with transaction() as connection:
        change_profile(connection, admission().user_id, change)
        return read_profile(connection, admission().user_id)
