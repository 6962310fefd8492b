"""What lists are asked to show and to be ordered by: expressions of HogQL in a request.

    "properties.plan"  ->  Shown(exprs of one value)
    "person"           ->  Shown(exprs and keys of an object)    by the kind's own objects
    a row              ->  one value for each Shown, objects put together again

Source: PostHog ``posthog/hogql_queries/events_query_runner.py``, ``groups_query_runner.py``.
"""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from hogql import ast
from hogql.errors import HogQLError
from hogql.functions.registry import find_function
from hogql.insights.actors import read_expression
from hogql.insights.errors import InsightError
from hogql.insights.sql.shape import to_json
from hogql.parser import parse_order_expr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pydantic import JsonValue

    from hogql.insights.context import Row

Objects: TypeAlias = "Mapping[str, Mapping[str, ast.Expr]]"
"""The names that stand for whole objects, and where each field of one is read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """One column of the answer: ``keys`` are those of an object, none for a value."""

    name: str
    exprs: tuple[ast.Expr, ...]
    keys: tuple[str, ...] = ()


def columns_of(written: "Iterable[str]", objects: Objects) -> tuple[Shown, ...]:
    """Return what is selected. Raises InsightError, naming the one that is no HogQL."""
    return tuple(_column(text, objects, f"select.{at}") for at, text in enumerate(written))


def order_of(written: "Iterable[str]") -> tuple[ast.OrderExpr, ...]:
    """Return the order that is asked for. Raises InsightError, naming the one that is no HogQL."""
    return tuple(_order(text, f"orderBy.{at}") for at, text in enumerate(written))


def is_aggregate(expr: ast.Expr) -> bool:
    """Whether a value is one of many rows; what a sub-query does among its own is not."""
    if isinstance(expr, ast.SelectQuery | ast.SelectSetQuery | ast.WindowFunction):
        return False
    found = find_function(expr.name) if isinstance(expr, ast.Call) else None
    if found is not None and found.is_aggregate:
        return True
    return any(is_aggregate(part) for part in ast.children(expr) if isinstance(part, ast.Expr))


def order_of_groups(exprs: "Iterable[ast.Expr]") -> tuple[ast.OrderExpr, ...]:
    """Return an order by all that the rows are grouped by: no two pages then share one."""
    keys = (bare(expr) for expr in exprs if not is_aggregate(expr))
    return tuple(
        ast.OrderExpr(expr=key, order="ASC") for key in keys if not isinstance(key, ast.Constant)
    )


def bare(expr: ast.Expr) -> ast.Expr:
    """Return a value without the name that it is given."""
    return expr.expr if isinstance(expr, ast.Alias) else expr


def types_of(types: "Iterable[str]", shown: tuple[Shown, ...]) -> tuple[str, ...]:
    """Return one type for each column; an object is a tuple of the types of its fields."""
    rest = iter(types)
    found: list[str] = []
    for column in shown:
        own = [next(rest) for _ in column.exprs]
        found.append(f"Tuple({', '.join(own)})" if column.keys else own[0])
    return tuple(found)


def values_of(row: "Row", shown: tuple[Shown, ...]) -> "tuple[JsonValue, ...]":
    """Return a row as JSON, one value for each column."""
    rest = iter(row)
    return tuple(_value([next(rest) for _ in column.exprs], column) for column in shown)


def properties_of(value: object) -> "JsonValue":
    """Return properties as an object; the tables hand them out as the text of one."""
    found: JsonValue = json.loads(value) if isinstance(value, str) and value else to_json(value)
    return {} if found is None else found


def _column(text: str, objects: Objects, attr: str) -> Shown:
    # Behind the dashes is a title for people: ``properties.$os -- System``.
    fields = objects.get(text.split("--", 1)[0].strip())
    if fields is None:
        return Shown(name=text, exprs=(_read(text, attr),))
    return Shown(name=text, exprs=tuple(fields.values()), keys=tuple(fields))


def _read(text: str, attr: str) -> ast.Expr:
    found = read_expression(text, attr=attr)
    if isinstance(found, ast.Field) and found.chain[-1] == "*":
        raise InsightError("Here * does not stand for fields; name each of them.", attr=attr)
    return found


def _order(text: str, attr: str) -> ast.OrderExpr:
    try:
        return parse_order_expr(text)
    except HogQLError as error:
        raise InsightError(f"This is not HogQL: {error.message}", attr=attr) from error


def _value(values: "Sequence[object]", column: Shown) -> "JsonValue":
    if not column.keys:
        return to_json(values[0])
    return {
        key: properties_of(value) if key == "properties" else to_json(value)
        for key, value in zip(column.keys, values, strict=True)
    }
