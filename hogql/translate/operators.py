"""Operators, CASE and collections; comparisons have a module of their own."""

from typing import TYPE_CHECKING, Final

from sqlglot import exp

from hogql import ast
from hogql.ast import ArithmeticOperationOp
from hogql.tokens import INTERVALS
from hogql.translate.aggregates import quantile_at
from hogql.translate.making import (
    Case,
    Interval,
    arithmetic,
    call,
    number,
    plus,
    text,
    whole_number,
)
from hogql.translate.translator import rule

if TYPE_CHECKING:
    from hogql.translate.translator import Translator

_ARITHMETIC: Final[dict[type[exp.Expr], ArithmeticOperationOp]] = {
    exp.Mul: ArithmeticOperationOp.Mult,
    exp.Mod: ArithmeticOperationOp.Mod,
}
_BITS: Final[dict[type[exp.Expr], str]] = {
    exp.BitwiseAnd: "bitAnd",
    exp.BitwiseOr: "bitOr",
    exp.BitwiseXor: "bitXor",
    exp.BitwiseLeftShift: "bitShiftLeft",
    exp.BitwiseRightShift: "bitShiftRight",
    exp.IntDiv: "intDiv",
}
_WITHOUT_LAMBDAS: Final = frozenset({"postgres", "redshift", "mysql", "sqlite"})
_WHOLE: Final = (exp.Count, exp.CountIf, exp.ApproxDistinct)


@rule(exp.And, exp.Or)
def _logic(translator: "Translator", node: exp.Expr) -> ast.Node:
    kind = type(node)
    items: list[ast.Node] = []
    waiting: list[exp.Expr] = [node]
    while waiting:
        current = waiting.pop()
        if type(current) is kind:
            waiting += [current.args["expression"], current.this]
        else:
            items.append(translator.expr(current))
    return ast.And(exprs=tuple(items)) if kind is exp.And else ast.Or(exprs=tuple(items))


@rule(exp.Xor)
def _xor(translator: "Translator", node: exp.Expr) -> ast.Node:
    return call("xor", *translator.exprs([node.this, node.args["expression"]]))


@rule(*_ARITHMETIC)
def _arithmetic(translator: "Translator", node: exp.Expr) -> ast.Node:
    """A span of time can be multiplied in other languages; here its number is."""
    left, right = translator.exprs([node.this, node.args["expression"]])
    for each, times in ((left, right), (right, left)):
        if isinstance(each, Interval) and isinstance(node, exp.Mul):
            count = arithmetic(times, ArithmeticOperationOp.Mult, number(each.count))
            return call(INTERVALS[each.unit], times if each.count == 1 else count)
    return arithmetic(left, _ARITHMETIC[type(node)], right)


@rule(exp.Div)
def _divide(translator: "Translator", node: exp.Expr) -> ast.Node:
    sides = [node.this, node.args["expression"]]
    if node.args.get("typed") and all(_is_whole(side) for side in sides):
        translator.note(
            "A division of whole numbers gives a fraction here, not a whole number", node
        )
    left, right = translator.exprs(sides)
    return arithmetic(left, ArithmeticOperationOp.Div, right)


def _is_whole(node: exp.Expr) -> bool:
    bare = node.unnest()
    return isinstance(bare, _WHOLE) or (isinstance(bare, exp.Literal) and bare.is_int)


@rule(exp.SafeDivide)
def _safe_divide(translator: "Translator", node: exp.Expr) -> ast.Node:
    left, right = translator.exprs([node.this, node.args["expression"]])
    return arithmetic(left, ArithmeticOperationOp.Div, call("nullIf", right, number(0)))


@rule(exp.Neg)
def _negative(translator: "Translator", node: exp.Expr) -> ast.Node:
    inner = translator.expr(node.this)
    if isinstance(inner, ast.Constant) and isinstance(inner.value, int | float):
        return number(-inner.value)
    return arithmetic(number(0), ArithmeticOperationOp.Sub, inner)


@rule(*_BITS)
def _bits(translator: "Translator", node: exp.Expr) -> ast.Node:
    return call(_BITS[type(node)], *translator.exprs([node.this, node.args["expression"]]))


@rule(exp.BitwiseNot)
def _bit_not(translator: "Translator", node: exp.Expr) -> ast.Node:
    return call("bitNot", translator.expr(node.this))


