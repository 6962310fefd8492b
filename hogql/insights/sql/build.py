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
from hogql.insights.dates import ALL_TIME, resolve_period
from hogql.insights.errors import InsightError
from hogql.insights.nodes import DateRange, IntervalType
from hogql.parser import parse_select
from hogql.placeholders import fill_placeholders, find_placeholders
from hogql.property_filters.conditions import TRUE, all_of
from hogql.property_filters.to_expression import list_to_expression, to_expression

if TYPE_CHECKING:
    from pydantic import JsonValue

    from hogql.insights.sql.models import HogQLFilters, HogQLQuery

FILTERS: Final = "filters"
VARIABLES: Final = "variables."
LONG_AGO: Final = "1970-01-02"


def build(request: "HogQLQuery", context: InsightContext) -> tuple[Query, ...]:
    """Return the one query; without a LIMIT it asks for one row more than will be shown."""
    tree = filled(request, context)
    if tree.limit is None:
        tree = replace(tree, limit=ast.Constant(value=context.row_limit + 1))
    return (Query(name="query", tree=tree),)


def filled(request: "HogQLQuery", context: InsightContext) -> ast.Query:
    """Return the query as a tree without placeholders."""
    tree: ast.Node = parse_select(request.query)
    values = {name: _value(name, request, context) for name in find_placeholders(tree)}
    tree = fill_placeholders(tree, values)
    if not isinstance(tree, ast.SelectQuery | ast.SelectSetQuery):
        raise InsightError("A query is a SELECT.", attr="query")
    return tree


def _value(name: str, request: "HogQLQuery", context: InsightContext) -> ast.Expr:
    """Return what ``{name}`` stands for; the author's own values come first."""
    if request.values and name in request.values:
        return constant(request.values[name])
    if name == FILTERS:
        return _filters(request.filters, context)
    if name.startswith(VARIABLES):
        return _variable(name.removeprefix(VARIABLES), request)
    raise InsightError(f"Unresolved placeholder: {{{name or '...'}}}", attr="values")


def _variable(code_name: str, request: "HogQLQuery") -> ast.Expr:
    for variable in (request.variables or {}).values():
        if variable.code_name == code_name:
            return constant(None if variable.is_null else variable.value)
    raise InsightError(f"The variable '{code_name}' has no value.", attr="variables")


def constant(value: "JsonValue") -> ast.Expr:
    """Return a JSON value as a tree of constants: a list is an array, an object a dict."""
    if isinstance(value, list):
        return ast.Array(exprs=tuple(constant(item) for item in value))
    if isinstance(value, dict):
        items = ((ast.Constant(value=key), constant(item)) for key, item in value.items())
        return ast.Dict(items=tuple(items))
    return ast.Constant(value=value)


def _filters(filters: "HogQLFilters | None", context: InsightContext) -> ast.Expr:
    """What ``{filters}`` stands for: nothing that was not asked for, so ``true`` without any."""
    if filters is None:
        return TRUE
    wanted = context.test_account_filters if filters.filter_test_accounts else ()
    return all_of(
        *_dates(filters.date_range, context),
        to_expression(filters.properties, attr="filters.properties"),
        list_to_expression(wanted, attr="filters.filterTestAccounts"),
    )


def _dates(asked: "DateRange | None", context: InsightContext) -> tuple[ast.Expr, ...]:
    """The bounds that were given; a missing one, and the start ``all``, is no bound."""
    if asked is None:
        return ()
    has_start = bool(asked.date_from) and asked.date_from != ALL_TIME
    # Without a start any will do, and months do not add up to too many points.
    interval = IntervalType.DAY if has_start else IntervalType.MONTH
    dates = asked if has_start else asked.model_copy(update={"date_from": LONG_AGO})
    period = resolve_period(dates, interval, context, attr="filters.dateRange")
    start = (period.from_start(),) if has_start else ()
    end = (period.to_end(),) if asked.date_to else ()
    return start + end
