"""Groups and their types (application-api 5)."""

from typing import TYPE_CHECKING, Final

from shared.access.current import admission
from shared.domain.groups.models import (
    Group,
    GroupType,
    NewGroupProperty,
    UnwantedGroupProperty,
)
from shared.domain.groups.search import (
    count_groups,
    get_group,
    list_groups,
    name_group,
    show_group_types,
)
from shared.domain.persons.change import Author, change_group, tell
from shared.errors import InvalidRequestError
from shared.http.pages import Page, page_of, read_window
from shared.http.request import Request, current_request
from shared.http.routes import Routes
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import JsonValue

ROUTES = Routes(tag="groups")
ROOTS: Final = (
    "/api/projects/<project_id>/groups/",
    "/api/environments/<project_id>/groups/",
)
TYPES: Final = (
    "/api/projects/<project_id>/groups_types/",
    "/api/environments/<project_id>/groups_types/",
)


@ROUTES.get(*TYPES, operation="group:read")
def list_types_of_groups() -> list[GroupType]:
    """List the types of groups in the order of their places."""
    with transaction() as connection:
        return show_group_types(connection, admission().team_id)


@ROUTES.get(*ROOTS, operation="group:read")
def list_groups_of_type() -> Page[Group]:
    """List the groups of the type ``group_type_index``; ``search`` is part of key or name."""
    request = current_request()
    window = read_window(request)
    index, search = _read_index(request), request.query.get("search") or ""
    team_id = admission().team_id
    with transaction() as connection:
        count = count_groups(connection, team_id, index=index, search=search)
        found = list_groups(
            connection,
            team_id,
            index=index,
            search=search,
            limit=window.limit,
            offset=window.offset,
        )
    return page_of(request, window, count=count, results=found)


@ROUTES.get(*(root + "find/" for root in ROOTS), operation="group:read")
def find_group() -> Group:
    """Return the group ``group_key`` of the type ``group_type_index``."""
    request = current_request()
    index, key = _read_index(request), _read_key(request)
    with transaction() as connection:
        return get_group(connection, admission().team_id, index=index, key=key)


@ROUTES.post(*(root + "update_property/" for root in ROOTS), operation="group:update")
def set_group_property(new: NewGroupProperty) -> Group:
    """Set one property of the group that the query string names."""
    return _change(set_={new.key: new.value})


@ROUTES.post(*(root + "delete_property/" for root in ROOTS), operation="group:update")
def delete_group_property(unwanted: UnwantedGroupProperty) -> Group:
    """Delete one property of the group that the query string names."""
    return _change(unset=(unwanted.unset,))


def _change(
    *, set_: "Mapping[str, JsonValue] | None" = None, unset: "tuple[str, ...]" = ()
) -> Group:
    request = current_request()
    index, key = _read_index(request), _read_key(request)
    author = Author(user_id=admission().user_id, organization_id=admission().organization_id)
    team_id = admission().team_id
    with transaction() as connection:
        get_group(connection, team_id, index=index, key=key)
        name = name_group(connection, team_id, index=index, key=key)
        batch = change_group(connection, team_id, name, set_=set_ or {}, unset=unset, author=author)
        changed = get_group(connection, team_id, index=index, key=key)
    tell(batch)
    return changed


def _read_index(request: Request) -> int:
    text = request.query.get("group_type_index", "")
    if not text.isdecimal() or len(text) > 1:
        raise InvalidRequestError("A whole number is required.", attr="group_type_index")
    return int(text)


def _read_key(request: Request) -> str:
    key = request.query.get("group_key")
    if not key:
        raise InvalidRequestError("This query parameter is required.", attr="group_key")
    return key
