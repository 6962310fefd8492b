"""``PIVOT`` and ``UNPIVOT``: rows become columns, columns become rows (hogql 5.10).

t PIVOT (sum(x) FOR year IN (1, 2) GROUP BY c)
    ->  SELECT c, sum(x) FILTER (WHERE year = 1) AS `1`, ... AS `2` FROM t GROUP BY c
t UNPIVOT (v FOR k IN (a, b))
    ->  SELECT <the other columns>, name AS k, value AS v
        FROM t ARRAY JOIN ['a', 'b'] AS name, [a, b] AS value WHERE value IS NOT NULL

Without GROUP BY a PIVOT groups by every column that it does not name.
"""

from itertools import product
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.canonical import to_hogql
from hogql.functions.registry import find_function
from hogql.resolver.reach.stars import names_of
from hogql.resolver.scope import Scope, at, free_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hogql.plan.queries import Join, Select

    ResolveFrom = Callable[[ast.JoinExpr, Scope], list[Join]]

MAX_COLUMNS: Final = 500


def turned(
    node: ast.PivotExpr | ast.UnpivotExpr, parent: Scope, resolve_from: "ResolveFrom"
) -> "Select":
    """The SELECT that a PIVOT or UNPIVOT stands for."""
    if isinstance(node, ast.PivotExpr):
        return _pivot(node, parent, resolve_from)
    return _unpivot(node, parent, resolve_from)


def _pivot(node: ast.PivotExpr, parent: Scope, resolve_from: "ResolveFrom") -> "Select":
    """A SELECT with an aggregate for each choice of values."""
    scope, joins = _open(node.table, parent, resolve_from)
    groups = node.group_by
    if groups is None:
        used = _names_in((*node.aggregates, *(column.column for column in node.columns)))
        groups = tuple(_other_columns(scope, used))
    choices = [[(column.column, value) for value in column.values] for column in node.columns]
    count = len(node.aggregates)
    for column in node.columns:
        count *= len(column.values)
    if count > MAX_COLUMNS:
        raise at(node, f"PIVOT makes {count:,} columns; at most {MAX_COLUMNS} are possible")
    made = [
        _pivoted(aggregate, choice, is_only=len(node.aggregates) == 1)
        for choice in product(*choices)
        for aggregate in node.aggregates
    ]
    query = ast.SelectQuery(
        select=(*groups, *made),
        group_by=tuple(_key(item) for item in groups) or None,
        start=node.start,
        end=node.end,
    )
    return scope.state.resolve_select(query, scope, joins)


def _open(
    table: ast.Expr, parent: Scope, resolve_from: "ResolveFrom"
) -> "tuple[Scope, list[Join]]":
    """The scope of what is turned, with its sources."""
    scope = Scope(state=parent.state, parent=parent)
    chain = table if isinstance(table, ast.JoinExpr) else ast.JoinExpr(table=table)
    return scope, resolve_from(chain, scope)


def _other_columns(scope: Scope, used: frozenset[str]) -> list[ast.Field]:
    """The columns of the sources without those used."""
    return [
        ast.Field(chain=(key, name))
        for key, source in scope.sources.items()
        for name in names_of(source)
        if name not in used
    ]


def _names_in(nodes: "Iterable[ast.Node]") -> frozenset[str]:
    """Every part of every name, so that ``e.year`` uses ``year``."""
    fields = (item for node in nodes for item in ast.walk(node) if isinstance(item, ast.Field))
    return frozenset(name for field in fields for name in field.chain)


def _key(item: ast.Expr) -> ast.Expr:
    return ast.Field(chain=(item.alias,)) if isinstance(item, ast.Alias) else item


def _pivoted(
    aggregate: ast.Expr, choice: "tuple[tuple[ast.Expr, ast.Expr], ...]", *, is_only: bool
) -> ast.Alias:
    """One aggregate over the rows that have one choice of values."""
    expr = aggregate.expr if isinstance(aggregate, ast.Alias) else aggregate
    parts = [_label(value) for _, value in choice]
    if isinstance(aggregate, ast.Alias):
        parts.append(aggregate.alias)
    elif not is_only:
        parts.append(to_hogql(expr))
    tests = tuple(test for column, value in choice for test in _tests(column, value))
    condition = tests[0] if len(tests) == 1 else ast.And(exprs=tests)
    found = 0

    def filtered(node: ast.Node) -> ast.Node:
        nonlocal found
        function = find_function(node.name) if isinstance(node, ast.Call) else None
        if function is None or not function.is_aggregate or not isinstance(node, ast.Call):
            return node
        found += 1
        known = node.filter_expr
        both = condition if known is None else ast.And(exprs=(known, condition))
        return replace(node, filter_expr=both)

    filtered_expr = ast.rewrite(expr, filtered)
    if not found:
        raise at(aggregate, "PIVOT takes aggregates, as sum(amount)")
    start, end = aggregate.start, aggregate.end
    return ast.Alias(expr=filtered_expr, alias="_".join(parts), start=start, end=end)


