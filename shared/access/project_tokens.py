"""Checks project tokens: the public keys by which SDKs name the project they send to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from shared import snapshot
from shared.errors import UnauthenticatedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.json import Json
    from shared.snapshot import SnapshotTeam

PERSONAL_KEY_PREFIX: Final = "phx_"
_TOKEN: Final = re.compile(r"[\x21-\x7e]{1,64}")


def check_token(token: Json) -> str:
    """Return a token without the space around it; UnauthenticatedError when it cannot be one."""
    if not isinstance(token, str) or not token.strip():
        raise UnauthenticatedError("The request names no project token.", code="missing_api_key")
    token = token.strip()
    if token.startswith(PERSONAL_KEY_PREFIX):
        raise UnauthenticatedError(
            "A personal API key was sent where the project token belongs.", code="personal_api_key"
        )
    if not _TOKEN.fullmatch(token):
        raise UnauthenticatedError("The project token is malformed.", code="invalid_api_key")
    return token


def bearer_token(headers: Mapping[str, str]) -> str:
    """Return what the Authorization header presents, empty when it presents nothing."""
    scheme, _, credential = headers.get("authorization", "").strip().partition(" ")
    return credential.strip() if scheme.lower() == "bearer" else ""


def find_team(token: str) -> SnapshotTeam | None:
    """Return the project of a token, None when no snapshot could be read to say whose it is.

    UnauthenticatedError when a fresh snapshot does not know the token.
    """
    resolution = snapshot.resolve(token)
    if resolution.is_known == "unknown":
        raise UnauthenticatedError("No project has this token.", code="invalid_api_key")
    return resolution.team
