"""The query endpoint: one for every kind of node (application-api 6)."""

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

import orjson
from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel, ConfigDict

from shared.access.current import admission
from shared.domain.queries.answer import Body, answer_run, status_of
from shared.domain.queries.kept import find_kept
from shared.domain.queries.models import QueryAnswer, QueryRequest, QueryStatusAnswer
from shared.domain.queries.run import run_editor_query, run_query
from shared.domain.teams.repository import get_team
from shared.errors import NotFoundError
from shared.http.problems import JSON
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
    """Answer a query node, from the cache if a fresh result is there."""
    key = admission().caller.key
    if key is not None and request.query.get("kind") == SQL:
        limits.count_hogql(key.key_id)
    with transaction() as connection:
        project = get_team(connection, admission().team_id)
    content = orjson.dumps(_answer(project, request)).decode()
    is_large = len(content) > COMPRESSED_FROM
    return Response(status_code=200, content_type=JSON, body=content, compress=is_large)


def _answer(project: "Project", request: QueryRequest) -> Body:
    user_id = admission().user_id
    told = run_editor_query(project, request, user_id=user_id)
    if told is not None:
        return told
    run = run_query(project, request, user_id=user_id)
    query_id = request.client_query_id or run.key
    results.keep_run(project.id, query_id, run.key)
    return answer_run(project, run, query_id=query_id)


@ROUTES.post(*ONE, operation="query:run", documented=QueryAnswer)
def query_by_kind(request: QueryRequest) -> Response[Any]:
    """Answer a query node; the name in the path is for those who read logs."""
    return query(request)


@ROUTES.get(*ONE, operation="query:run")
def read_query_status(query_id: str) -> QueryStatusAnswer:
    """Return the status of a run, with its result; runs are known for a day."""
    query_id = unquote(query_id)
    with transaction() as connection:
        project = get_team(connection, admission().team_id)
    key = results.find_run(project.id, query_id)
    kept = None if key is None else find_kept(project.id, key)
    if key is None or kept is None:
        raise NotFoundError(f"Query {query_id} was not found in this project.")
    return QueryStatusAnswer(query_status=status_of(project, kept, query_id=query_id, key=key))


@ROUTES.delete(*ONE, operation="query:run", status=200)
def cancel_query(query_id: str) -> Message:
    """Forget a run; one that was answered has nothing left to stop."""
    results.forget_run(admission().team_id, unquote(query_id))
    return Message(message="Query task revoked")
