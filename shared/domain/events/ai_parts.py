"""Reads the one event of a multipart request to ``/i/v0/ai``.

    parts ``event``, ``event.properties``, ``event.properties.<name>`` --read_ai--> EventRequest

Long inputs and outputs of models come as parts of their own, so that a client need not escape them
into JSON. Source: PostHog ``docs/ai-endpoint-parity.md`` (sdk-protocol 3.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import orjson

from shared.access.project_tokens import check_token
from shared.domain.events.event_request import EventRequest
from shared.errors import InvalidRequestError, TooLargeError

if TYPE_CHECKING:
    from shared.domain.events.event_request import Sent
    from shared.json import Json

PATH: Final = "/i/v0/ai"
PREFIX: Final = "$ai_"
LARGEST_EVENT: Final = 32 * 1024
LARGEST_PROPERTIES: Final = 960 * 1024
_EVENT: Final = "event"
_PROPERTIES: Final = "event.properties"
_ONE_PROPERTY: Final = "event.properties."


def read_ai(sent: Sent) -> EventRequest:
    """Return the event of a request.

    UnauthenticatedError for a token that cannot be one, InvalidRequestError when the parts are not
    an event of a model, TooLargeError for parts above their limits.
    """
    token = check_token(sent.token)
    parts = sent.value if isinstance(sent.value, dict) else {}
    event = _object_in(parts, _EVENT, LARGEST_EVENT)
    if event is None:
        raise InvalidRequestError("There is no part named event.", code="missing_event_part")
    properties = {
        **(_object_in(event, "properties", LARGEST_EVENT) or {}),
        **(_object_in(parts, _PROPERTIES, LARGEST_PROPERTIES) or {}),
        **_single_properties(parts),
    }
    _check_names(event, properties)
    whole: dict[str, Json] = {**event, "properties": properties}
    return EventRequest(
        token=token, sent_at=sent.sent_at, historical=False, events=(whole,), malformed=0
    )


def _object_in(parts: dict[str, Json], name: str, largest: int) -> dict[str, Json] | None:
    value = parts.get(name)
    if value is None:
        return None
    if not isinstance(value, dict):
        raise InvalidRequestError(f"{name} is not an object.", code="invalid_part", attr=name)
    if _size(value) > largest:
        raise TooLargeError(f"{name} is larger than {largest} bytes.", attr=name)
    return value


def _size(value: Json) -> int:
    try:
        return len(orjson.dumps(value))
    except orjson.JSONEncodeError as error:
        raise InvalidRequestError("A part is nested too deep.", code="invalid_part") from error


def _single_properties(parts: dict[str, Json]) -> dict[str, Json]:
    return {
        name.removeprefix(_ONE_PROPERTY): value
        for name, value in parts.items()
        if name.startswith(_ONE_PROPERTY) and name != _ONE_PROPERTY
    }


def _check_names(event: dict[str, Json], properties: dict[str, Json]) -> None:
    name = event.get("event")
    if not isinstance(name, str) or not name.startswith(PREFIX):
        raise InvalidRequestError(f"The name of the event does not start with {PREFIX}.")
    if not properties.get("$ai_model"):
        raise InvalidRequestError("The event does not say $ai_model.", code="missing_ai_model")
