"""Values to suggest for properties of events and persons, from what was summed up."""

from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict

from shared.access.current import admission
from shared.domain.groups.repository import list_group_types
from shared.domain.property_definitions.taxonomy import find_events_with
from shared.domain.property_values.read import ValueKind, find_values, group_property
from shared.errors import InvalidRequestError
from shared.http.filters import read_text
from shared.http.request import current_request
from shared.http.routes import Routes
from shared.postgres.transaction import transaction
from shared.valkey import limits

if TYPE_CHECKING:
    from collections.abc import Mapping

ROUTES = Routes(tag="values")
ROOTS: Final = ("/api/projects/<project_id>/", "/api/environments/<project_id>/")


class Suggestion(BaseModel):
    """One value of a property."""

    model_config = ConfigDict(frozen=True)

    name: str


@ROUTES.get(*(root + "events/values/" for root in ROOTS), operation="property_value:read")
def list_values_of_events() -> list[Suggestion]:
    """List values of the property ``key``; ``value`` is part of them, ``event_name`` has it."""
    query = current_request().query
    _count()
    event = read_text(query, "event_name")
    if event and not _has(event, _read_key(query)):
        return []
    return _suggest("event", query)


@ROUTES.get(*(root + "persons/values/" for root in ROOTS), operation="person_value:read")
def list_values_of_persons() -> list[Suggestion]:
    """List values of the persons' property ``key``; ``value`` is part of them."""
    _count()
    return _suggest("person", current_request().query)


@ROUTES.get(*(root + "groups/property_values/" for root in ROOTS), operation="group_value:read")
def list_values_of_groups() -> list[Suggestion]:
    """List values of the property ``key`` of groups of a type; ``value`` is part of them."""
    query = current_request().query
    _count()
    name = group_property(_read_group_type(query), _read_key(query))
    return _find("group", name, query)


def _suggest(kind: ValueKind, query: "Mapping[str, str]") -> list[Suggestion]:
    return _find(kind, _read_key(query), query)


def _find(kind: ValueKind, name: str, query: "Mapping[str, str]") -> list[Suggestion]:
    found = find_values(
        admission().team_id, kind=kind, name=name, contains=read_text(query, "value")
    )
    return [Suggestion(name=value) for value in found]


def _read_group_type(query: "Mapping[str, str]") -> str:
    text = query.get("group_type_index", "")
    with transaction() as connection:
        types = list_group_types(connection, admission().team_id)
    if text not in {str(index) for index in range(len(types))}:
        raise InvalidRequestError("There is no such type of groups.", attr="group_type_index")
    return types[int(text)]


def _read_key(query: "Mapping[str, str]") -> str:
    key = read_text(query, "key")
    if not key:
        raise InvalidRequestError("You must provide a key.", code="required", attr="key")
    return key


def _has(event: str, name: str) -> bool:
    with transaction() as connection:
        return bool(find_events_with(connection, admission().team_id, events=[event], name=name))


def _count() -> None:
    key = admission().caller.key
    if key is not None:
        limits.count_values(key.key_id)