@rule(exp.DPipe)
def _join_texts(translator: "Translator", node: exp.Expr) -> ast.Node:
    items: list[ast.Node] = []
    left: exp.Expr = node
    while isinstance(left, exp.DPipe):
        items.append(translator.expr(left.args["expression"]))
        left = left.this
    return call("concat", translator.expr(left), *reversed(items))


@rule(exp.Case)
def _case(translator: "Translator", node: exp.Expr) -> ast.Node:
    branches = tuple(
        (translator.expr(branch.this), translator.expr(branch.args["true"]))
        for branch in node.args["ifs"]
    )
    otherwise = translator.maybe(node.args.get("default"))
    return Case(value=translator.maybe(node.this), branches=branches, otherwise=otherwise)


@rule(exp.DecodeCase)
def _decode(translator: "Translator", node: exp.Expr) -> ast.Node:
    value, *rest = translator.exprs(node.expressions)
    pairs = tuple(zip(rest[::2], rest[1::2], strict=False))
    otherwise = rest[-1] if len(rest) % 2 else None
    return Case(value=value, branches=pairs, otherwise=otherwise)


@rule(exp.Tuple)
def _tuple(translator: "Translator", node: exp.Expr) -> ast.Node:
    return ast.Tuple(exprs=translator.exprs(node.expressions))


@rule(exp.Array)
def _array(translator: "Translator", node: exp.Expr) -> ast.Node:
    inside = node.expressions
    if len(inside) == 1 and isinstance(inside[0], exp.Query):
        translator.note("Name the column in groupArray(...): an array of a sub-query", node)
        return call("unsupported", text(node.sql(dialect=translator.dialect)))
    return ast.Array(exprs=translator.exprs(inside))


@rule(exp.Struct)
def _struct(translator: "Translator", node: exp.Expr) -> ast.Node:
    items: list[tuple[ast.Node, ast.Node]] = []
    for place, item in enumerate(node.expressions, start=1):
        is_named = isinstance(item, exp.PropertyEQ | exp.Alias)
        key = item.alias_or_name or item.this.name if is_named else str(place)
        value = item.args["expression"] if isinstance(item, exp.PropertyEQ) else item.unalias()
        items.append((text(key), translator.expr(value)))
    return ast.Dict(items=tuple(items))


@rule(exp.Bracket)
def _bracket(translator: "Translator", node: exp.Expr) -> ast.Node:
    """Whole-numbered indexes come from sqlglot counted from zero, whatever the language."""
    index = node.expressions[0]
    if isinstance(node.this, exp.ApproxQuantiles) and isinstance(index, exp.Literal):
        return quantile_at(translator, node.this, int(index.this))
    array = translator.expr(node.this)
    if isinstance(index, exp.Slice):
        first, last = (translator.maybe(index.args.get(part)) for part in ("this", "expression"))
        return ast.ArraySlice(array=array, start_expr=first, end_expr=last)
    place = translator.expr(index)
    if isinstance(place, ast.Constant) and isinstance(place.value, str):
        if isinstance(array, ast.Field):
            return ast.Field(chain=(*array.chain, place.value))
        return ast.ArrayAccess(array=array, property=place)
    whole = whole_number(place)
    if whole is not None:
        return ast.ArrayAccess(array=array, property=number(whole + 1 if whole >= 0 else whole))
    offset = 1 - translator.index_offset
    return ast.ArrayAccess(array=array, property=plus(place, offset) if offset else place)


def _as_path(column: exp.Expr, body: exp.Expr) -> exp.Expr:
    """``column -> 'a' ->> 'b'``, of which only the part behind the first arrow is one tree."""
    first = body
    while isinstance(first.this, exp.Expr):
        first = first.this
    step = exp.JSONExtract(this=exp.Column(this=column.copy()), expression=first.copy())
    if first is body:
        return step
    first.replace(step)
    return body


@rule(exp.Lambda)
def _lambda(translator: "Translator", node: exp.Expr) -> ast.Node:
    """Trap: among arguments sqlglot takes the ``->`` of JSON for a lambda, in any language."""
    if translator.dialect in _WITHOUT_LAMBDAS and len(node.expressions) == 1:
        return translator.expr(_as_path(node.expressions[0], node.this))
    names = tuple(item.name for item in node.expressions)
    return ast.Lambda(args=names, expr=translator.expr(node.this))


@rule(exp.Subquery)
def _subquery(translator: "Translator", node: exp.Expr) -> ast.Node:
    return translator.expr(node.this)
