"""What stands beside asking: whether one may, a node in its present form, what a run cost."""

from typing import Any, Final
from urllib.parse import unquote

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel, ConfigDict, JsonValue

from functions.query.routes import ALL, ONE, query
from shared.domain.queries.models import QueryAnswer, QueryRequest, RefreshMode
from shared.domain.queries.overrides import upgraded
from shared.http.routes import Routes

ROUTES = Routes(tag="query")
LOG: Final = """
SELECT event_time, query_id, client_query_id, kind, name, status, error_code, duration_ms,
    read_rows, read_bytes, result_rows, memory_bytes, query
FROM query_log
WHERE (client_query_id = {id} OR query_id = {id}) AND event_time > now() - INTERVAL 1 DAY
ORDER BY event_time DESC
"""


class Allowed(BaseModel):
    """That the caller may ask; source: PostHog's ``check_auth_for_async``."""

    model_config = ConfigDict(frozen=True)

    user: str


class UpgradedQuery(BaseModel):
    """A node in its present form."""

    model_config = ConfigDict(frozen=True)

    query: dict[str, JsonValue]


@ROUTES.post(*(path + "check_auth_for_async/" for path in ALL), operation="query:run")
def check_auth_for_async() -> Allowed:
    """Say that the caller may ask; nothing is run."""
    return Allowed(user="ok")


@ROUTES.post(*(path + "upgrade/" for path in ALL), operation="query:run")
def upgrade_query(request: QueryRequest) -> UpgradedQuery:
    """Return the node that a query, or an insight of old, is today; nothing is run."""
    return UpgradedQuery(query=upgraded(request))


@ROUTES.route(
    "GET", tuple(path + "log/" for path in ONE), operation="query:run", documented=QueryAnswer
)
def read_query_log(query_id: str) -> Response[Any]:
    """Return what the caller's runs of this id in the last day cost, the last one first."""
    node = {"kind": "HogQLQuery", "query": LOG, "values": {"id": unquote(query_id)}}
    return query(QueryRequest(query=node, refresh=RefreshMode.FORCE_BLOCKING))
