"""What a project knows of its events: names, when they were seen, what members say of them."""

from typing import TYPE_CHECKING, Final
from uuid import UUID

from shared.access.current import admission
from shared.domain.event_definitions.change import (
    change_event_definition,
    create_event_definition,
    remove_event_definition,
)
from shared.domain.event_definitions.models import (
    EventDefinition,
    EventDefinitionChange,
    NewEventDefinition,
)
from shared.domain.event_definitions.repository import (
    DEFAULT_ORDER,
    ORDERS,
    EventFilter,
    count_event_definitions,
    get_event_definition,
    list_event_definitions,
)
from shared.errors import InvalidRequestError
from shared.http.filters import read_flag, read_list, read_patterns
from shared.http.pages import Page, page_of, read_window
from shared.http.request import current_request
from shared.http.routes import Routes
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping

ROUTES = Routes(tag="event_definitions")
ALL: Final = (
    "/api/projects/<project_id>/event_definitions/",
    "/api/environments/<project_id>/event_definitions/",
)
ONE: Final = tuple(path + "<definition_id>/" for path in ALL)
IS_OWN: Final = {"event_custom": True, "event_posthog": False}  # of ``event_type``


@ROUTES.get(*ALL, operation="event_definition:read")
def list_definitions_of_events() -> Page[EventDefinition]:
    """List events; ``search``, ``event_type``, ``names``, ``tags`` and ``verified`` choose some."""
    request = current_request()
    window = read_window(request)
    order = request.query.get("ordering") or DEFAULT_ORDER
    if order not in ORDERS:
        raise InvalidRequestError("Events are not listed in this order.", attr="ordering")
    only = _read_filter(request.query)
    with transaction() as connection:
        count = count_event_definitions(connection, admission().team_id, only=only)
        found = list_event_definitions(
            connection,
            admission().team_id,
            only=only,
            order=order,
            limit=window.limit,
            offset=window.offset,
        )
    return page_of(request, window, count=count, results=found)


@ROUTES.post(*ALL, operation="event_definition:write", status=201)
def add_event_definition(new: NewEventDefinition) -> EventDefinition:
    """Write an event down before it is sent."""
    with transaction() as connection:
        return create_event_definition(
            connection, admission().team_id, new, user_id=admission().user_id
        )


@ROUTES.get(*ONE, operation="event_definition:read")
def read_event_definition(definition_id: UUID) -> EventDefinition:
    """Return an event."""
    with transaction() as connection:
        return get_event_definition(connection, admission().team_id, definition_id)


@ROUTES.patch(*ONE, operation="event_definition:write")
def edit_event_definition(definition_id: UUID, change: EventDefinitionChange) -> EventDefinition:
    """Change what members say of an event; what is not sent stays."""
    with transaction() as connection:
        return change_event_definition(
            connection, admission().team_id, definition_id, change, user_id=admission().user_id
        )


@ROUTES.delete(*ONE, operation="event_definition:write")
def forget_event_definition(definition_id: UUID) -> None:
    """Forget an event; it is known again once one is sent."""
    with transaction() as connection:
        remove_event_definition(
            connection, admission().team_id, definition_id, user_id=admission().user_id
        )


def _read_filter(query: "Mapping[str, str]") -> EventFilter:
    hidden = False if read_flag(query, "exclude_hidden") else read_flag(query, "hidden")
    return EventFilter(
        patterns=read_patterns(query),
        names=read_list(query, "names"),
        is_own=IS_OWN.get(query.get("event_type", "")),
        verified=read_flag(query, "verified"),
        hidden=hidden,
        tags=read_list(query, "tags") or (),
    )
