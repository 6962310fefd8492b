"""The verb ``compile``: a text and the guarded ClickHouse SQL that it becomes.

An expression is compiled as the one column of ``SELECT expression FROM events``.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from hogql import ast
from hogql.compile import compile_query
from hogql.errors import QueryError
from hogql.parser import parse_expr

if TYPE_CHECKING:
    from hogql.ast.wire import Json
    from hogql.context import Context
    from hogql.tool.requests import Request


def compile_request(request: "Request", context: "Context") -> "dict[str, Json]":
    """The statement, its parameters, and what else a caller needs to run it."""
    compiled = compile_query(_query_of(request), context)
    return {
        "ok": True,
        "sql": compiled.sql,
        "parameters": {name: _as_json(value) for name, value in compiled.parameters.items()},
        "columns": list(compiled.columns),
        "tables": list(compiled.tables),
        "limit": compiled.limit,
        "settings": dict(compiled.settings),
    }


def _query_of(request: "Request") -> "str | ast.SelectQuery":
    if request.kind == "select":
        return request.sql
    if request.kind == "expr":
        table = ast.JoinExpr(table=ast.Field(chain=("events",)))
        return ast.SelectQuery(select=(parse_expr(request.sql),), select_from=table)
    message = f"Only a query or an expression can be compiled, not one of kind {request.kind}."
    raise QueryError(message, fix='Put it into a query of kind "select".')


def _as_json(value: object) -> "Json":
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list | tuple):
        return [_as_json(item) for item in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"a parameter of type {type(value).__name__} has no JSON form")
