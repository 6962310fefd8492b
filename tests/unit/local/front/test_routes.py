from __future__ import annotations

from typing import Final

import pytest

from local.front.routes import Routes, read_routes
from tests.unit.local.templates import api_stack

PROJECT_QUERY: Final = "/api/projects/{project_id}/query"


@pytest.fixture
def routes() -> Routes:
    return read_routes(
        [
            api_stack(
                {
                    "/batch": {"POST": "capture", "OPTIONS": "capture"},
                    "/i/v0/e": {"POST": "capture"},
                    "/array/{token}/config": {"GET": "remote_config"},
                    "/api/{proxy+}": {"ANY": "api"},
                    "/api/surveys": {"GET": "remote_config"},
                    PROJECT_QUERY: {"POST": "query"},
                }
            )
        ]
    )


@pytest.mark.parametrize(
    ("request_line", "function", "resource", "parameters"),
    [
        ("POST /batch", "capture", "/batch", {}),
        ("POST /batch/", "capture", "/batch", {}),
        ("OPTIONS /batch/", "capture", "/batch", {}),
        ("POST /i/v0/e/", "capture", "/i/v0/e", {}),
        ("GET /array/a%2Fb/config", "remote_config", "/array/{token}/config", {"token": "a/b"}),
        ("GET /api/surveys/", "remote_config", "/api/surveys", {}),
        ("DELETE /api/surveys/", "api", "/api/{proxy+}", {"proxy": "surveys"}),
        ("POST /api/projects/7/query/", "query", PROJECT_QUERY, {"project_id": "7"}),
        ("GET /api/projects/7/query", "api", "/api/{proxy+}", {"proxy": "projects/7/query"}),
        ("GET /api/users/@me/", "api", "/api/{proxy+}", {"proxy": "users/@me"}),
    ],
)
def test_the_most_exact_resource_with_the_verb_answers(
    routes: Routes, request_line: str, function: str, resource: str, parameters: dict[str, str]
) -> None:
    match = routes.match(*request_line.split())
    assert match is not None
    assert (match.function, match.resource) == (function, resource)
    assert match.parameters == parameters


@pytest.mark.parametrize(
    ("verb", "path"),
    [("GET", "/"), ("GET", "/batch"), ("POST", "/batch/more"), ("GET", "/api"), ("GET", "/arrays")],
)
def test_other_requests_match_nothing(routes: Routes, verb: str, path: str) -> None:
    assert routes.match(verb, path) is None


def test_the_root_of_an_api_can_be_a_resource() -> None:
    match = read_routes([api_stack({"/": {"GET": "home"}})]).match("GET", "/")
    assert match is not None
    assert match.function == "home"
