"""Aggregates with their forms, and window functions.

COUNT(*)                                ->  count()
STRING_AGG(x, ',' ORDER BY y)           ->  arrayStringConcat(<groupArray of x by y>, ',')
PERCENTILE_CONT(0.9) WITHIN GROUP (..)  ->  quantile(0.9)(x)
ROW_NUMBER() OVER (PARTITION BY a)      ->  row_number() OVER (PARTITION BY a)
"""

from typing import TYPE_CHECKING, Final, Literal

from msgspec.structs import replace
from sqlglot import exp

from hogql import ast
from hogql.ast import CompareOperationOp
from hogql.translate.making import Ascending, call, compare, field, number, text
from hogql.translate.names import name_of
from hogql.translate.translator import rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hogql.translate.translator import Translator

_QUANTILES: Final = (exp.Quantile, exp.ApproxQuantile, exp.PercentileCont, exp.PercentileDisc)


@rule(exp.Count)
def _count(translator: "Translator", node: exp.Expr) -> ast.Node:
    inside = node.this
    if inside is None or isinstance(inside, exp.Star):
        return call("count")
    if isinstance(inside, exp.Distinct):
        args = translator.exprs(inside.expressions)
        if len(args) == 1 and isinstance(args[0], ast.Tuple):
            args = args[0].exprs
        return ast.Call(name="count", args=args, distinct=True)
    return call("count", translator.expr(inside))


@rule(exp.Distinct)
def _distinct(translator: "Translator", node: exp.Expr) -> ast.Node:
    """Inside an aggregate that takes it: the caller sees to the word."""
    return translator.expr(node.expressions[0])


@rule(exp.LogicalAnd, exp.LogicalOr)
def _logical(translator: "Translator", node: exp.Expr) -> ast.Node:
    condition = translator.expr(node.this)
    if isinstance(node, exp.LogicalOr):
        return compare(call("countIf", condition), CompareOperationOp.Gt, number(0))
    unmet = call("countIf", ast.Not(expr=condition))
    return compare(unmet, CompareOperationOp.Eq, number(0))


@rule(exp.Mode)
def _mode(translator: "Translator", node: exp.Expr) -> ast.Node:
    most = ast.Call(name="topK", params=(number(1),), args=(translator.expr(node.this),))
    return ast.ArrayAccess(array=most, property=number(1))


@rule(exp.ArrayAgg)
def _collect(translator: "Translator", node: exp.Expr) -> ast.Node:
    return _collected(translator, node.this)


@rule(exp.GroupConcat)
def _join(translator: "Translator", node: exp.Expr) -> ast.Node:
    inside = node.this
    separator = translator.maybe(node.args.get("separator"))
    default = "," if translator.dialect == "mysql" else ""
    found = _collected(translator, inside)
    return call("arrayStringConcat", found, separator or text(default))


def _collected(translator: "Translator", node: exp.Expr) -> ast.Node:
    """The array of the values, in order if they are ordered."""
    limit = node.args["expression"] if isinstance(node, exp.Limit) else None
    inside = node.this if limit is not None else node
    order = inside.expressions if isinstance(inside, exp.Order) else []
    inside = inside.this if order else inside
    name = "groupArray"
    if isinstance(inside, exp.Distinct):
        name = "groupUniqArray"
        distinct, inside = inside, inside.expressions[0]
        if isinstance(inside, exp.Order):
            order, inside = inside.expressions, inside.this
        if order and len(distinct.expressions) > 1:
            translator.note("Only the first value is collected", distinct)
    found = _ordered(translator, name, translator.expr(inside), order)
    if limit is not None:
        return ast.ArraySlice(array=found, start_expr=number(1), end_expr=translator.expr(limit))
    return found


