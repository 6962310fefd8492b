"""Names of the columns that a query hands out."""

from typing import TYPE_CHECKING

from hogql import ast
from hogql.canonical import to_hogql
from hogql.plan.queries import Query, Select, arms_of
from hogql.resolver.scope import free_name

if TYPE_CHECKING:
    from hogql.plan.queries import Column


def name_outputs(query: Query) -> None:
    """Give every column of a sub-query a printed name of its own, so that it can be pointed at."""
    first = arms_of(query)[0]
    taken: set[str] = {column.alias for column in first.columns if column.alias}
    for column in first.columns:
        if column.alias is None:
            column.alias = free_name(safe_name(column), taken)
            taken.add(column.alias)


def safe_name(column: "Column") -> str:
    """The column's name where it may be printed: never the name of the guard's column."""
    is_plain = column.name.isprintable() and column.name.lower() != "team_id"
    return column.name if is_plain and column.name else "column"


def name_of(node: ast.Node, text: str | None) -> str:
    """What the author sees above a column that has no alias."""
    if isinstance(node, ast.Field):
        return node.chain[-1]
    if text is not None and node.start is not None and node.end is not None:
        return text[node.start : node.end]
    return to_hogql(node)


def visible(select: Select) -> "list[Column]":
    """The columns that the author asked for."""
    return [column for column in select.columns if not column.is_hidden]
