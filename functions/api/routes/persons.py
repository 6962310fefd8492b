"""Persons: who they are now, and what members do to them (application-api 5)."""

from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from shared.access.current import admission
from shared.domain.activity.models import LoggedActivity
from shared.domain.activity.repository import ActivityFilter, count_activities, list_activities
from shared.domain.persons.change import (
    SCOPE,
    Author,
    change_person,
    delete_persons,
    split_person,
    tell,
)
from shared.domain.persons.conditions import read_conditions
from shared.domain.persons.models import (
    BulkDeletion,
    Deleted,
    NewProperty,
    Person,
    PersonChange,
    Split,
    Success,
    UnwantedProperty,
)
from shared.domain.persons.search import (
    PersonFilter,
    count_persons,
    find_persons,
    get_person,
    list_persons,
)
from shared.errors import InvalidRequestError
from shared.http.pages import Page, page_of, read_window
from shared.http.request import Request, current_request
from shared.http.routes import Routes
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import JsonValue

ROUTES = Routes(tag="persons")
ROOTS: Final = (
    "/api/projects/<project_id>/persons/",
    "/api/environments/<project_id>/persons/",
)
ONE: Final = tuple(root + "<person_id>/" for root in ROOTS)
TRUE: Final = frozenset({"true", "1"})


@ROUTES.get(*ROOTS, operation="person:read")
def list_people() -> Page[Person]:
    """List persons, newest first; ``search``, ``email``, ``distinct_id``, ``properties`` choose."""
    request = current_request()
    window = read_window(request)
    only, team_id = _read_filter(request), admission().team_id
    with transaction() as connection:
        count = count_persons(connection, team_id, only=only)
        found = list_persons(
            connection, team_id, only=only, limit=window.limit, offset=window.offset
        )
    return page_of(request, window, count=count, results=found)


@ROUTES.post(*(root + "bulk_delete/" for root in ROOTS), operation="person:delete", status=202)
def delete_people(deletion: BulkDeletion) -> Deleted:
    """Delete up to 1,000 persons by id or distinct id, as deleting each of them would."""
    if not deletion.ids and not deletion.distinct_ids:
        raise InvalidRequestError("You need to specify either distinct_ids or ids.")
    with transaction() as connection:
        found = find_persons(
            connection,
            admission().team_id,
            ids=deletion.ids,
            distinct_ids=deletion.distinct_ids,
        )
        batch = delete_persons(
            connection,
            admission().team_id,
            found,
            events=deletion.delete_events,
            recordings=deletion.delete_recordings,
            author=_author(),
        )
    tell(batch)
    return Deleted(
        persons_found=len(found),
        persons_deleted=len(found),
        events_queued_for_deletion=deletion.delete_events,
        recordings_queued_for_deletion=deletion.delete_recordings,
    )


@ROUTES.get(*ONE, operation="person:read")
def read_person(person_id: str) -> Person:
    """Return a person by id or by one of their distinct ids."""
    with transaction() as connection:
        return get_person(connection, admission().team_id, unquote(person_id))


@ROUTES.route("PATCH", ONE, operation="person:update", status=202)
def update_person(person_id: str, change: PersonChange) -> Person:
    """Set properties of a person; those that are not sent stay as they are."""
    return _change(person_id, set_=change.properties)


@ROUTES.post(*(path + "update_property/" for path in ONE), operation="person:update", status=202)
def set_property(person_id: str, new: NewProperty) -> Person:
    """Set one property of a person."""
    return _change(person_id, set_={new.key: new.value})


@ROUTES.post(*(path + "delete_property/" for path in ONE), operation="person:update", status=201)
def delete_property(person_id: str, unwanted: UnwantedProperty) -> Person:
    """Delete one property of a person, as ``$unset`` would."""
    return _change(person_id, unset=(unwanted.unset,))


@ROUTES.delete(*ONE, operation="person:delete", status=202)
def delete_person(person_id: str) -> None:
    """Delete a person; ``delete_events`` and ``delete_recordings`` ask for these to go too.

    Whoever is seen again under one of the distinct ids is somebody new.
    """
    query = current_request().query
    with transaction() as connection:
        person = get_person(connection, admission().team_id, unquote(person_id))
        batch = delete_persons(
            connection,
            admission().team_id,
            [person],
            events=query.get("delete_events", "").lower() in TRUE,
            recordings=query.get("delete_recordings", "").lower() in TRUE,
            author=_author(),
        )
    tell(batch)


@ROUTES.post(*(path + "split/" for path in ONE), operation="person:split", status=201)
def split_one(person_id: str, split: Split) -> Success:
    """Make each distinct id of a person a person of its own, with what was said of it."""
    with transaction() as connection:
        person = get_person(connection, admission().team_id, unquote(person_id))
        batch = split_person(
            connection,
            admission().team_id,
            person,
            main=split.main_distinct_id,
            author=_author(),
        )
    tell(batch)
    return Success(success=True)


@ROUTES.get(*(path + "activity/" for path in ONE), operation="activity_log:read")
def list_person_activity(person_id: str) -> Page[LoggedActivity]:
    """List what members did to a person, newest first; also after the person was deleted."""
    request = current_request()
    window = read_window(request)
    only = ActivityFilter(scope=SCOPE, item_id=person_id)
    with transaction() as connection:
        count = count_activities(connection, admission().team_id, only=only)
        rows = list_activities(
            connection, admission().team_id, only=only, limit=window.limit, offset=window.offset
        )
    return page_of(request, window, count=count, results=rows)


def _change(
    person_id: str,
    *,
    set_: "Mapping[str, JsonValue] | None" = None,
    unset: "tuple[str, ...]" = (),
) -> Person:
    team_id = admission().team_id
    with transaction() as connection:
        person = get_person(connection, team_id, unquote(person_id))
        batch = change_person(
            connection, team_id, person, set_=set_ or {}, unset=unset, author=_author()
        )
        changed = get_person(connection, team_id, str(person.id))
    tell(batch)
    return changed


def _author() -> Author:
    return Author(user_id=admission().user_id, organization_id=admission().organization_id)


def _read_filter(request: Request) -> PersonFilter:
    properties = request.query.get("properties")
    return PersonFilter(
        search=request.query.get("search"),
        email=request.query.get("email"),
        distinct_id=request.query.get("distinct_id"),
        properties=read_conditions(properties) if properties else None,
    )