def _ordered(
    translator: "Translator", name: str, value: ast.Node, order: "Sequence[exp.Expr]"
) -> ast.Node:
    """``arraySort`` by the value itself, or by the keys collected beside it."""
    if not order:
        return call(name, value)
    directions = {bool(item.args.get("desc")) for item in order}
    if len(directions) > 1:
        translator.note("All keys inside an aggregate are sorted in one direction", order[0])
    sort = "arrayReverseSort" if order[0].args.get("desc") else "arraySort"
    keys = translator.exprs(item.this for item in order)
    if keys == (value,):
        return call(sort, call(name, value))
    pairs = call(sort, call(name, ast.Tuple(exprs=(*keys, value))))
    last = ast.TupleAccess(tuple=field("pair"), index=len(keys) + 1)
    return call("arrayMap", ast.Lambda(args=("pair",), expr=last), pairs)


@rule(exp.Quantile, exp.ApproxQuantile, exp.PercentileCont, exp.PercentileDisc)
def _quantile(translator: "Translator", node: exp.Expr) -> ast.Node:
    """The forms that take the value and the level side by side."""
    return _quantile_of(translator, node, node.this)


def _quantile_of(translator: "Translator", node: exp.Expr, value: exp.Expr) -> ast.Node:
    level = node.args.get("quantile") or node.args.get("expression") or node.this
    name = "quantileExactLow" if isinstance(node, exp.PercentileDisc) else "quantile"
    if isinstance(node, exp.PercentileCont):
        translator.note("Quantiles are estimated; quantileExact gives a value that occurs", node)
    return ast.Call(name=name, params=(translator.expr(level),), args=(translator.expr(value),))


def quantile_at(translator: "Translator", node: exp.Expr, place: int) -> ast.Node:
    """One of the bounds that ``APPROX_QUANTILES`` answers, counted from zero."""
    parts = node.args["expression"].name
    level = place / int(parts) if parts.isdigit() and int(parts) else 2.0
    if level > 1:
        return translator.unsupported(node)
    args = (translator.expr(node.this),)
    return ast.Call(name="quantile", params=(number(level),), args=args)


@rule(exp.ApproxQuantiles)
def _quantiles(translator: "Translator", node: exp.Expr) -> ast.Node:
    """The bounds of so many parts of equal size."""
    parts = node.args["expression"].name
    count = int(parts) if parts.isdigit() else 0
    if not 0 < count <= 100:
        return translator.unsupported(node)
    levels = tuple(number(place / count) for place in range(count + 1))
    return ast.Call(name="quantiles", params=levels, args=(translator.expr(node.this),))


@rule(exp.WithinGroup)
def _within_group(translator: "Translator", node: exp.Expr) -> ast.Node:
    inside, order = node.this, node.args["expression"]
    keys = order.expressions if isinstance(order, exp.Order) else []
    if isinstance(inside, _QUANTILES) and len(keys) == 1:
        return _quantile_of(translator, inside, keys[0].this)
    if isinstance(inside, exp.Mode) and len(keys) == 1:
        return _mode(translator, exp.Mode(this=keys[0].this))
    if isinstance(inside, exp.GroupConcat | exp.ArrayAgg):
        ordered = exp.Order(this=inside.this.copy(), expressions=[key.copy() for key in keys])
        inside.set("this", ordered)
        return translator.expr(inside)
    return translator.unsupported(node)


@rule(exp.Filter)
def _filter(translator: "Translator", node: exp.Expr) -> ast.Node:
    inner = translator.expr(node.this)
    condition = translator.expr(node.args["expression"].this)
    if isinstance(inner, ast.Call) and inner.name not in {"arrayStringConcat", "arrayMap"}:
        return replace(inner, filter_expr=condition)
    return _with_condition(translator, node, inner, condition)


def _with_condition(
    translator: "Translator", node: exp.Expr, inner: ast.Node, condition: ast.Node
) -> ast.Node:
    """The condition goes to the aggregates inside what the call has become."""
    names = frozenset({"groupArray", "groupUniqArray", "countIf", "topK"})
    found = [item for item in ast.walk(inner) if isinstance(item, ast.Call) and item.name in names]
    if not found:
        return translator.unsupported(node)

    def add(item: ast.Node) -> ast.Node:
        is_aggregate = isinstance(item, ast.Call) and item.name in names
        return replace(item, filter_expr=condition) if is_aggregate else item

    return ast.rewrite(inner, add)


