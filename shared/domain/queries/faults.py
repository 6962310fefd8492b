"""A fault in a query as the API tells it: what is wrong, where, and what would mend it.

HogQLError, node  ->  400 {type, code, detail, attr, extra {start, end, line, column, snippet, fix}}
"""

from typing import TYPE_CHECKING

from hogql.insights.errors import InsightError
from hogql.snippets import snippet_of
from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hogql.errors import HogQLError


def as_invalid_request(error: "HogQLError", node: "Mapping[str, object]") -> InvalidRequestError:
    """Return the error to raise for a node at fault; the place is one in its text."""
    attr = error.attr if isinstance(error, InsightError) else None
    extra: dict[str, int | str | None] = {
        "start": error.start,
        "end": error.end,
        "fix": error.fix,
    }
    text = _text_of(node)
    snippet = None if text is None else snippet_of(error, text)
    if snippet is not None:
        extra.update(line=snippet.line, column=snippet.column, snippet=str(snippet))
    return InvalidRequestError(error.message, code=error.code, attr=attr or "query", extra=extra)


def _text_of(node: "Mapping[str, object]") -> str | None:
    """The text of a HogQLQuery, out of the nodes that only show it."""
    source = node.get("source")
    if isinstance(source, dict):
        return _text_of(source)
    text = node.get("query")
    return text if isinstance(text, str) else None
