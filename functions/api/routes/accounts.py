"""Signing up, in and out. These are public: whoever calls them is nobody yet."""

from typing import TYPE_CHECKING

from aws_lambda_powertools.event_handler import Response

from shared.access import sessions
from shared.domain.teams.publish import publish_snapshot
from shared.domain.users.login import check_login
from shared.domain.users.models import Done, Login, Signup, User
from shared.domain.users.profile import read_profile
from shared.domain.users.repository import note_login
from shared.domain.users.signup import check_and_hash, sign_up
from shared.http.cookies import expired_cookies, session_cookies
from shared.http.problems import JSON
from shared.http.request import current_request
from shared.http.routes import Routes
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from psycopg import Connection

ROUTES = Routes(tag="accounts")


@ROUTES.post("/api/signup/", operation=None, status=201)
def sign_up_user(signup: Signup) -> Response[User]:
    """Create an account, its organization and a first project, and sign the browser in."""
    password_hash = check_and_hash(signup)
    with transaction() as connection:
        user_id = sign_up(connection, signup, password_hash=password_hash)
        token = sessions.issue_session(connection, user_id)
    publish_snapshot()
    with transaction() as connection:
        user = read_profile(connection, user_id)
    return Response(status_code=201, content_type=JSON, body=user, cookies=session_cookies(token))


@ROUTES.post("/api/login/", operation=None)
def log_in(login: Login) -> Response[Done]:
    """Sign the browser in; a session it already has ends."""
    user_id = check_login(login, ip=current_request().ip)
    with transaction() as connection:
        _end_session(connection)
        note_login(connection, user_id)
        token = sessions.issue_session(connection, user_id)
    return Response(
        status_code=200, content_type=JSON, body=Done(success=True), cookies=session_cookies(token)
    )


@ROUTES.post("/logout/", operation=None)
def log_out() -> Response[Done]:
    """Sign the browser out."""
    with transaction() as connection:
        _end_session(connection)
    return Response(
        status_code=200, content_type=JSON, body=Done(success=True), cookies=expired_cookies()
    )


@ROUTES.get("/logout/", operation=None)
def leave() -> Response[None]:
    """Sign the browser out and lead it to the start page."""
    with transaction() as connection:
        _end_session(connection)
    return Response(status_code=302, headers={"Location": "/"}, cookies=expired_cookies())


def _end_session(connection: "Connection") -> None:
    session = current_request().session
    if session is not None:
        sessions.revoke_session(connection, session)
