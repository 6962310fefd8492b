"""The kinds of query node, and how one is answered (read this first).

    JSON of a node  --read_node-->  Node(kind, insight, request)
    request, context  --insight.build-->  Query, Query...           trees; nothing has run yet
        the caller compiles and runs each one                       hogql.compile, shared.clickhouse
    answers in the same order, request, context  --insight.shape-->  response (a pydantic model)

Everything here is pure: no store, no clock. ``shared/domain/queries/run.py`` is the only caller
that runs anything:

    node = read_node(body.query)
    context = <names of the actions and cohorts in mentions_of(node.request) that the project has>
    if asks_all_time(node.request):
        context = replace(context, first_event_at=<one value of FIRST_EVENT, or now>)
    context = replace(context, prepared=<answers to node.insight.prepare(node.request, context)>)
    answers = [answer(query.tree) for query in node.insight.build(node.request, context)]
    response = node.insight.shape(answers, node.request, context)
    response.model_dump(mode="json", by_alias=True)

where ``answer`` compiles a tree, runs it and fills ``Answer(columns=compiled.columns,
types=rows.types, rows=rows.rows, hogql=to_hogql(tree), limit=compiled.limit)``.

A kind is a folder with ``models.py`` (request and response), ``build.py`` and ``shape.py``, and one
row in ``kinds.INSIGHTS``. The signatures of the two functions:

    build(request: Request, context: InsightContext) -> tuple[Query, ...]
    shape(answers: Sequence[Answer], request: Request, context: InsightContext) -> Response

``InsightContext``, ``Query`` and ``Answer`` are in ``context.py``. Whatever we cannot answer raises
``InsightError`` (a ``HogQLError``) with the path of the field in ``attr``: a 400 for the caller.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, TypeAlias, TypeVar

from pydantic import BaseModel, ValidationError

from hogql.insights.context import Query
from hogql.insights.dates import ALL_TIME
from hogql.insights.editor.answers import HogQLAutocompleteResponse, HogQLMetadataResponse
from hogql.insights.editor.models import HogQLAutocomplete, HogQLMetadata
from hogql.insights.errors import InsightError
from hogql.insights.kinds import INSIGHTS, Insight
from hogql.insights.periods import literal
from hogql.insights.templates import select

RequestT = TypeVar("RequestT", bound=BaseModel)


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """A query node that was read: its kind, how to answer it, and what it asks."""

    kind: str
    insight: Insight
    request: BaseModel


EditorNode: TypeAlias = HogQLMetadata | HogQLAutocomplete


@dataclass(frozen=True, kw_only=True, slots=True)
class EditorKind:
    """A kind of question about a text: what is sent, and what is answered."""

    request: type[EditorNode]
    response: type[BaseModel]


EDITOR_KINDS: Final[Mapping[str, EditorKind]] = {
    "HogQLMetadata": EditorKind(request=HogQLMetadata, response=HogQLMetadataResponse),
    "HogQLAutocomplete": EditorKind(request=HogQLAutocomplete, response=HogQLAutocompleteResponse),
}
"""What an editor asks while somebody types: about a text, not about events; never kept."""

WRAPPERS: Final = frozenset({"InsightVizNode", "DataTableNode", "DataVisualizationNode"})
"""Nodes that say how to draw the node in ``source``; the answer is that node's (insights 1.2)."""

EARLIEST: Final = datetime(2015, 1, 1, tzinfo=UTC)
"""The start of all time: events before it come from clocks that are wrong by decades."""

FIRST_EVENT: Final = Query(
    name="first event",
    tree=select(
        "SELECT minOrNull(timestamp) AS first FROM events WHERE timestamp >= {earliest} LIMIT 1",
        earliest=literal(EARLIEST),
    ),
)
"""One row, one value: the time of the earliest event, null without events."""

_MAX_WRAPPERS: Final = 5


def read_node(body: Mapping[str, object]) -> Node:
    """Return the node that a JSON object holds, out of its wrappers.

    Raises InsightError for an unknown kind and for a malformed node, naming the field.
    """
    body = _unwrapped(body)
    kind = body.get("kind")
    insight = INSIGHTS.get(kind) if isinstance(kind, str) else None
    if not isinstance(kind, str) or insight is None:
        raise InsightError(f"We do not know the query kind '{str(kind)[:60]}'.", attr="kind")
    return Node(kind=kind, insight=insight, request=_validated(insight.request, body))


def read_editor_node(body: Mapping[str, object]) -> EditorNode | None:
    """Return what an editor asks; None for a node that is about events.

    Raises InsightError for a malformed node, naming the field.
    """
    kind = body.get("kind")
    found = EDITOR_KINDS.get(kind) if isinstance(kind, str) else None
    return None if found is None else _validated(found.request, body)


def _validated(model: type[RequestT], body: Mapping[str, object]) -> RequestT:
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise _first_problem(error) from error


def asks_all_time(request: BaseModel) -> bool:
    """Return whether the answer depends on when the project's first event was."""
    for name in ("source", "funnel_paths_filter"):
        inner = getattr(request, name, None)
        if isinstance(inner, BaseModel) and asks_all_time(inner):
            return True
    date_range = getattr(request, "date_range", None)
    return getattr(date_range, "date_from", None) == ALL_TIME


def _unwrapped(body: Mapping[str, object]) -> Mapping[str, object]:
    for _ in range(_MAX_WRAPPERS):
        kind = body.get("kind")
        if not isinstance(kind, str) or kind not in WRAPPERS:
            return body
        source = body.get("source")
        if not isinstance(source, Mapping):
            raise InsightError("This node shows another one, and source holds none.", attr="source")
        body = source
    raise InsightError("The query is wrapped too often.", attr="source")


def _first_problem(error: ValidationError) -> InsightError:
    """The first thing pydantic found, with the path as it stands in the JSON.

    Trap: the place also holds the tags that tell the forms of a filter apart; they are in brackets.
    """
    problem = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = [str(part) for part in problem["loc"] if not str(part).startswith("(")]
    message = problem["msg"].removeprefix("Value error, ")
    if problem["type"] == "extra_forbidden":
        message = "This field is not known."
    return InsightError(message, attr=".".join(place) or None)