@rule(exp.IgnoreNulls)
def _ignore_nulls(translator: "Translator", node: exp.Expr) -> ast.Node:
    """Aggregates of HogQL skip nulls as they are; window functions are told to."""
    inner = translator.expr(node.this)
    is_window = isinstance(node.this, exp.FirstValue | exp.LastValue | exp.Lag | exp.Lead)
    if is_window and isinstance(inner, ast.Call):
        return replace(inner, ignore_nulls=True)
    return inner


@rule(exp.RespectNulls)
def _respect_nulls(translator: "Translator", node: exp.Expr) -> ast.Node:
    if isinstance(node.this, exp.ArrayAgg):
        translator.note("groupArray leaves nulls out", node)
    return translator.expr(node.this)


@rule(exp.Window)
def _window(translator: "Translator", node: exp.Expr) -> ast.Node:
    inner = translator.expr(node.this)
    if not isinstance(inner, ast.Call):
        return translator.unsupported(node)
    named = node.args.get("alias")
    has_parts = any(node.args.get(part) for part in ("partition_by", "order", "spec"))
    if named is not None and has_parts:
        translator.note("A window that extends another was taken without it", node)
    window = None if named is not None and not has_parts else window_of(translator, node)
    return ast.WindowFunction(
        name=inner.name,
        exprs=inner.params if inner.params is not None else inner.args,
        args=inner.args if inner.params is not None else (),
        distinct=inner.distinct,
        filter_expr=inner.filter_expr,
        ignore_nulls=inner.ignore_nulls,
        over_expr=window,
        over_identifier=name_of(translator, named) if window is None and named else None,
    )


def window_of(translator: "Translator", node: exp.Expr) -> ast.WindowExpr:
    """What stands in the brackets of a window."""
    order, spec = node.args.get("order"), node.args.get("spec")
    partition = translator.exprs(node.args.get("partition_by"))
    start = end = None
    method: Literal["ROWS", "RANGE"] | None = None
    if spec is not None:
        method = "RANGE" if spec.args.get("kind") == "RANGE" else "ROWS"
        start = _bound(translator, spec, "start")
        end = _bound(translator, spec, "end") if spec.args.get("end") else None
        if spec.args.get("kind") not in {"ROWS", "RANGE"} or spec.args.get("exclude"):
            translator.note("This frame is taken as one of rows", node)
    return ast.WindowExpr(
        partition_by=partition or None,
        order_by=order_of(translator, order),
        frame_method=method,
        frame_start=start,
        frame_end=end,
    )


def _bound(translator: "Translator", spec: exp.Expr, key: str) -> ast.WindowFrameExpr:
    value, side = spec.args[key], spec.args.get(f"{key}_side")
    if value == "CURRENT ROW":
        return ast.WindowFrameExpr(frame_type="CURRENT ROW")
    kind: Literal["PRECEDING", "FOLLOWING"] = "FOLLOWING" if side == "FOLLOWING" else "PRECEDING"
    if value == "UNBOUNDED":
        return ast.WindowFrameExpr(frame_type=kind)
    return ast.WindowFrameExpr(frame_type=kind, frame_value=translator.expr(value))


def order_of(
    translator: "Translator", order: "exp.Expr | None"
) -> tuple[ast.OrderExpr, ...] | None:
    """The items of an ORDER BY.

    Where nulls stand is said only if the text speaks of it: the languages differ in their defaults,
    and an answer where it matters is rare.
    """
    if order is None:
        return None
    found = tuple(_order_item(translator, item) for item in order.expressions)
    return found or None


def _order_item(translator: "Translator", node: exp.Expr) -> ast.OrderExpr:
    if not isinstance(node, exp.Ordered):
        return Ascending(expr=translator.expr(node))
    nulls: Literal["FIRST", "LAST"] | None = None
    if translator.says_nulls:
        nulls = "FIRST" if node.args.get("nulls_first") else "LAST"
    value = node.this
    if isinstance(value, exp.Collate):
        translator.note("The collation was left out", node)
        value = value.this
    expr = translator.expr(value)
    if node.args.get("desc"):
        return ast.OrderExpr(expr=expr, order="DESC", nulls=nulls)
    return Ascending(expr=expr, nulls=nulls)
