"""The two cookies of a signed-in browser: the session, and the token that guards against forgery.

Source: names and ages of PostHog's (application-api 3.1), the ``__Host-`` prefix where TLS allows.
"""

import secrets
from typing import Final

from aws_lambda_powertools.shared.cookies import Cookie, SameSite

from shared.http.request import is_secure, session_cookie_name

CSRF_COOKIE: Final = "posthog_csrftoken"
SESSION_SECONDS: Final = 14 * 24 * 3600


def session_cookies(token: str) -> list[Cookie]:
    """Return the cookies that sign a browser in; scripts can read only the CSRF token."""
    csrf_token = secrets.token_urlsafe(32)
    return [
        _cookie(session_cookie_name(), token, seconds=SESSION_SECONDS, is_hidden=True),
        _cookie(CSRF_COOKIE, csrf_token, seconds=SESSION_SECONDS, is_hidden=False),
    ]


def expired_cookies() -> list[Cookie]:
    """Return the cookies that sign a browser out."""
    return [
        _cookie(session_cookie_name(), "", seconds=0, is_hidden=True),
        _cookie(CSRF_COOKIE, "", seconds=0, is_hidden=False),
    ]


def _cookie(name: str, value: str, *, seconds: int, is_hidden: bool) -> Cookie:
    return Cookie(
        name=name,
        value=value,
        path="/",
        secure=is_secure(),
        http_only=is_hidden,
        max_age=seconds,
        same_site=SameSite.LAX_MODE,
    )
