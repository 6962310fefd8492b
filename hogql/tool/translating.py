"""The verb ``translate``: SQL of another product as HogQL, with notes on what is different."""

from typing import TYPE_CHECKING

from hogql.errors import QueryError
from hogql.translate import translate

if TYPE_CHECKING:
    from hogql.ast.wire import Json
    from hogql.tool.requests import Request
    from hogql.translate import Note


def translate_request(request: "Request", dialect: str | None) -> "dict[str, Json]":
    """HogQL for a text; the request's own dialect counts before that of the command line."""
    chosen = request.dialect or dialect
    if chosen is None:
        message = "Which SQL is this? The request has no dialect."
        raise QueryError(message, fix='Add "dialect": "postgres", or start with --dialect.')
    if request.kind not in {"select", "expr"}:
        raise QueryError("Only a query or an expression can be translated.")
    found = translate(request.sql, chosen, kind=request.kind)
    return {"ok": True, "sql": found.sql, "notes": [_as_json(note) for note in found.notes]}


def _as_json(note: "Note") -> "dict[str, Json]":
    place: dict[str, Json] = {}
    if note.start is not None:
        place = {"start": note.start, "end": note.end}
    return {"message": note.message, **place}
