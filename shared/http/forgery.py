"""Refuses unsafe requests that another site made a browser send with its cookies.

Two checks: the ``Origin`` of a browser's request must be ours, and a request that lives from a
session must repeat the CSRF cookie in a header, which only our own scripts can read.
Requests with an API key carry no ambient credential and need neither.
"""

import hmac
from typing import Final
from urllib.parse import urlsplit

from shared.errors import ForbiddenError
from shared.http.cookies import CSRF_COOKIE
from shared.http.request import UNSAFE_METHODS, Request, site_url

CSRF_HEADER: Final = "x-csrftoken"


def check_forgery(request: Request, *, is_public: bool) -> None:
    """Raise ForbiddenError when an unsafe request is not provably from our own pages.

    A public operation (sign up, log in) takes no session, so only its origin is checked.
    """
    if request.method not in UNSAFE_METHODS or request.api_key is not None:
        return
    if not _is_own_origin(request):
        raise ForbiddenError("CSRF Failed: Origin checking failed.")
    if not is_public and request.session is not None:
        _check_token(request)


def _is_own_origin(request: Request) -> bool:
    """A browser names the origin of every unsafe request; other clients name none."""
    origin = request.headers.get("origin")
    if origin is None:
        return True
    site = urlsplit(site_url(request))
    own_hosts = {site.netloc, request.headers.get("host", site.netloc)}
    return urlsplit(origin).netloc in own_hosts


def _check_token(request: Request) -> None:
    cookie = request.cookies.get(CSRF_COOKIE, "")
    header = request.headers.get(CSRF_HEADER, "")
    if not cookie or not hmac.compare_digest(cookie.encode(), header.encode()):
        raise ForbiddenError("CSRF Failed: CSRF token missing or incorrect.")
