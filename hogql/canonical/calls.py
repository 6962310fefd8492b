"""Canonical text of calls, windows, lambdas and ORDER BY items."""

from hogql import ast
from hogql.canonical.text import (
    Text,
    function_name,
    listed,
    name,
    names,
    operand,
    plain,
    renders,
    string,
)
from hogql.parser import pratt


@renders(ast.Call)
def _call(node: ast.Call) -> Text:
    called = function_name(node.name)
    if node.within_group is not None:
        order_by = listed(node.within_group)
        text = f"{called}({listed(node.params or ())}) WITHIN GROUP (ORDER BY {order_by})"
        return _nulls(text, node)
    params = f"({listed(node.params)})" if node.params is not None else ""
    inside = [f"DISTINCT {listed(node.args)}".rstrip() if node.distinct else listed(node.args)]
    if node.order_by is not None:
        inside.append(f"ORDER BY {listed(node.order_by)}")
    text = f"{called}{params}({' '.join(inside).strip()}){_filter(node.filter_expr)}"
    return _nulls(text, node)


def _filter(condition: "ast.Expr | None") -> str:
    return f" FILTER (WHERE {plain(condition)})" if condition is not None else ""


def _nulls(text: str, node: "ast.Call | ast.WindowFunction") -> Text:
    if node.ignore_nulls:
        return Text(text=f"{text} IGNORE NULLS", power=pratt.IGNORE_NULLS)
    return Text(text=text, power=pratt.POSTFIX)


@renders(ast.ExprCall)
def _expr_call(node: ast.ExprCall) -> Text:
    return Text(text=f"({plain(node.expr)})({listed(node.args)})", power=pratt.POSTFIX)


@renders(ast.WindowFunction)
def _window_function(node: ast.WindowFunction) -> Text:
    second = ""
    if node.args or node.distinct:
        inside = f"DISTINCT {listed(node.args)}".rstrip() if node.distinct else listed(node.args)
        second = f"({inside})"
    over = (
        f"({window_text(node.over_expr)})" if node.over_expr else name(node.over_identifier or "")
    )
    called = f"{function_name(node.name)}({listed(node.exprs)}){second}"
    return _nulls(f"{called}{_filter(node.filter_expr)} OVER {over}", node)


def window_text(node: "ast.WindowExpr") -> str:
    """What stands in the brackets of a window."""
    parts: list[str] = []
    if node.partition_by:
        parts.append(f"PARTITION BY {listed(node.partition_by)}")
    if node.order_by:
        parts.append(f"ORDER BY {listed(node.order_by)}")
    if node.frame_method and node.frame_start:
        bounds = _bound(node.frame_start)
        if node.frame_end:
            bounds = f"BETWEEN {bounds} AND {_bound(node.frame_end)}"
        parts.append(f"{node.frame_method} {bounds}")
    return " ".join(parts)


def _bound(node: "ast.WindowFrameExpr") -> str:
    if node.frame_type == "CURRENT ROW":
        return "CURRENT ROW"
    value = node.frame_value
    if value is None:
        return f"UNBOUNDED {node.frame_type}"
    text = str(value) if isinstance(value, int) else operand(value, pratt.AND + 1)
    return f"{text} {node.frame_type}"


@renders(ast.Lambda)
def _lambda(node: ast.Lambda) -> Text:
    """Always with brackets: a bare name before it would become one of its arguments."""
    return Text(text=f"({names(node.args)}) -> {plain(node.expr)}", power=0)


@renders(ast.OrderExpr)
def _order(node: ast.OrderExpr) -> Text:
    parts = [plain(node.expr), node.order]
    if node.nulls:
        parts.append(f"NULLS {node.nulls}")
    if node.collate is not None:
        parts.append(f"COLLATE {string(node.collate)}")
    if node.with_fill is not None:
        parts.append(_with_fill(node.with_fill))
    return Text(text=" ".join(parts), power=0)


def _with_fill(node: "ast.WithFillExpr") -> str:
    bounds = (("FROM", node.from_value), ("TO", node.to_value), ("STEP", node.step_value))
    parts = [f"{word} {plain(value)}" for word, value in bounds if value is not None]
    return " ".join(["WITH FILL", *parts])
