"""SELECT, set operations and common table expressions.

GROUP BY 1, ORDER BY 2           ->  the columns they mean
SELECT DISTINCT ON (a) ...       ->  ... LIMIT 1 BY a
SELECT TOP 5, FETCH FIRST 5 ROWS ->  LIMIT 5
"""

from typing import TYPE_CHECKING, Final, Literal, cast

from msgspec.structs import replace
from sqlglot import exp

from hogql import ast
from hogql.errors import QueryError
from hogql.translate.aggregates import order_of, window_of
from hogql.translate.making import Ascending, number, whole_number
from hogql.translate.names import name_of
from hogql.translate.sources import read_sources
from hogql.translate.translator import rule

if TYPE_CHECKING:
    from hogql.ast.selects import SetOperator
    from hogql.translate.translator import Translator

_LEFT_OUT: Final = {
    "hint": "hint",
    "locks": "lock",
    "match": "MATCH_RECOGNIZE",
    "connect": "CONNECT BY",
    "pivots": "pivot",
    "distribute": "distribution",
    "sort": "SORT BY",
    "cluster": "CLUSTER BY",
    "settings": "settings",
    "format": "format",
    "options": "options",
    "for_": "FOR clause",
    "operation_modifiers": "modifiers",
}
_Mode = Literal["rollup", "cube", "grouping_sets", "all"]


@rule(exp.Select)
def _select(translator: "Translator", node: exp.Expr) -> ast.SelectQuery:
    if node.args.get("into"):
        raise QueryError("SELECT ... INTO writes a table; HogQL only reads.")
    for part, what in _LEFT_OUT.items():
        if node.args.get(part):
            found = node.args[part]
            translator.note(
                f"The {what} was left out", found if isinstance(found, exp.Expr) else None
            )
    ctes = _ctes(translator, node)
    sources = read_sources(translator, node)
    columns = translator.exprs(node.expressions)
    query = ast.SelectQuery(
        select=columns,
        ctes=ctes,
        select_from=sources.chain(),
        array_join_op=sources.array_join if sources.arrays else None,
        array_join_list=tuple(sources.arrays) or None,
        where=_condition(translator, node, "where"),
        having=_condition(translator, node, "having"),
        qualify=_condition(translator, node, "qualify"),
        window_exprs=_windows(translator, node),
        order_by=_order(translator, node, columns),
    )
    query = _with_distinct(translator, node, _with_groups(translator, node, query))
    return _with_limits(translator, node, query)


def _condition(translator: "Translator", node: exp.Expr, part: str) -> ast.Node | None:
    found = node.args.get(part)
    return None if found is None else translator.expr(found.this)


def _ctes(translator: "Translator", node: exp.Expr) -> tuple[ast.CTE, ...] | None:
    found = node.args.get("with_")
    if found is None:
        return None
    return tuple(
        _cte(translator, cte, bool(found.args.get("recursive"))) for cte in found.expressions
    )


def _cte(translator: "Translator", node: exp.Expr, is_recursive: bool) -> ast.CTE:
    alias = node.args["alias"]
    columns = tuple(name_of(translator, column) for column in alias.args.get("columns") or ())
    return ast.CTE(
        name=name_of(translator, alias.this),
        expr=translator.expr(node.this),
        cte_type="subquery",
        columns=columns or None,
        recursive=is_recursive,
        materialized=node.args.get("materialized"),
    )


def _windows(
    translator: "Translator", node: exp.Expr
) -> tuple[tuple[str, ast.WindowExpr], ...] | None:
    found = node.args.get("windows") or ()
    named = [(name_of(translator, each.this), window_of(translator, each)) for each in found]
    return tuple(named) or None


def _order(
    translator: "Translator", node: exp.Expr, columns: tuple[ast.Node, ...]
) -> tuple[ast.OrderExpr, ...] | None:
    order = node.args.get("order")
    if order is not None and [item.this.name.upper() for item in order.expressions] == ["ALL"]:
        translator.note("ORDER BY ALL was written out", order)
        return tuple(Ascending(expr=_named(column)) for column in columns)
    found = order_of(translator, order)
    return found and tuple(replace(item, expr=_meant(item.expr, columns)) for item in found)


def _meant(node: ast.Node, columns: tuple[ast.Node, ...]) -> ast.Node:
    """A number in GROUP BY or ORDER BY is the place of a column."""
    place = whole_number(node)
    if place is None or not 1 <= place <= len(columns):
        return node
    return _named(columns[place - 1])


def _named(column: ast.Node) -> ast.Node:
    return ast.Field(chain=(column.alias,)) if isinstance(column, ast.Alias) else column


def _with_groups(
    translator: "Translator", node: exp.Expr, query: ast.SelectQuery
) -> ast.SelectQuery:
    group = node.args.get("group")
    if group is None:
        return query
    if group.args.get("all"):
        return replace(query, group_by_mode="all")
    plain: list[ast.Node] = []
    mode: _Mode | None = None
    for item in [*group.expressions, *_grouped(group)]:
        if isinstance(item, exp.Rollup | exp.Cube):
            mode = "rollup" if isinstance(item, exp.Rollup) else "cube"
            plain += translator.exprs(item.expressions)
        elif isinstance(item, exp.GroupingSets):
            mode = "grouping_sets"
            plain += [_grouping_set(translator, each) for each in item.expressions]
        else:
            plain.append(_meant(translator.expr(item), query.select))
    return replace(
        query,
        group_by=tuple(plain) or None,
        group_by_mode=mode,
        group_by_with_totals=bool(group.args.get("totals")),
    )


