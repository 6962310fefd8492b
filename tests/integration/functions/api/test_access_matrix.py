"""Every operation x {nobody, other organization, wrong scope, each level}: the expected status.

The list of operations comes from the apps themselves: an endpoint that is added without a row here
fails the last test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import psycopg
import pytest

from functions.api.app import handle as handle_api
from functions.api.routers import ROUTERS
from functions.query.app import handle as handle_query
from functions.query.routers import ROUTERS as QUERY_ROUTERS
from shared.access.permissions import OPERATIONS, Level
from tests.api_client import ApiClient, Handle, sign_up

if TYPE_CHECKING:
    from tests.integration.site import Bucket

KEY: Final = {"label": "k", "scopes": ["project:read"]}
# To stop a query is to look for it where it runs.
pytestmark = pytest.mark.usefixtures("warehouse")
SQL: Final = {"query": {"kind": "HogQLQuery", "query": "SELECT 1"}}


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One operation. ``url`` is about the current project and organization of the caller.

    ``statuses`` are those of a member, an admin and an owner.
    """

    operation: str
    method: str
    url: str
    statuses: tuple[int, int, int]
    scope: str | None
    body: Any = None
    other: int = 404
    handle: Handle = handle_api


CASES: Final = (
    Case(
        operation="user:read",
        method="GET",
        url="/api/users/@me/",
        statuses=(200, 200, 200),
        scope="user:read",
        other=200,
    ),
    Case(
        operation="user:update",
        method="PATCH",
        url="/api/users/@me/",
        body={"first_name": "X"},
        statuses=(200, 200, 200),
        scope="user:write",
        other=200,
    ),
    Case(
        operation="personal_api_key:list",
        method="GET",
        url="/api/personal_api_keys/",
        statuses=(200, 200, 200),
        scope=None,
        other=200,
    ),
    Case(
        operation="personal_api_key:create",
        method="POST",
        url="/api/personal_api_keys/",
        body=KEY,
        statuses=(201, 201, 201),
        scope=None,
        other=201,
    ),
    Case(
        operation="personal_api_key:delete",
        method="DELETE",
        url="/api/personal_api_keys/00000000-0000-7000-8000-000000000000/",
        statuses=(404, 404, 404),
        scope=None,
    ),
    Case(
        operation="personal_api_key:read_current",
        method="GET",
        url="/api/personal_api_keys/@current/",
        statuses=(404, 404, 404),
        scope="any",
    ),
    Case(
        operation="organization:list",
        method="GET",
        url="/api/organizations/",
        statuses=(200, 200, 200),
        scope="organization:read",
        other=200,
    ),
    Case(
        operation="organization:read",
        method="GET",
        url="/api/organizations/{organization}/",
        statuses=(200, 200, 200),
        scope="organization:read",
    ),
    Case(
        operation="quota:read",
        method="GET",
        url="/api/organizations/{organization}/quotas/",
        statuses=(200, 200, 200),
        scope="organization:read",
    ),
    Case(
        operation="quota:update",
        method="PATCH",
        url="/api/organizations/{organization}/quotas/",
        body={"events": 1000},
        statuses=(403, 200, 200),
        scope="organization:write",
    ),
    Case(
        operation="project:list",
        method="GET",
        url="/api/organizations/{organization}/projects/",
        statuses=(200, 200, 200),
        scope="project:read",
    ),
    Case(
        operation="project:create",
        method="POST",
        url="/api/organizations/{organization}/projects/",
        body={"name": "New"},
        statuses=(403, 201, 201),
        scope="project:write",
    ),
    Case(
        operation="project:read",
        method="GET",
        url="/api/projects/{project}/",
        statuses=(200, 200, 200),
        scope="project:read",
    ),
    Case(
        operation="project:update",
        method="PATCH",
        url="/api/environments/{project}/",
        body={"name": "New"},
        statuses=(200, 200, 200),
        scope="project:write",
    ),
    Case(
        operation="project:reset_token",
        method="PATCH",
        url="/api/projects/{project}/reset_token/",
        statuses=(403, 200, 200),
        scope="project:write",
    ),
    Case(
        operation="activity_log:read",
        method="GET",
        url="/api/projects/{project}/activity_log/",
        statuses=(200, 200, 200),
        scope="activity_log:read",
    ),
    Case(
        operation="event_definition:read",
        method="GET",
        url="/api/projects/{project}/event_definitions/",
        statuses=(200, 200, 200),
        scope="event_definition:read",
    ),
    Case(
        operation="event_definition:write",
        method="PATCH",
        url="/api/projects/{project}/event_definitions/00000000-0000-7000-8000-000000000000/",
        body={"hidden": True},
        statuses=(404, 404, 404),
        scope="event_definition:write",
    ),
    Case(
        operation="property_definition:read",
        method="GET",
        url="/api/environments/{project}/property_definitions/",
        statuses=(200, 200, 200),
        scope="property_definition:read",
    ),
    Case(
        operation="property_definition:write",
        method="DELETE",
        url="/api/projects/{project}/property_definitions/00000000-0000-7000-8000-000000000000/",
        statuses=(404, 404, 404),
        scope="property_definition:write",
    ),
    Case(
        operation="property_value:read",
        method="GET",
        url="/api/projects/{project}/events/values/",
        statuses=(400, 400, 400),
        scope="query:read",
        handle=handle_query,
    ),
    Case(
        operation="person_value:read",
        method="GET",
        url="/api/projects/{project}/persons/values/",
        statuses=(400, 400, 400),
        scope="person:read",
        handle=handle_query,
    ),
    Case(
        operation="group_value:read",
        method="GET",
        url="/api/projects/{project}/groups/property_values/",
        statuses=(400, 400, 400),
        scope="group:read",
        handle=handle_query,
    ),
    Case(
        operation="ingestion_warning:read",
        method="GET",
        url="/api/projects/{project}/ingestion_warnings/?date_from=x",
        statuses=(400, 400, 400),
        scope="project:read",
        handle=handle_query,
    ),
    Case(
        operation="action:read",
        method="GET",
        url="/api/projects/{project}/actions/",
        statuses=(200, 200, 200),
        scope="action:read",
    ),
    Case(
        operation="action:write",
        method="PATCH",
        url="/api/projects/{project}/actions/2147483647/",
        body={"name": "a"},
        statuses=(404, 404, 404),
        scope="action:write",
    ),
    Case(
        operation="cohort:read",
        method="GET",
        url="/api/projects/{project}/cohorts/",
        statuses=(200, 200, 200),
        scope="cohort:read",
    ),
    Case(
        operation="cohort:write",
        method="PATCH",
        url="/api/projects/{project}/cohorts/2147483647/",
        body={"name": "a"},
        statuses=(404, 404, 404),
        scope="cohort:write",
    ),
    Case(
        operation="person:read",
        method="GET",
        url="/api/projects/{project}/persons/",
        statuses=(200, 200, 200),
        scope="person:read",
    ),
    Case(
        operation="person:update",
        method="PATCH",
        url="/api/projects/{project}/persons/00000000-0000-7000-8000-000000000000/",
        body={"properties": {"a": 1}},
        statuses=(404, 404, 404),
        scope="person:write",
    ),
    Case(
        operation="person:split",
        method="POST",
        url="/api/projects/{project}/persons/00000000-0000-7000-8000-000000000000/split/",
        body={},
        statuses=(404, 404, 404),
        scope="person:write",
    ),
    Case(
        operation="person:delete",
        method="DELETE",
        url="/api/projects/{project}/persons/00000000-0000-7000-8000-000000000000/",
        statuses=(404, 404, 404),
        scope="person:write",
    ),
    Case(
        operation="group:read",
        method="GET",
        url="/api/projects/{project}/groups_types/",
        statuses=(200, 200, 200),
        scope="group:read",
    ),
    Case(
        operation="group:update",
        method="POST",
        url="/api/projects/{project}/groups/update_property/?group_type_index=0&group_key=none",
        body={"key": "a", "value": 1},
        statuses=(404, 404, 404),
        scope="group:write",
    ),
    Case(
        operation="query:run",
        method="GET",
        url="/api/projects/{project}/query/unknown/",
        statuses=(404, 404, 404),
        scope="query:read",
        handle=handle_query,
    ),
    Case(
        operation="query:run",
        method="POST",
        url="/api/projects/{project}/query/check_auth_for_async/",
        statuses=(200, 200, 200),
        scope="query:read",
        handle=handle_query,
    ),
    Case(
        operation="query:run",
        method="DELETE",
        url="/api/projects/{project}/query/unknown/",
        statuses=(200, 200, 200),
        scope="query:read",
        handle=handle_query,
    ),
)
LEVELS: Final = (Level.MEMBER, Level.ADMIN, Level.OWNER)


