"""Reads the shape of a request: whose it is, when it was sent, and which events it holds.

    Sent, by its path --read_request--> EventRequest: token, events in the order sent

Some paths have a protocol of their own (READERS). On all others three shapes mean the same: an
array of events, an object with a ``batch``, a single event. Source: PostHog's capture,
``rust/capture/src/token.rs`` and its request payloads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeGuard

from shared.access.project_tokens import check_token
from shared.domain.events import ai_parts, analytics_v1
from shared.domain.events.event_request import EventRequest, Sent
from shared.errors import InvalidRequestError, UnauthenticatedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.http.body import Decoded
    from shared.json import Json

RECORDINGS_PATH: Final = "/s"
_ROOT_TOKENS: Final = ("api_key", "token")
_EVENT_TOKENS: Final = ("api_key", "token", "$token")


READERS: Final[Mapping[str, Callable[[Sent], EventRequest]]] = {
    analytics_v1.PATH: analytics_v1.read_v1,
    ai_parts.PATH: ai_parts.read_ai,
}
"""The protocols that have paths of their own; their requests name the project in a header."""


def read_request(
    decoded: Decoded, *, path: str, token: str = "", headers: Mapping[str, str] | None = None
) -> EventRequest:
    """Return what a decoded request holds; ``token`` and ``headers`` are those beside the body.

    UnauthenticatedError when it does not name exactly one well-formed token, InvalidRequestError
    when it holds no events.
    """
    place = path.rstrip("/")
    sent = Sent(
        value=decoded.value,
        path=place,
        sent_at=decoded.sent_at,
        token=token,
        headers=headers or {},
    )
    return READERS.get(place, _read_v0)(sent)


def _read_v0(sent: Sent) -> EventRequest:
    root, elements = _read_shape(sent.value)
    if not elements:
        raise InvalidRequestError("The request holds no events.", code="empty_batch")
    events = tuple([element for element in elements if isinstance(element, dict)])
    return EventRequest(
        token=_find_token(root, events),
        sent_at=_find_sent_at(root, events, sent.path) or sent.sent_at,
        historical=root.get("historical_migration") is True,
        events=events,
        malformed=len(elements) - len(events),
    )


def _read_shape(value: Json) -> tuple[Mapping[str, Json], Sequence[Json]]:
    """Return the object around the batch, empty when there is none, and the elements."""
    if isinstance(value, Mapping):
        if "batch" not in value:
            return {}, [value]
        batch = value["batch"]
        if _is_array(batch):
            return value, batch
        raise InvalidRequestError("The batch is not an array.", code="invalid_batch", attr="batch")
    if _is_array(value):
        return {}, value
    raise InvalidRequestError(
        "The body is neither an object nor an array of events.", code="invalid_body"
    )


def _is_array(value: Json) -> TypeGuard[Sequence[Json]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _find_token(root: Mapping[str, Json], events: tuple[Mapping[str, Json], ...]) -> str:
    for field in _ROOT_TOKENS:
        if root.get(field):
            return check_token(root[field])
    tokens = {check_token(token) for event in events if (token := _event_token(event))}
    if len(tokens) > 1:
        raise UnauthenticatedError(
            "The events of the request name different project tokens.", code="conflicting_api_keys"
        )
    return check_token(next(iter(tokens), None))


def _event_token(event: Mapping[str, Json]) -> Json:
    for field in _EVENT_TOKENS:
        if event.get(field):
            return event[field]
    properties = event.get("properties")
    return properties.get("token") if isinstance(properties, Mapping) else None


def _find_sent_at(
    root: Mapping[str, Json], events: tuple[Mapping[str, Json], ...], path: str
) -> datetime | None:
    """Return when the batch says it was sent; recordings say it in every element instead."""
    is_recording = path == RECORDINGS_PATH
    source = events[0] if is_recording and events and not root else root
    text = source.get("sent_at")
    if not isinstance(text, str):
        return None
    try:
        sent_at = datetime.fromisoformat(text.strip())
        return (sent_at if sent_at.tzinfo else sent_at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