def _grouped(group: exp.Expr) -> list[exp.Expr]:
    parts = ("rollup", "cube", "grouping_sets")
    return [item for part in parts for item in group.args.get(part) or ()]


def _grouping_set(translator: "Translator", node: exp.Expr) -> ast.Node:
    bare = node.unnest()
    inside = bare.expressions if isinstance(bare, exp.Tuple) else [bare]
    return ast.GroupingSet(exprs=translator.exprs(inside))


def _with_distinct(
    translator: "Translator", node: exp.Expr, query: ast.SelectQuery
) -> ast.SelectQuery:
    distinct = node.args.get("distinct")
    if distinct is None:
        return query
    on = distinct.args.get("on")
    if on is None:
        return replace(query, distinct=True)
    keys = on.expressions if isinstance(on, exp.Tuple) else [on.unnest()]
    found = tuple(_meant(key, query.select) for key in translator.exprs(keys))
    return replace(query, limit_by=ast.LimitByExpr(n=number(1), exprs=found))


def _with_limits(
    translator: "Translator", node: exp.Expr, query: ast.SelectQuery
) -> ast.SelectQuery:
    limit, ties, percent = _limit(translator, node)
    offset = node.args.get("offset")
    return replace(
        query,
        limit=limit,
        limit_with_ties=ties or None,
        limit_percent=percent or None,
        offset=translator.expr(offset.args["expression"]) if offset is not None else None,
    )


def _limit(translator: "Translator", node: exp.Expr) -> tuple[ast.Node | None, bool, bool]:
    """The number of rows, whether with ties, whether in percent."""
    limit = node.args.get("limit")
    if limit is None:
        return None, False, False
    options = limit.args.get("limit_options")
    count = limit.args.get("count") or limit.args.get("expression")
    ties, percent = (bool(options and options.args.get(part)) for part in ("with_ties", "percent"))
    return translator.maybe(count) or number(1), ties, percent


@rule(exp.Union, exp.Except, exp.Intersect)
def _set_operation(translator: "Translator", node: exp.Expr) -> ast.Node:
    """A chain is one node here as long as it leans to the left and ends in no LIMIT."""
    ctes = _ctes(translator, node)
    arms: list[ast.SelectSetNode] = []
    left: exp.Expr = node
    while isinstance(left, exp.SetOperation) and (left is node or _is_bare(left)):
        right = _arm(translator, left.args["expression"])
        arms.append(ast.SelectSetNode(set_operator=_operator(left), select_query=right))
        left = left.this
    first = _arm(translator, left)
    if ctes and isinstance(first, ast.SelectQuery):
        first = replace(first, ctes=(*ctes, *(first.ctes or ())))
    elif ctes:
        translator.note("Move the WITH into the first query", node.args["with_"])
    limit, ties, percent = _limit(translator, node)
    offset = node.args.get("offset")
    return ast.SelectSetQuery(
        initial_select_query=first,
        subsequent_select_queries=tuple(reversed(arms)),
        outer_order_by=_order(translator, node, _columns(first)),
        limit=limit,
        limit_with_ties=ties or None,
        limit_percent=percent or None,
        offset=translator.expr(offset.args["expression"]) if offset is not None else None,
    )


def _is_bare(node: exp.Expr) -> bool:
    return not any(node.args.get(part) for part in ("with_", "order", "limit", "offset"))


def _columns(node: ast.Node) -> tuple[ast.Node, ...]:
    while isinstance(node, ast.SelectSetQuery):
        node = node.initial_select_query
    return node.select if isinstance(node, ast.SelectQuery) else ()


def _arm(translator: "Translator", node: exp.Expr) -> ast.SelectQuery | ast.SelectSetQuery:
    found = translator.expr(node)
    if not isinstance(found, ast.SelectQuery | ast.SelectSetQuery):
        raise QueryError("Only queries can be joined by a set operator.")
    return found


def _operator(node: exp.Expr) -> "SetOperator":
    word = type(node).__name__.upper()
    kind = "DISTINCT" if node.args.get("distinct") else "ALL"
    name = " BY NAME" if node.args.get("by_name") else ""
    if word != "UNION":
        return cast("SetOperator", word if kind == "DISTINCT" else f"{word} ALL")
    return cast("SetOperator", f"{word} {kind}{name}")


@rule(exp.Values)
def _values(translator: "Translator", node: exp.Expr) -> ast.Node:
    rows = tuple(translator.exprs(row.expressions) for row in node.expressions)
    source = ast.JoinExpr(table=ast.ValuesQuery(rows=rows))
    return ast.SelectQuery(select=(ast.Field(chain=("*",)),), select_from=source)
