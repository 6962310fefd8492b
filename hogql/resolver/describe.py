"""What the fields of a table are, told without running anything: for pages and for the editor.

sessions  ->  {"session_id": Type(uuid), ..., "event": "events"}
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from hogql import ast
from hogql.context import Context
from hogql.plan.queries import columns_of
from hogql.resolver.statement import resolve_statement
from hogql.schema.columns import LazyJoin, Nested, Traverser
from hogql.schema.tables import TABLES

if TYPE_CHECKING:
    from hogql.schema.columns import Field
    from hogql.types import Type


@lru_cache(maxsize=128)
def describe(table: str) -> "dict[str, Type | str]":
    """Every field of a table: the type of its value, or the name of the table it leads to."""
    return {name: _describe(table, name, field) for name, field in TABLES[table].fields.items()}


def _describe(table: str, name: str, field: "Field") -> "Type | str":
    if isinstance(field, LazyJoin):
        return field.table
    if isinstance(field, Nested):
        return ", ".join(field.fields)
    if isinstance(field, Traverser):
        return ".".join(field.chain)
    query = ast.SelectQuery(
        select=(ast.Field(chain=(name,)),),
        select_from=ast.JoinExpr(table=ast.Field(chain=tuple(table.split(".")))),
    )
    plan = resolve_statement(query, None, Context(team_id=0))
    return columns_of(plan.query)[0].expr.type
