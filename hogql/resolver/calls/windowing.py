"""Window functions: ``f(x) OVER (...)`` with PostgreSQL's meaning where ClickHouse's differs.

lag(x)            ->  lag(toNullable(x))        before the first row is null, not zero
nth_value(x, 2)   ->  nth_value(toNullable(x), 2)
rank() OVER (ORDER BY t ROWS ...)  ->  without the frame, which no rank looks at
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql.plan.making import call
from hogql.plan.nodes import Function, Node, Value, WindowCall
from hogql.resolver.calls.aggregates import NO_AGGREGATE_IN, aggregate
from hogql.resolver.calls.arguments import resolve_arguments
from hogql.resolver.calls.building import check_count, find
from hogql.resolver.calls.results import type_of_result
from hogql.resolver.coerce import as_value
from hogql.resolver.scope import at, printed_name
from hogql.resolver.selects.clauses import resolve_window
from hogql.types import with_null

if TYPE_CHECKING:
    from hogql import ast
    from hogql.functions.registry import Function as Known
    from hogql.plan.nodes import Window
    from hogql.resolver.scope import Scope

FRAMELESS: Final = frozenset(
    {"lag", "lead", "rank", "dense_rank", "row_number", "ntile", "percent_rank", "cume_dist"}
)
"""They look at the whole partition, whatever the frame says; ClickHouse refuses some frames."""
MAY_MISS: Final = frozenset({"lag", "lead", "nth_value"})
COUNTED: Final = {
    "lag": 0,
    "lead": 0,
    "lagInFrame": 0,
    "leadInFrame": 0,
    "nth_value": 1,
    "ntile": 1,
}
"""Functions that count rows -> the least that they count, which ClickHouse throws on."""
SCALARS: Final = frozenset(
    {"string", "int", "float", "bool", "datetime", "date", "uuid", "unknown"}
)


def resolve_window_function(node: "ast.WindowFunction", scope: "Scope") -> Node:
    """``f(x) OVER (...)``."""
    function = find(node.name, node)
    if not function.is_aggregate and not function.is_window:
        raise at(node, f"Function '{node.name}' can not be used with OVER")
    if scope.inside_aggregate:
        raise at(node, f"A window function can not stand inside '{scope.inside_aggregate}'")
    if scope.clause in NO_AGGREGATE_IN:
        raise at(node, f"Window function '{node.name}' can not be used in {scope.clause}")
    if node.order_by is not None:
        raise at(node, "ORDER BY stands in the brackets after OVER")
    inner = _called(node, function, scope)
    return WindowCall(inner.type, inner, _window(node, function, scope))


def _window(node: "ast.WindowFunction", function: "Known", scope: "Scope") -> "Window | str":
    if node.over_expr is not None:
        window = resolve_window(node.over_expr, scope)
        return replace(window, frame="") if function.name in FRAMELESS else window
    name = node.over_identifier or ""
    if name not in scope.windows:
        raise at(node, f"Unknown window: {name}")
    return printed_name(name)


def _called(node: "ast.WindowFunction", function: "Known", scope: "Scope") -> Function:
    arguments, parameters = (node.args, node.exprs) if node.args else (node.exprs, ())
    if function.is_aggregate:
        return aggregate(node, function, arguments, parameters, scope)
    if node.ignore_nulls:
        raise at(
            node, f"'{node.name}' counts rows whose value is null: IGNORE NULLS is not offered"
        )
    if node.distinct or node.filter_expr is not None or parameters:
        raise at(node, f"'{node.name}' takes neither DISTINCT nor FILTER nor parameters")
    args = tuple(as_value(arg) for arg in resolve_arguments(arguments, scope))
    check_count(function, len(args), node)
    _check_rows(function, args, node)
    if function.name in MAY_MISS and args[0].type.kind in SCALARS and not args[0].type.nullable:
        args = (call("toNullable", with_null(args[0].type), args[0]), *args[1:])
    return Function(type_of_result(function, args), function.sql, args, is_aggregate=True)


def _check_rows(function: "Known", args: tuple[Node, ...], node: "ast.WindowFunction") -> None:
    least = COUNTED.get(function.name)
    place = 0 if function.name == "ntile" else 1
    if least is None or len(args) <= place:
        return
    given = args[place]
    written = given.value if isinstance(given, Value) else None
    if type(written) is not int or written < least:
        raise at(node, f"'{node.name}' needs a constant number of rows, {least} or more")