def _label(value: ast.Expr) -> str:
    if isinstance(value, ast.Alias):
        return value.alias
    if isinstance(value, ast.Tuple):
        return "_".join([_label(item) for item in value.exprs])
    if not isinstance(value, ast.Constant):
        raise at(value, "PIVOT takes constants after IN")
    if value.value is None or isinstance(value.value, bool):
        return to_hogql(value)
    return str(value.value) or "(empty)"


def _tests(column: ast.Expr, value: ast.Expr) -> list[ast.Expr]:
    """``column = value``, item by item when both are tuples."""
    value = value.expr if isinstance(value, ast.Alias) else value
    if not isinstance(column, ast.Tuple) and not isinstance(value, ast.Tuple):
        is_null = isinstance(value, ast.Constant) and value.value is None
        equals = ast.CompareOperationOp.Eq
        return [
            ast.CompareOperation(
                left=column, right=value, op=equals, is_null_comparison_style=is_null
            )
        ]
    columns = column.exprs if isinstance(column, ast.Tuple) else (column,)
    values = value.exprs if isinstance(value, ast.Tuple) else (value,)
    if len(columns) != len(values):
        raise at(value, f"PIVOT compares {len(columns)} columns with {len(values)} values")
    pairs = zip(columns, values, strict=True)
    return [test for one, other in pairs for test in _tests(one, other)]


def _unpivot(node: ast.UnpivotExpr, parent: Scope, resolve_from: "ResolveFrom") -> "Select":
    """An ARRAY JOIN of names and values; several lists make every combination."""
    *before, column = node.columns
    table = replace(node, columns=tuple(before)) if before else node.table
    scope, joins = _open(table, parent, resolve_from)
    values = [name.chain[-1] for name in _plain_names(column.value_columns)]
    (key, *others) = [name.chain[-1] for name in _plain_names(column.name_columns)]
    if others:
        raise at(column.name_columns, "UNPIVOT names its columns in one column")
    kept = _other_columns(scope, _names_in(column.unpivot_values))
    taken = {field.chain[-1] for field in kept}
    for made_name in (key, *values):
        if made_name in taken:
            raise at(column, f"Cannot redefine a column with the name: {made_name}")
    rows = [_row(value, len(values)) for value in column.unpivot_values]
    arrays = [ast.Array(exprs=items) for items in zip(*rows, strict=True)]
    hidden = {*scope.sources, *taken}
    names = [free_name(f"unpivoted{place or ''}", hidden) for place in range(len(arrays))]
    parts = [ast.Field(chain=(name,)) for name in names]
    start, end = column.start, column.end
    query = ast.SelectQuery(
        select=(
            *kept,
            *(
                ast.Alias(expr=part, alias=name, start=start, end=end)
                for part, name in zip(parts, (key, *values), strict=True)
            ),
        ),
        array_join_op="ARRAY JOIN",
        array_join_list=tuple(
            ast.Alias(expr=array, alias=name, start=start, end=end)
            for array, name in zip(arrays, names, strict=True)
        ),
        where=None if node.include_nulls else _any_is_there(parts[1:]),
        start=node.start,
        end=node.end,
    )
    return scope.state.resolve_select(query, scope, joins)


def _plain_names(node: ast.Expr) -> list[ast.Field]:
    items = node.exprs if isinstance(node, ast.Tuple) else (node,)
    found = [item for item in items if isinstance(item, ast.Field)]
    if len(found) != len(items) or not found:
        raise at(node, "UNPIVOT takes names of columns before FOR and IN")
    return found


def _row(value: ast.Expr, width: int) -> tuple[ast.Expr, ...]:
    """The name of what is turned, and its values."""
    expr = value.expr if isinstance(value, ast.Alias) else value
    items = expr.exprs if isinstance(expr, ast.Tuple) else (expr,)
    if len(items) != width:
        raise at(value, f"UNPIVOT needs {width} columns here, found {len(items)}")
    if isinstance(value, ast.Alias):
        name = value.alias
    else:
        name = "_".join([i.chain[-1] if isinstance(i, ast.Field) else to_hogql(i) for i in items])
    return (ast.Constant(value=name), *items)


def _any_is_there(parts: "list[ast.Field]") -> ast.Expr:
    nothing = ast.Constant(value=None)
    tests = tuple(
        ast.CompareOperation(
            left=part,
            right=nothing,
            op=ast.CompareOperationOp.NotEq,
            is_null_comparison_style=True,
        )
        for part in parts
    )
    return tests[0] if len(tests) == 1 else ast.Or(exprs=tests)
