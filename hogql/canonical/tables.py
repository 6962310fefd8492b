"""Canonical text of FROM: tables, their modifiers and joins."""

from typing import Final

from hogql import ast
from hogql.canonical.text import Text, alias, listed, name, names, operand, plain, renders
from hogql.parser import pratt
from hogql.parser.sources.constraints import JOIN_TYPES

_JOIN_WORDS: Final = {spelled: " ".join([*words, "JOIN"]) for words, spelled in JOIN_TYPES.items()}
"""Join type of the tree -> words the parser reads as that type."""


def from_text(node: ast.JoinExpr) -> str:
    """A chain of tables."""
    links: list[ast.JoinExpr] = []
    link: ast.JoinExpr | None = node
    while link is not None:
        links.append(link)
        link = link.next_join
    return _chain_text(links)


def _chain_text(links: list[ast.JoinExpr]) -> str:
    parts = [_table(links[0])]
    place = 1
    while place < len(links):
        link = links[place]
        inside = links[place : place + link.nested + 1]
        natural = "NATURAL " if link.is_natural else ""
        words = _JOIN_WORDS[link.join_type or "JOIN"]
        table = f"({_chain_text(inside)})" if link.nested else _table(link)
        parts.append(f"{natural}{words} {table}{_constraint(link.constraint)}")
        place += len(inside)
    return " ".join(parts)


def _constraint(node: ast.JoinConstraint | None) -> str:
    if node is None:
        return ""
    if node.constraint_type == "ON":
        return f" ON {plain(node.expr)}"
    several = isinstance(node.expr, ast.Tuple) and len(node.expr.exprs) > 1
    return f" USING {plain(node.expr)}" if several else f" USING ({plain(node.expr)})"


def _table(node: ast.JoinExpr) -> str:
    parts = [plain(node.table) if node.table is not None else ""]
    if node.table_args is not None:
        parts[0] += f"({listed(node.table_args)})"
    if node.lost_alias is not None:
        parts.append(f"AS {alias(node.lost_alias)}")
    if node.alias is not None:
        parts.append(f"AS {alias(node.alias)}")
    if node.column_aliases:
        parts.append(f"({names(node.column_aliases)})")
    if node.table_final:
        parts.append("FINAL")
    if node.sample is not None:
        parts.append(_sample(node.sample))
    return " ".join(parts)


def _sample(node: ast.SampleExpr) -> str:
    parts = [f"SAMPLE {_ratio(node.sample_value)}"]
    if node.is_percent:
        parts.append("%")
    if node.offset_value is not None:
        parts.append(f"OFFSET {_ratio(node.offset_value)}")
    if node.method is not None:
        parts.append(f"({name(node.method)})")
    return " ".join(parts)


def _ratio(node: ast.RatioExpr | ast.Placeholder) -> str:
    if isinstance(node, ast.Placeholder):
        return plain(node)
    left = plain(node.left)
    return f"{left}/{plain(node.right)}" if node.right is not None else left


@renders(ast.JoinExpr)
def _chain(node: ast.JoinExpr) -> Text:
    """A chain as the source of a PIVOT."""
    return Text(text=f"({from_text(node)})" if node.next_join else from_text(node))


@renders(ast.ValuesQuery)
def _values(node: ast.ValuesQuery) -> Text:
    rows = [f"({listed(row)})" for row in node.rows]
    return Text(text=f"(VALUES {', '.join(rows)})")


@renders(ast.PivotExpr)
def _pivot(node: ast.PivotExpr) -> Text:
    columns = " ".join([_pivot_column(column) for column in node.columns])
    group_by = f" GROUP BY {listed(node.group_by)}" if node.group_by else ""
    inside = f"{listed(node.aggregates)} FOR {columns}{group_by}"
    return Text(text=f"{plain(node.table)} PIVOT ({inside})")


def _pivot_column(node: ast.PivotColumn) -> str:
    return f"{operand(node.column, pratt.COMPARE + 1)} IN ({listed(node.values)})"


@renders(ast.UnpivotExpr)
def _unpivot(node: ast.UnpivotExpr) -> Text:
    nulls = "INCLUDE NULLS " if node.include_nulls else ""
    columns = ", ".join([_unpivot_column(column) for column in node.columns])
    return Text(text=f"{plain(node.table)} UNPIVOT {nulls}({columns})")


def _unpivot_column(node: ast.UnpivotColumn) -> str:
    values = operand(node.value_columns, pratt.COMPARE + 1)
    keys = operand(node.name_columns, pratt.COMPARE + 1)
    return f"{values} FOR {keys} IN ({listed(node.unpivot_values)})"
