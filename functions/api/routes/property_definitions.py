"""What a project knows of the properties of its events, persons and groups."""

from typing import TYPE_CHECKING, Final
from uuid import UUID

from shared.access.current import admission
from shared.domain.property_definitions.change import (
    change_property_definition,
    remove_property_definition,
)
from shared.domain.property_definitions.models import PropertyDefinition, PropertyDefinitionChange
from shared.domain.property_definitions.repository import NOT_A_GROUP, PropertyKind
from shared.domain.property_definitions.taxonomy import (
    PropertyFilter,
    count_property_definitions,
    find_events_with,
    get_property_definition,
    list_property_definitions,
)
from shared.errors import InvalidRequestError
from shared.http.filters import read_flag, read_list, read_patterns, read_text
from shared.http.pages import Page, page_of, read_window
from shared.http.request import current_request
from shared.http.routes import Routes
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping

ROUTES = Routes(tag="property_definitions")
ALL: Final = (
    "/api/projects/<project_id>/property_definitions/",
    "/api/environments/<project_id>/property_definitions/",
)
ONE: Final = tuple(path + "<definition_id>/" for path in ALL)
KINDS: Final[dict[str, PropertyKind]] = {
    "event": "event",
    "person": "person",
    "group": "group",
    "session": "session",
}
GROUPS: Final = frozenset("01234")


@ROUTES.get(*ALL, operation="property_definition:read")
def list_definitions_of_properties() -> Page[PropertyDefinition]:
    """List properties of one ``type``; those of ``event_names`` come first."""
    request = current_request()
    window = read_window(request)
    only = _read_filter(request.query)
    with transaction() as connection:
        count = count_property_definitions(connection, admission().team_id, only=only)
        found = list_property_definitions(
            connection, admission().team_id, only=only, limit=window.limit, offset=window.offset
        )
    return page_of(request, window, count=count, results=found)


@ROUTES.get(*(path + "seen_together/" for path in ALL), operation="property_definition:read")
def read_seen_together() -> dict[str, bool]:
    """Return which of ``event_names`` have been seen with ``property_name``."""
    query = current_request().query
    events = read_list(query, "event_names") or ()
    with transaction() as connection:
        found = find_events_with(
            connection, admission().team_id, events=events, name=read_text(query, "property_name")
        )
    return {event: event in found for event in events}


@ROUTES.get(*ONE, operation="property_definition:read")
def read_property_definition(definition_id: UUID) -> PropertyDefinition:
    """Return a property."""
    with transaction() as connection:
        return get_property_definition(connection, admission().team_id, definition_id)


@ROUTES.patch(*ONE, operation="property_definition:write")
def edit_property_definition(
    definition_id: UUID, change: PropertyDefinitionChange
) -> PropertyDefinition:
    """Change what members say of a property; what is not sent stays."""
    with transaction() as connection:
        return change_property_definition(
            connection, admission().team_id, definition_id, change, user_id=admission().user_id
        )


@ROUTES.delete(*ONE, operation="property_definition:write")
def forget_property_definition(definition_id: UUID) -> None:
    """Forget a property; it is known again once one is sent."""
    with transaction() as connection:
        remove_property_definition(
            connection, admission().team_id, definition_id, user_id=admission().user_id
        )


def _read_filter(query: "Mapping[str, str]") -> PropertyFilter:
    kind = KINDS.get(query.get("type") or "event")
    if kind is None:
        raise InvalidRequestError("There are no properties of this type.", attr="type")
    hidden = False if read_flag(query, "exclude_hidden") else read_flag(query, "hidden")
    is_seen = read_flag(query, "is_seen_on_filtered_events")
    must_be_seen = True if read_flag(query, "filter_by_event_names") else is_seen
    events = read_list(query, "event_names")
    return PropertyFilter(
        kind=kind,
        group_type_index=_read_group(query) if kind == "group" else NOT_A_GROUP,
        patterns=read_patterns(query),
        names=read_list(query, "properties"),
        excluded=read_list(query, "excluded_properties") or (),
        events=events,
        is_seen=None if events is None else must_be_seen,
        is_flag=read_flag(query, "is_feature_flag"),
        is_numerical=read_flag(query, "is_numerical"),
        verified=read_flag(query, "verified"),
        hidden=hidden,
    )


def _read_group(query: "Mapping[str, str]") -> int:
    text = query.get("group_type_index", "")
    if text not in GROUPS:
        raise InvalidRequestError("A number from 0 to 4 is required.", attr="group_type_index")
    return int(text)
