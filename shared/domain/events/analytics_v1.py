"""Reads requests of analytics v1, whose events come out as v0 would have sent them.

    {created_at, batch: [{event, uuid, distinct_id, options, ...}]} --read_v1--> EventRequest

So there is one pipeline and one set of rules for both. What SDKs lifted out of the properties goes
back into them, and what headers say of the request takes the place of fields of the body. Source:
PostHog ``rust/capture``, ``v1/analytics`` (sdk-protocol 3.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import TYPE_CHECKING, Final
from uuid import UUID

from shared.access.project_tokens import check_token
from shared.domain.events.event_request import EventRequest
from shared.domain.events.rules import ANALYTICS_V1, read_rfc3339
from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from shared.domain.events.event_request import Sent
    from shared.json import Json

PATH: Final = ANALYTICS_V1
TIMESTAMP_HEADER: Final = "posthog-request-timestamp"
LIBRARY_HEADER: Final = "posthog-sdk-info"
HEADERS: Final = (TIMESTAMP_HEADER, LIBRARY_HEADER)
PROCESS_PERSON: Final = "$process_person_profile"
_LIFTED: Final = {"session_id": "$session_id", "window_id": "$window_id"}
_OPTIONS: Final[Mapping[str, tuple[str, type[bool] | type[str]]]] = {
    "cookieless_mode": ("$cookieless_mode", bool),
    "disable_skew_correction": ("$ignore_sent_at", bool),
    "disable_skew_adjustment": ("$ignore_sent_at", bool),
    "process_person_profile": (PROCESS_PERSON, bool),
    "product_tour_id": ("$product_tour_id", str),
}
# What SDKs send when they have no id; compared trimmed and in lower case (sdk-protocol 4.2 b).
_NOBODY: Final = frozenset(
    {
        *("0", "00000000-0000-0000-0000-000000000000", "[object object]", "anonymous"),
        *("anonymous-user", "backend", "distinct_id", "distinctid", "email", "false", "guest"),
        *("id", "nan", "none", "not_authenticated", "null", "system", "true", "undefined", "user"),
    }
)


def read_v1(sent: Sent) -> EventRequest:
    """Return what a request holds; ``uuid`` of every event is in the form that results name it.

    UnauthenticatedError for a token that cannot be one, InvalidRequestError when the batch as a
    whole cannot be read: then no event could be named in a result.
    """
    token = check_token(sent.token)
    root, batch = _read_batch(sent.value)
    _check_uuids(batch)
    library = _library(sent.headers.get(LIBRARY_HEADER, ""))
    sent_at = read_rfc3339(sent.headers.get(TIMESTAMP_HEADER))
    return EventRequest(
        token=token,
        sent_at=None if sent_at is None else sent_at.astimezone(UTC),
        historical=root.get("historical_migration") is True,
        events=tuple(_to_raw(event, library) for event in batch),
        malformed=0,
    )


def is_nobody(event: Mapping[str, Json]) -> bool:
    """Whether the distinct id of an event stands for no one: its person is not processed."""
    value = event.get("distinct_id")
    return isinstance(value, str) and value.strip().lower() in _NOBODY


def _read_batch(value: Json) -> tuple[Mapping[str, Json], list[Mapping[str, Json]]]:
    if not isinstance(value, Mapping) or not isinstance(value.get("batch"), list):
        raise InvalidRequestError("The body is not an object with a batch.", code="invalid_body")
    elements = value["batch"]
    if not elements or not isinstance(elements, list):
        raise InvalidRequestError("The request holds no events.", code="empty_batch")
    if value.get("created_at") is not None and read_rfc3339(value["created_at"]) is None:
        raise InvalidRequestError(
            "created_at is not a time in the form of RFC 3339.", code="invalid_created_at"
        )
    events = [element for element in elements if isinstance(element, Mapping)]
    if len(events) < len(elements):
        raise InvalidRequestError("An element is not an event.", code="invalid_batch")
    return value, events


def _check_uuids(events: list[Mapping[str, Json]]) -> None:
    """Raise InvalidRequestError unless every event has a uuid that no other has."""
    if len({_uuid_of(event) for event in events}) < len(events):
        raise InvalidRequestError("Two events have the same uuid.", code="duplicate_uuid")


def _uuid_of(event: Mapping[str, Json]) -> UUID:
    text = event.get("uuid")
    if not text:
        raise InvalidRequestError("An event has no uuid.", code="missing_uuid")
    try:
        return UUID(text if isinstance(text, str) else "")
    except ValueError as error:
        raise InvalidRequestError("A uuid is not one.", code="invalid_uuid") from error


def _library(text: str) -> dict[str, Json]:
    """Return the properties that name an SDK; ``text`` is like ``posthog-python/7.91.1``."""
    name, _, version = text.strip().partition("/")
    found: dict[str, Json] = {"$lib": name, "$lib_version": version}
    return {key: value for key, value in found.items() if value}


def _to_raw(event: Mapping[str, Json], library: Mapping[str, Json]) -> dict[str, Json]:
    """Return the event as v0 sends it; options that are not readable stay, for the rules to see."""
    raw = dict(event)
    properties = raw.get("properties")
    if properties is not None and not isinstance(properties, dict):
        return raw
    options = _read_options(raw.get("options"))
    if options is not None:
        raw.pop("options", None)
    whole: dict[str, Json] = dict(library)
    whole.update(properties or {})
    whole.update({name: raw.pop(key) for key, name in _LIFTED.items() if key in raw})
    whole.update(options or {})
    if is_nobody(event):
        whole[PROCESS_PERSON] = False
    raw["properties"] = whole
    return raw


def _read_options(options: Json) -> dict[str, Json] | None:
    """Return the options as the properties that they were, None when one has a wrong type."""
    if options is None:
        return {}
    if not isinstance(options, dict):
        return None
    found: dict[str, Json] = {}
    for name, (key, kind) in _OPTIONS.items():
        value = options.get(name)
        if value is None:
            continue
        if not isinstance(value, kind):
            return None
        found[key] = value
    return found