def url_of(case: Case, owner: ApiClient) -> str:
    project = owner.get("/api/projects/@current/").body
    return case.url.format(project=project["id"], organization=project["organization"])


def ask(client: ApiClient, case: Case, url: str) -> int:
    return client.send(case.method, url, body=case.body, handle=case.handle).status


def scope_of(case: Case) -> str:
    return "*" if case.scope is None or case.scope == "any" else case.scope


def set_level(postgres_url: str, level: Level) -> None:
    with psycopg.connect(postgres_url) as connection:
        connection.execute("UPDATE memberships SET level = %s", [int(level)])


def test_nobody_is_asked_to_sign_in(ada: ApiClient) -> None:
    nobody = ApiClient(handle=handle_api)

    found = {case.operation: ask(nobody, case, url_of(case, ada)) for case in CASES}

    assert found == {case.operation: 401 for case in CASES}


def test_for_another_organization_it_does_not_exist(ada: ApiClient, bob: ApiClient) -> None:
    found = {case.operation: ask(bob, case, url_of(case, ada)) for case in CASES}

    assert found == {case.operation: case.other for case in CASES}


@pytest.mark.parametrize("level", list(Level), ids=lambda level: level.name.lower())
def test_a_level_allows_it_or_not(ada: ApiClient, postgres_url: str, level: Level) -> None:
    set_level(postgres_url, level)

    found = {case.operation: ask(ada, case, url_of(case, ada)) for case in CASES}

    assert found == {case.operation: case.statuses[LEVELS.index(level)] for case in CASES}


