"""Sends one event a minute the way that SDKs do: through the public address.

    snapshot --token of the canary's project--> POST /batch/ --> {"sent": uuid}

It stands outside of the private network, which has no way to the public address.
"""

from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import orjson

from shared import clock, settings, snapshot
from shared.domain.canary.arrival import event_of
from shared.domain.canary.project import TEAM_ID
from shared.logs import facts_of, logger

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS: Final = 10.0
PATH: Final = "/batch/"

_log = logger("canary")


def handle(_event: "Mapping[str, object]", _context: object) -> dict[str, object]:
    """Return whether the event was accepted. When it was not, ``check`` finds it missing."""
    token = _token()
    address = settings.current().site_url
    if token is None or not address:
        return {"sent": False}
    try:
        status = _post(address, {"api_key": token, "batch": [event_of(clock.now())]})
    except (OSError, HTTPException) as error:
        _log.error("canary not sent", extra=facts_of(error))
        return {"sent": False}
    if status != 200:
        _log.error("canary not accepted", extra={"status": status})
    return {"sent": status == 200}


def _token() -> str | None:
    """Return the token of the project, None before it was published."""
    published = snapshot.current()
    teams = published.teams.values() if published else ()
    return next((team.token for team in teams if team.team_id == TEAM_ID), None)


def _post(address: str, content: object) -> int:
    parts = urlsplit(address)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.netloc, timeout=SECONDS)
    try:
        body = orjson.dumps(content)
        connection.request("POST", PATH, body, {"Content-Type": "application/json"})
        return connection.getresponse().status
    finally:
        connection.close()
