"""HogQLQuery as a tree: the text, with its placeholders filled by trees, never by text.

    {name}              ->  the value of that name, as a constant
    {variables.code}    ->  the value of the variable with that code name
    {filters}           ->  timestamp and properties conditions, for a table with event columns

Source: PostHog ``posthog/hogql/placeholders.py``, ``posthog/hogql/filters.py``; insights 9.
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.insights.context import InsightContext, Query
from hogql.insights.errors import InsightError
from hogql.insights.sql.filters import FILTERS, fill_filters
from hogql.parser import parse_select
from hogql.placeholders import fill_placeholders, find_placeholders

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import JsonValue

    from hogql.insights.sql.models import HogQLQuery, HogQLVariable

VARIABLES: Final = "variables."


def build(request: "HogQLQuery", context: InsightContext) -> tuple[Query, ...]:
    """Return the one query; without a LIMIT it asks for one row more than will be shown."""
    tree = filled(request, context)
    if tree.limit is None:
        tree = replace(tree, limit=ast.Constant(value=context.row_limit + 1))
    return (Query(name="query", tree=tree),)


def filled(request: "HogQLQuery", context: InsightContext) -> ast.Query:
    """Return the query as a tree without placeholders."""
    tree: ast.Node = parse_select(request.query)
    names = find_placeholders(tree)
    own = request.values or {}
    if FILTERS in names and FILTERS not in own:
        tree = fill_filters(tree, request.filters, context)
        names = find_placeholders(tree)
    values = {name: _value(name, request, context) for name in names}
    _refuse_unfilled(tree, values)
    tree = fill_placeholders(
        tree, {name: each for name, each in values.items() if each is not None}
    )
    if not isinstance(tree, ast.SelectQuery | ast.SelectSetQuery):
        raise InsightError("A query is a SELECT.", attr="query")
    return tree


def missing_variables(query: str, given: "Mapping[str, HogQLVariable] | None") -> tuple[str, ...]:
    """Return the code names of the variables that a query uses and is not given."""
    known = {variable.code_name for variable in (given or {}).values()}
    names = find_placeholders(parse_select(query)) if VARIABLES in query else ()
    used = (name.removeprefix(VARIABLES) for name in names if name.startswith(VARIABLES))
    return tuple(name for name in used if name not in known)


def _refuse_unfilled(tree: ast.Node, values: "Mapping[str, ast.Expr | None]") -> None:
    for hole in ast.walk(tree):
        name = ".".join(hole.chain or ()) if isinstance(hole, ast.Placeholder) else None
        if name is None or values[name] is not None:
            continue
        is_variable = name.startswith(VARIABLES)
        message = f"Unresolved placeholder: {{{name or '...'}}}"
        if is_variable:
            message = f"The variable '{name.removeprefix(VARIABLES)}' has no value."
        attr = "variables" if is_variable else "values"
        raise InsightError(message, attr=attr, start=hole.start, end=hole.end)


def _value(name: str, request: "HogQLQuery", context: InsightContext) -> ast.Expr | None:
    """Return what ``{name}`` stands for; the author's own values come first."""
    if request.values and name in request.values:
        return constant(request.values[name])
    if name.startswith(VARIABLES):
        code_name = name.removeprefix(VARIABLES)
        return variable_value(code_name, request.variables, context.variables)
    return None


def variable_value(
    code_name: str,
    given: "Mapping[str, HogQLVariable] | None",
    defaults: "Mapping[str, JsonValue]",
) -> ast.Expr | None:
    """Return the value of a variable: the one given, else the project's default, else none."""
    for variable in (given or {}).values():
        if variable.code_name == code_name:
            return constant(None if variable.is_null else variable.value)
    return constant(defaults[code_name]) if code_name in defaults else None


def constant(value: "JsonValue") -> ast.Expr:
    """Return a JSON value as a tree of constants: a list is an array, an object a dict."""
    if isinstance(value, list):
        return ast.Array(exprs=tuple(constant(item) for item in value))
    if isinstance(value, dict):
        items = ((ast.Constant(value=key), constant(item)) for key, item in value.items())
        return ast.Dict(items=tuple(items))
    return ast.Constant(value=value)
