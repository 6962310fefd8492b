"""Canonical text of SELECT, set operations and their clauses, on one line."""

from msgspec.structs import replace

from hogql import ast
from hogql.canonical.calls import window_text
from hogql.canonical.tables import from_text
from hogql.canonical.text import Text, listed, name, names, operand, plain, renders
from hogql.parser import pratt


def statement_text(node: ast.Node) -> str | None:
    """The text of a whole query without brackets around it; ``None`` for any other node."""
    if isinstance(node, ast.SelectQuery | ast.SelectSetQuery) and node.stages:
        return _staged(node)
    if isinstance(node, ast.SelectQuery):
        return _select(node)
    if isinstance(node, ast.SelectSetQuery):
        return _set(node)
    if isinstance(node, ast.Placeholder) and node.outer is not None:
        return _hole(node) + _outer_clauses(node.outer)
    return None


@renders(ast.Placeholder)
def _placeholder(node: ast.Placeholder) -> Text:
    return Text(text=_hole(node) if node.outer is None else f"({statement_text(node)})")


def _hole(node: ast.Placeholder) -> str:
    return "{" + plain(node.expr) + "}"


@renders(ast.SelectQuery, ast.SelectSetQuery)
def _query(node: ast.SelectQuery | ast.SelectSetQuery) -> Text:
    return Text(text=f"({statement_text(node)})")


def _staged(node: ast.SelectQuery | ast.SelectSetQuery) -> str:
    """Brackets around the query for each of the clauses behind it."""
    first, *others = node.stages
    text = statement_text(
        replace(
            node,
            outer_order_by=first.order_by,
            limit=first.limit,
            limit_with_ties=first.limit_with_ties,
            limit_percent=first.limit_percent,
            offset=first.offset,
            stages=(),
        )
    )
    for stage in others:
        text = f"({text}){_outer_clauses(stage)}"
    return text or ""


def _set(node: ast.SelectSetQuery) -> str:
    outer = _limits(node, node.outer_order_by)
    parts = [_operand(node.initial_select_query, bare=not outer)]
    for item in node.subsequent_select_queries:
        parts.append(item.set_operator)
        parts.append(_operand(item.select_query, bare=not outer))
    return " ".join([*parts, *outer])


def _operand(node: ast.Expr, *, bare: bool) -> str:
    is_plain = isinstance(node, ast.SelectQuery) and not (node.ctes or node.outer_order_by)
    if is_plain and isinstance(node, ast.SelectQuery) and bare:
        has_end = node.order_by or node.limit or node.offset or node.limit_by
        return f"({_select(node)})" if has_end else _select(node)
    if isinstance(node, ast.Placeholder) and node.outer is None:
        return plain(node)
    return f"({statement_text(node)})"


def _outer_clauses(node: ast.OuterClauses) -> str:
    return " " + " ".join(_limits(node, node.order_by))


def _limits(
    node: ast.SelectQuery | ast.SelectSetQuery | ast.OuterClauses,
    order_by: tuple[ast.OrderExpr, ...] | None,
) -> list[str]:
    parts = [f"ORDER BY {listed(order_by)}"] if order_by else []
    if node.limit is not None:
        parts.append(f"LIMIT {plain(node.limit)}{' %' if node.limit_percent else ''}")
        parts.extend(["WITH TIES"] if node.limit_with_ties else [])
    if node.offset is not None:
        parts.append(f"OFFSET {plain(node.offset)}")
    return parts


def _select(node: ast.SelectQuery) -> str:
    parts = [_with(node.ctes)] if node.ctes else []
    parts.append(f"SELECT {'DISTINCT ' if node.distinct else ''}{listed(node.select)}")
    if node.select_from is not None:
        parts.append(f"FROM {from_text(node.select_from)}")
    if node.array_join_op and node.array_join_list:
        parts.append(f"{node.array_join_op} {listed(node.array_join_list)}")
    parts.extend(_conditions(("PREWHERE", node.prewhere), ("WHERE", node.where)))
    parts.extend(_group_by(node))
    parts.extend(_conditions(("HAVING", node.having), ("QUALIFY", node.qualify)))
    if node.window_exprs:
        windows = [f"{name(key)} AS ({window_text(window)})" for key, window in node.window_exprs]
        parts.append(f"WINDOW {', '.join(windows)}")
    parts.extend(_ending(node))
    text = " ".join(parts)
    if node.outer_order_by:
        return f"({text}) ORDER BY {listed(node.outer_order_by)}"
    return text


def _conditions(*clauses: tuple[str, ast.Expr | None]) -> list[str]:
    return [f"{word} {plain(expr)}" for word, expr in clauses if expr is not None]


def _group_by(node: ast.SelectQuery) -> list[str]:
    items = listed(node.group_by or ())
    parts: list[str] = []
    if node.group_by_mode == "all":
        parts.append("GROUP BY ALL")
    elif node.group_by_mode in {"cube", "rollup"}:
        parts.append(f"GROUP BY {node.group_by_mode.upper()}({items})")
    elif node.group_by_mode == "grouping_sets":
        parts.append(f"GROUP BY GROUPING SETS ({items})")
    elif node.group_by:
        parts.append(f"GROUP BY {items}")
    parts.extend([f"WITH {node.group_by_with}"] if node.group_by_with else [])
    parts.extend(["WITH TOTALS"] if node.group_by_with_totals else [])
    return parts


@renders(ast.GroupingSet)
def _grouping_set(node: ast.GroupingSet) -> Text:
    return Text(text=f"({listed(node.exprs)})")


def _ending(node: ast.SelectQuery) -> list[str]:
    parts: list[str] = []
    if node.order_by:
        parts.append(f"ORDER BY {listed(node.order_by)}")
    if node.interpolate is not None:
        items = f" ({listed(node.interpolate)})" if node.interpolate else ""
        parts.append(f"INTERPOLATE{items}")
    if node.limit_by is not None:
        skipped = node.limit_by.offset_value
        offset = f" OFFSET {plain(skipped)}" if skipped is not None else ""
        parts.append(f"LIMIT {plain(node.limit_by.n)}{offset} BY {listed(node.limit_by.exprs)}")
    return parts + _limits(node, None)


@renders(ast.InterpolateExpr)
def _interpolate(node: ast.InterpolateExpr) -> Text:
    expr = operand(node.expr, pratt.ALIAS + 1)
    return Text(text=expr if node.value is None else f"{expr} AS {plain(node.value)}", power=0)


def _with(ctes: tuple[ast.CTE, ...]) -> str:
    word = "WITH RECURSIVE" if any(cte.recursive for cte in ctes) else "WITH"
    return f"{word} {', '.join([_cte(cte) for cte in ctes])}"


def _cte(node: ast.CTE) -> str:
    if node.cte_type == "column":
        return f"{operand(node.expr, pratt.ALIAS + 1)} AS {name(node.name)}"
    columns = f" ({names(node.columns)})" if node.columns else ""
    key = f" USING KEY ({names(node.using_key)})" if node.using_key else ""
    kept = {True: "MATERIALIZED ", False: "NOT MATERIALIZED ", None: ""}[node.materialized]
    inside = statement_text(node.expr) or plain(node.expr)
    return f"{name(node.name)}{columns}{key} AS {kept}({inside})"
