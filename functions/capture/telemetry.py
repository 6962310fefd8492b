"""Accepts logs, metrics and traces of SDKs, which nothing here shows yet, and drops them.

    EdgeRequest --token--> 200 in the form of OTLP, nothing stored

SDKs whose switches are on send them anyway, and complain in the console about every other answer
(sdk-protocol 3.5). Why they are not stored: docs/decisions.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from shared.access.project_tokens import bearer_token, check_token, find_team
from shared.errors import TooLargeError
from shared.http.body import MAX_BODY_BYTES
from shared.http.exchange import EdgeAnswer, json_answer

if TYPE_CHECKING:
    from shared.http.exchange import EdgeRequest

PATHS: Final = ("/i/v1/logs", "/i/v1/metrics", "/i/v1/traces")
PROTOBUF: Final = "application/x-protobuf"

_logger: Final = logging.getLogger(__name__)


def handle_telemetry(request: EdgeRequest) -> EdgeAnswer:
    """Answer 200 to a project's request; its body, JSON or protobuf, is not looked at.

    Browsers name the project in the query, servers in a header.
    """
    if len(request.body) > MAX_BODY_BYTES:
        raise TooLargeError(f"The body is larger than {MAX_BODY_BYTES} bytes.")
    token = request.query.get("token") or bearer_token(request.headers)
    team = find_team(check_token(token))
    _logger.info(
        "telemetry dropped",
        extra={
            "team_id": team.team_id if team else None,
            "path": request.path,
            "bytes": len(request.body),
        },
    )
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == PROTOBUF:
        return EdgeAnswer(status=200, content_type=PROTOBUF, body="")  # an empty message
    return json_answer({})
