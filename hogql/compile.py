"""HogQL in, guarded ClickHouse SQL out. Pure: no clock, no store, no environment.

    text or tree, Context  ->  parse, resolve, PASSES, print, verify  ->  Compiled

Run a ``Compiled`` with ``client.query(sql, parameters=parameters, settings=settings)``: the names
are those of the ``{name:Type}`` references in the SQL, without ``param_``.
"""

from typing import TYPE_CHECKING

from msgspec import Struct

from hogql import ast
from hogql.canonical import to_hogql
from hogql.errors import QueryError, TooComplexError
from hogql.parser import parse_select
from hogql.passes import PASSES
from hogql.printer.selects import Printer
from hogql.resolver.statement import resolve_statement
from hogql.settings import settings_of
from hogql.verify import verify

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hogql.context import Context
    from hogql.settings import Setting


class Compiled(Struct, frozen=True, kw_only=True):
    """A statement that is ready to run and verified to read one team's data.

    ``columns`` are the names to show, in order; the result's own names may differ. ``limit`` is the
    most rows it answers: as many rows as that mean that there may be more. ``hogql`` is the
    author's text, or the canonical text of a tree. ``tables`` are the tables it names.
    """

    sql: str
    parameters: "Mapping[str, object]"
    settings: "Mapping[str, Setting]"
    columns: tuple[str, ...]
    hogql: str
    limit: int | None
    tables: tuple[str, ...]


def compile_query(
    query: "str | ast.SelectQuery | ast.SelectSetQuery", context: "Context"
) -> Compiled:
    """The guarded statement for a query; HogQLError when it is refused."""
    try:
        return _compile(query, context)
    except RecursionError as error:
        message = "The query is nested too deeply"
        raise TooComplexError(message, fix="Name parts of it with WITH") from error


def _compile(query: "str | ast.SelectQuery | ast.SelectSetQuery", context: "Context") -> Compiled:
    text = query if isinstance(query, str) else None
    tree: ast.Node = parse_select(query) if isinstance(query, str) else query
    if not isinstance(tree, ast.SelectQuery | ast.SelectSetQuery):
        message = "A query must be a SELECT"
        raise QueryError(message, start=tree.start, end=tree.end)
    plan = resolve_statement(tree, text, context)
    for step in PASSES:
        step.apply(plan, context)
    printer = Printer(context.team_id)
    sql = printer.plan(plan)
    verify(sql, context.team_id, context.user_id)
    return Compiled(
        sql=sql,
        parameters=printer.writer.parameters,
        settings=settings_of(context.limit_context, plan.tables),
        columns=plan.columns,
        hogql=to_hogql(tree) if text is None else text,
        limit=plan.limit,
        tables=plan.tables,
    )
