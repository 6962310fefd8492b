"""Comparisons of every kind, and their negations.

x = ANY (ARRAY[1, 2])  ->  x IN (1, 2)      NOT x LIKE 'a%'  ->  x NOT LIKE 'a%'
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace as changed
from sqlglot import exp

from hogql import ast
from hogql.ast import CompareOperationOp
from hogql.translate.making import call, compare, is_null, text
from hogql.translate.translator import rule

if TYPE_CHECKING:
    from hogql.translate.translator import Translator

_COMPARISONS: Final[dict[type[exp.Expr], CompareOperationOp]] = {
    exp.EQ: CompareOperationOp.Eq,
    exp.NEQ: CompareOperationOp.NotEq,
    exp.GT: CompareOperationOp.Gt,
    exp.GTE: CompareOperationOp.GtEq,
    exp.LT: CompareOperationOp.Lt,
    exp.LTE: CompareOperationOp.LtEq,
    exp.Like: CompareOperationOp.Like,
    exp.ILike: CompareOperationOp.ILike,
    exp.RegexpLike: CompareOperationOp.Regex,
    exp.RegexpILike: CompareOperationOp.IRegex,
}
_OPPOSITES: Final = {
    CompareOperationOp.Like: CompareOperationOp.NotLike,
    CompareOperationOp.ILike: CompareOperationOp.NotILike,
    CompareOperationOp.In: CompareOperationOp.NotIn,
    CompareOperationOp.Regex: CompareOperationOp.NotRegex,
    CompareOperationOp.IRegex: CompareOperationOp.NotIRegex,
}


@rule(exp.Not)
def _not(translator: "Translator", node: exp.Expr) -> ast.Node:
    inner = translator.expr(node.this)
    if isinstance(inner, ast.CompareOperation):
        if inner.is_null_comparison_style:
            return is_null(inner.left, negated=inner.op == CompareOperationOp.Eq)
        if inner.op in _OPPOSITES:
            return changed(inner, op=_OPPOSITES[inner.op])
    if isinstance(inner, ast.BetweenExpr | ast.IsDistinctFrom):
        return changed(inner, negated=not inner.negated)
    return ast.Not(expr=inner)


@rule(*_COMPARISONS)
def _comparison(translator: "Translator", node: exp.Expr) -> ast.Node:
    right = node.args["expression"]
    op = _COMPARISONS[type(node)]
    if isinstance(right, exp.Anonymous) and str(right.this).upper() in {"ALL", "ANY", "SOME"}:
        is_all = str(right.this).upper() == "ALL"
        right = exp.All(this=right.expressions[0]) if is_all else exp.Any(this=right.expressions[0])
    if isinstance(right, exp.Any | exp.All):
        return _quantified(translator, node, right, op)
    if isinstance(node, exp.RegexpLike) and node.args.get("flag"):
        flag = node.args["flag"].name
        op = CompareOperationOp.IRegex if "i" in flag else op
    op = _OPPOSITES[op] if node.args.get("negate") else op
    return compare(translator.expr(node.this), op, translator.expr(right))


def _quantified(
    translator: "Translator", node: exp.Expr, right: exp.Any | exp.All, op: CompareOperationOp
) -> ast.Node:
    """``x = ANY (...)``, ``x LIKE ANY (...)`` and the like."""
    among = right.this.unnest() if isinstance(right.this, exp.Expr) else right.this
    value = translator.expr(node.this)
    is_any = isinstance(right, exp.Any)
    if is_any and op == CompareOperationOp.Eq:
        return _member(value, translator.expr(among))
    if not is_any and op == CompareOperationOp.NotEq:
        inside = _member(value, translator.expr(among))
        if isinstance(inside, ast.CompareOperation):
            return changed(inside, op=CompareOperationOp.NotIn)
        return ast.Not(expr=inside)
    if not isinstance(among, exp.Array | exp.Tuple):
        return translator.unsupported(node)
    parts = tuple(compare(value, op, item) for item in translator.exprs(among.expressions))
    if len(parts) == 1:
        return parts[0]
    return ast.Or(exprs=parts) if is_any else ast.And(exprs=parts)


def _member(value: ast.Node, among: ast.Node) -> ast.Node:
    """``IN`` takes a list or a query; a column of arrays is asked by ``has``."""
    if isinstance(among, ast.Array):
        return compare(value, CompareOperationOp.In, ast.Tuple(exprs=among.exprs))
    if isinstance(among, ast.SelectQuery | ast.SelectSetQuery):
        return compare(value, CompareOperationOp.In, among)
    return call("has", among, value)


@rule(exp.SimilarTo)
def _similar(translator: "Translator", node: exp.Expr) -> ast.Node:
    pattern = node.args["expression"]
    if not isinstance(pattern, exp.Literal):
        return translator.unsupported(node)
    regular = "^(?:" + pattern.name.replace("%", ".*").replace("_", ".") + ")$"
    return compare(translator.expr(node.this), CompareOperationOp.Regex, text(regular))


@rule(exp.Escape)
def _escape(translator: "Translator", node: exp.Expr) -> ast.Node:
    translator.note("The ESCAPE of a pattern was left out; \\ escapes % and _", node)
    return translator.expr(node.this)


@rule(exp.Is)
def _is(translator: "Translator", node: exp.Expr) -> ast.Node:
    left, right = translator.exprs([node.this, node.args["expression"]])
    if isinstance(right, ast.Constant) and right.value is None:
        return is_null(left, negated=bool(node.args.get("negate")))
    return ast.IsDistinctFrom(left=left, right=right, negated=not node.args.get("negate"))


@rule(exp.NullSafeEQ, exp.NullSafeNEQ)
def _null_safe(translator: "Translator", node: exp.Expr) -> ast.Node:
    left, right = translator.exprs([node.this, node.args["expression"]])
    return ast.IsDistinctFrom(left=left, right=right, negated=isinstance(node, exp.NullSafeEQ))


@rule(exp.In)
def _in(translator: "Translator", node: exp.Expr) -> ast.Node:
    inside = node.args.get("query") or node.args.get("field")
    if node.args.get("unnest"):
        array = node.args["unnest"].expressions[0]
        return _member(translator.expr(node.this), translator.expr(array))
    if inside is None:
        right: ast.Node = ast.Tuple(exprs=translator.exprs(node.expressions))
    else:
        right = translator.expr(inside.unnest() if isinstance(inside, exp.Subquery) else inside)
    return compare(translator.expr(node.this), CompareOperationOp.In, right)


@rule(exp.Between)
def _between(translator: "Translator", node: exp.Expr) -> ast.Node:
    value, low, high = translator.exprs([node.this, node.args["low"], node.args["high"]])
    return ast.BetweenExpr(expr=value, low=low, high=high)


@rule(exp.Exists)
def _exists(translator: "Translator", node: exp.Expr) -> ast.Node:
    query = node.this
    own = {alias.name.lower() for alias in query.find_all(exp.TableAlias)}
    own |= {table.name.lower() for table in query.find_all(exp.Table)}
    for column in query.find_all(exp.Column):
        if column.table and column.table.lower() not in own:
            translator.note(
                "A sub-query can not refer to the query around it; join instead", column
            )
    return call("exists", translator.expr(node.this))
