"""The verb ``format``: a text as it would be written by hand, comments kept."""

from typing import TYPE_CHECKING

from hogql.format import format_hogql

if TYPE_CHECKING:
    from hogql.ast.wire import Json
    from hogql.tool.requests import Request


def format_request(request: "Request") -> "dict[str, Json]":
    """The same text, laid out."""
    return {"ok": True, "sql": format_hogql(request.sql, kind=request.kind)}
