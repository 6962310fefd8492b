"""One line of the tool's input, and the two forms of its answers.

{"kind": "expr", "sql": "a + 1"}  ->  Request
HogQLError, text                  ->  {"ok": false, "error": {message, start, end, hint, snippet}}
"""

import json
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from hogql.errors import QueryError
from hogql.snippets import snippet_of

if TYPE_CHECKING:
    from hogql.ast.wire import Json
    from hogql.errors import HogQLError

KINDS: Final = ("select", "expr", "order", "program", "template")
_FORM: Final = 'Expected {"kind": ..., "sql": "..."} with a kind of ' + ", ".join(KINDS) + "."


class Request(Struct, frozen=True, kw_only=True):
    """What is asked: a text and what it is. ``dialect`` is the language of a text to translate."""

    kind: str
    sql: str
    dialect: str | None = None


def read_request(line: bytes | str) -> Request:
    """The request on a line; QueryError for anything else."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise QueryError(f"This line is not JSON. {_FORM}") from error
    if not isinstance(found, dict):
        raise QueryError(_FORM)
    kind, sql, dialect = found.get("kind", "select"), found.get("sql"), found.get("dialect")
    if kind not in KINDS or not isinstance(sql, str):
        raise QueryError(_FORM)
    if dialect is not None and not isinstance(dialect, str):
        raise QueryError('"dialect" must be the name of an SQL dialect.')
    return Request(kind=kind, sql=sql, dialect=dialect)


def refusal(error: "HogQLError", text: str | None = None) -> "dict[str, Json]":
    """The answer to a request that failed; ``snippet`` shows the place where one is known."""
    content: dict[str, Json] = {
        "message": error.message,
        "start": error.start,
        "end": error.end,
        "hint": error.fix,
    }
    if text is not None and error.start is not None:
        content["snippet"] = str(snippet_of(error, text))
    return {"ok": False, "error": content}
