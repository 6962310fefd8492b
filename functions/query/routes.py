"""The query endpoint: one for every kind of node (application-api 6)."""

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

import orjson
from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel, ConfigDict

from shared.access.current import admission
from shared.domain.queries.answer import DONE, Told, answer_run, find_status
from shared.domain.queries.enqueue import cancel
from shared.domain.queries.models import QueryAnswer, QueryRequest, QueryStatusAnswer
from shared.domain.queries.run import run_editor_query, run_query
from shared.domain.teams.repository import get_team
from shared.errors import InvalidRequestError, NotFoundError
from shared.http.filters import read_flag
from shared.http.problems import JSON
from shared.http.request import current_request
from shared.http.routes import Routes
from shared.postgres.transaction import transaction
from shared.valkey import limits, results

if TYPE_CHECKING:
    from shared.domain.teams.models import Project

ROUTES = Routes(tag="query")
ALL: Final = ("/api/projects/<project_id>/query/", "/api/environments/<project_id>/query/")
ONE: Final = tuple(path + "<query_id>/" for path in ALL)
SQL: Final = "HogQLQuery"
COMPRESSED_FROM: Final = 1024 * 1024  # characters; CloudFront compresses what is smaller


class Message(BaseModel):
    """A sentence for the person who asked."""

    model_config = ConfigDict(frozen=True)

    message: str


@ROUTES.post(*ALL, operation="query:run", documented=QueryAnswer)
def query(request: QueryRequest) -> Response[Any]:
    """Answer a query node: from the cache, anew, or with the status of a run in the background."""
    if request.filters is None and "query" not in request.model_fields_set:
        raise InvalidRequestError("This field is required.", code="required", attr="query")
    key = admission().caller.key
    if key is not None and request.query.get("kind") == SQL:
        limits.count_hogql(key.key_id)
    with transaction() as connection:
        project = get_team(connection, admission().team_id)
    return _response(_answer(project, request))


def _answer(project: "Project", request: QueryRequest) -> Told:
    caller = admission().caller
    told = run_editor_query(project, request, user_id=caller.user_id)
    if told is not None:
        return Told(status=DONE, body=told)
    run = run_query(project, request, user_id=caller.user_id, is_by_api_key=caller.key is not None)
    query_id = request.client_query_id or run.key
    results.keep_run(project.id, query_id, run.key)
    return answer_run(project, run, query_id=query_id)


def _response(told: Told) -> Response[Any]:
    content = orjson.dumps(told.body).decode()
    is_large = len(content) > COMPRESSED_FROM
    return Response(status_code=told.status, content_type=JSON, body=content, compress=is_large)


@ROUTES.post(*ONE, operation="query:run", documented=QueryAnswer)
def query_by_kind(request: QueryRequest) -> Response[Any]:
    """Answer a query node; the name in the path is for those who read logs."""
    return query(request)


@ROUTES.route("GET", ONE, operation="query:run", documented=QueryStatusAnswer)
def read_query_status(query_id: str) -> Response[Any]:
    """Return the status of a run, with its result; ``show_progress`` says how far it is."""
    query_id = unquote(query_id)
    shows_progress = read_flag(current_request().query, "show_progress") or False
    with transaction() as connection:
        project = get_team(connection, admission().team_id)
    told = find_status(project, query_id, shows_progress=shows_progress)
    if told is None:
        raise NotFoundError(f"Query {query_id} was not found in this project.")
    return _response(told)


@ROUTES.delete(*ONE, operation="query:run", status=200)
def cancel_query(query_id: str) -> Message:
    """Stop a run and forget it, unless others wait for the same one."""
    cancel(admission().team_id, unquote(query_id))
    return Message(message="Query task revoked")
