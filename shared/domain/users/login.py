"""Signing in: the right password within a limited number of tries.

Source of the codes: PostHog's login (application-api 3.3). An unknown address and a wrong password
give the same answer after the same work.
"""

from typing import TYPE_CHECKING, Final

from shared.access.digests import digest
from shared.access.passwords import matches
from shared.domain.users.repository import find_user_by_email
from shared.errors import ForbiddenError, InvalidRequestError
from shared.postgres.transaction import transaction
from shared.valkey import limits
from shared.valkey.limits import MINUTE, Limit

if TYPE_CHECKING:
    from shared.domain.users.models import Login

FROM_ONE_ADDRESS: Final = Limit(name="failed_logins", uses=10, seconds=15 * MINUTE)
FROM_ANYWHERE: Final = Limit(name="failed_logins_anywhere", uses=100, seconds=15 * MINUTE)


def check_login(login: "Login", *, ip: str) -> int:
    """Return the id of the user whose e-mail and password these are.

    InvalidRequestError ``invalid_credentials`` when they are not; ForbiddenError
    ``too_many_failed_attempts`` when that happened too often.
    """
    account = digest(login.email.strip().lower()).hex()
    counters = ((FROM_ONE_ADDRESS, f"{account}:{ip}"), (FROM_ANYWHERE, account))
    if any(limits.is_exhausted(limit, subject) for limit, subject in counters):
        raise ForbiddenError(
            "Too many failed login attempts. Please try again later.",
            code="too_many_failed_attempts",
        )
    with transaction() as connection:
        user = find_user_by_email(connection, login.email.strip())
    if not matches(login.password, None if user is None else user.password_hash) or user is None:
        for limit, subject in counters:
            limits.use(limit, subject)
        raise InvalidRequestError("Invalid email or password.", code="invalid_credentials")
    limits.forget(*counters[0])
    return user.id