def test_a_key_with_the_scope_may_do_what_its_owner_may(ada: ApiClient) -> None:
    everything = ada.with_key("*")

    for case in (case for case in CASES if case.scope not in {None, "any"}):
        expected = case.statuses[-1]
        url = url_of(case, ada)
        assert ask(ada.with_key(scope_of(case)), case, url) == expected, case.operation
        assert ask(everything, case, url) == expected, case.operation


def test_a_key_without_the_scope_is_refused(ada: ApiClient) -> None:
    other = ada.with_key("survey:write")
    expected = {case.operation: 200 if case.scope == "any" else 403 for case in CASES}

    assert {case.operation: ask(other, case, url_of(case, ada)) for case in CASES} == expected


def test_a_scope_to_write_includes_reading_and_not_the_other_way_round(ada: ApiClient) -> None:
    for case in (case for case in CASES if case.scope not in {None, "any"}):
        name, _, action = scope_of(case).partition(":")
        other = ada.with_key(f"{name}:write" if action == "read" else f"{name}:read")
        expected = case.statuses[-1] if action == "read" else 403
        assert ask(other, case, url_of(case, ada)) == expected, case.operation


def test_no_key_at_all_may_do_what_needs_a_session(ada: ApiClient) -> None:
    everything = ada.with_key("*")
    cases = [case for case in CASES if case.scope is None]

    assert {ask(everything, case, url_of(case, ada)) for case in cases} == {403}


def test_a_key_for_another_project_cannot(ada: ApiClient) -> None:
    other = ada.post("/api/projects/", {"name": "Other"}).body["id"]
    script = ada.with_key("*", scoped_teams=[other])

    for case in (case for case in CASES if OPERATIONS[case.operation].where != "self"):
        assert ask(script, case, url_of(case, ada)) == 403, case.operation


def test_a_scoped_key_reaches_its_own_project(site: Bucket, ada: ApiClient) -> None:
    assert site
    project = ada.get("/api/projects/@current/").body
    script = ada.with_key(
        "project:read",
        scoped_teams=[project["id"]],
        scoped_organizations=[project["organization"]],
    )

    assert script.get(f"/api/projects/{project['id']}/").body == project


@pytest.mark.parametrize("project", ["0", "999999999", "-1", "1e3", "9" * 30, "@me"])
def test_a_project_that_cannot_be_is_not_found(ada: ApiClient, project: str) -> None:
    answer = ada.get(f"/api/projects/{project}/")

    assert (answer.status, answer.body["code"]) == (404, "not_found")


def test_a_project_under_the_wrong_organization_is_not_found(ada: ApiClient) -> None:
    other = "00000000-0000-7000-8000-000000000000"

    assert ada.get(f"/api/organizations/{other}/projects/@current/").status == 404
    assert ada.get("/api/organizations/no-uuid/projects/@current/").status == 404


def test_every_operation_has_a_row_and_an_endpoint() -> None:
    routes = (*ROUTERS, *QUERY_ROUTERS)
    served = {e.operation for part in routes for e in part.endpoints if e.operation is not None}

    assert {case.operation for case in CASES} == served == set(OPERATIONS)


def test_only_these_endpoints_are_public() -> None:
    routes = (*ROUTERS, *QUERY_ROUTERS)
    public = {(e.method, e.path) for part in routes for e in part.endpoints if not e.operation}

    assert public == {
        ("POST", "/api/signup/"),
        ("POST", "/api/login/"),
        ("POST", "/logout/"),
        ("GET", "/logout/"),
        ("GET", "/_livez"),
        ("GET", "/_readyz"),
        ("GET", "/_preflight"),
    }


def test_a_member_of_two_organizations_has_a_level_in_each(site: Bucket, postgres_url: str) -> None:
    assert site
    ada, bob = sign_up(handle_api, "ada"), sign_up(handle_api, "bob")
    theirs = bob.get("/api/organizations/@current/").body["id"]
    with psycopg.connect(postgres_url) as connection:
        connection.execute(
            "INSERT INTO memberships (id, organization_id, user_id, level)"
            " SELECT gen_random_uuid(), %s, id, 1 FROM users WHERE email = 'ada@example.com'",
            [theirs],
        )

    assert ada.post(f"/api/organizations/{theirs}/projects/", {"name": "X"}).status == 403
    assert ada.post("/api/projects/", {"name": "X"}).status == 201
    assert ada.get(f"/api/organizations/{theirs}/").body["membership_level"] == 1
