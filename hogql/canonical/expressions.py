"""Canonical text of constants, names, operators, collections and casts."""

import math
import re
from typing import Final

from hogql import ast
from hogql.ast import ArithmeticOperationOp, CompareOperationOp
from hogql.canonical.text import Text, alias, listed, name, names, operand, plain, renders, string
from hogql.parser import pratt

_PRODUCTS: Final = frozenset(
    {ArithmeticOperationOp.Mult, ArithmeticOperationOp.Div, ArithmeticOperationOp.Mod}
)
_TYPE: Final = re.compile(
    r"[a-z_$][\w$]*( [a-z_$][\w$]*)*(\(.*\))?(\[\d*\])*", re.ASCII | re.DOTALL
)
_TRUTHS: Final = frozenset({"true", "false"})
_COHORT_OPERANDS: Final = (ast.Constant, ast.Field, ast.Call, ast.Placeholder)


@renders(ast.Constant)
def _constant(node: ast.Constant) -> Text:
    value = node.value
    if isinstance(value, str):
        return Text(text=string(value))
    if value is None:
        return Text(text="NULL")
    if isinstance(value, bool):
        return Text(text="true" if value else "false")
    if isinstance(value, float) and math.isnan(value):
        return Text(text="nan")
    return Text(text=repr(value))


@renders(ast.Field)
def _field(node: ast.Field) -> Text:
    *qualifier, last = node.chain
    parts = [name(part) for part in qualifier]
    parts.append("*" if last == "*" else name(last))
    if len(parts) == 1 and last.lower() in _TRUTHS:
        return Text(text=f"`{last}`")
    return Text(text=".".join(parts))


@renders(ast.PositionalRef)
def _positional(node: ast.PositionalRef) -> Text:
    return Text(text=f"#{node.index}")


@renders(ast.Alias)
def _alias(node: ast.Alias) -> Text:
    return Text(text=f"{operand(node.expr, pratt.ALIAS)} AS {alias(node.alias)}", power=pratt.ALIAS)


@renders(ast.NamedArgument)
def _named_argument(node: ast.NamedArgument) -> Text:
    return Text(text=f"{name(node.name)} := {plain(node.value)}", power=0)


@renders(ast.ArithmeticOperation)
def _arithmetic(node: ast.ArithmeticOperation) -> Text:
    """Walks down the left side, so that a long sum costs no stack."""
    power = pratt.PRODUCT if node.op in _PRODUCTS else pratt.SUM
    parts: list[str] = []
    left: ast.Expr = node
    while isinstance(left, ast.ArithmeticOperation) and _power(left) == power:
        parts.append(f" {left.op} {operand(left.right, power + 1)}")
        left = left.left
    return Text(text=operand(left, power) + "".join(reversed(parts)), power=power)


def _power(node: ast.ArithmeticOperation) -> int:
    return pratt.PRODUCT if node.op in _PRODUCTS else pratt.SUM


@renders(ast.CompareOperation)
def _comparison(node: ast.CompareOperation) -> Text:
    if node.is_null_comparison_style:
        word = "IS NULL" if node.op == CompareOperationOp.Eq else "IS NOT NULL"
        return Text(text=f"{operand(node.left, pratt.IS_NULL)} {word}", power=pratt.IS_NULL)
    right = operand(node.right, pratt.COMPARE + 1)
    is_cohort = node.op in {CompareOperationOp.InCohort, CompareOperationOp.NotInCohort}
    if is_cohort and not isinstance(node.right, _COHORT_OPERANDS):
        right = f"({plain(node.right)})"
    op = "=" if node.op == CompareOperationOp.Eq else node.op.upper()
    return Text(text=f"{operand(node.left, pratt.COMPARE)} {op} {right}", power=pratt.COMPARE)


@renders(ast.IsDistinctFrom)
def _distinct(node: ast.IsDistinctFrom) -> Text:
    word = "IS NOT DISTINCT FROM" if node.negated else "IS DISTINCT FROM"
    left = operand(node.left, pratt.DISTINCT_FROM)
    right = operand(node.right, pratt.DISTINCT_FROM + 1)
    return Text(text=f"{left} {word} {right}", power=pratt.DISTINCT_FROM)


@renders(ast.BetweenExpr)
def _between(node: ast.BetweenExpr) -> Text:
    word = "NOT BETWEEN" if node.negated else "BETWEEN"
    value = operand(node.expr, pratt.BETWEEN)
    low, high = (operand(bound, pratt.BETWEEN + 1) for bound in (node.low, node.high))
    return Text(text=f"{value} {word} {low} AND {high}", power=pratt.BETWEEN)


@renders(ast.And)
def _and(node: ast.And) -> Text:
    parts = [operand(item, pratt.AND + 1) for item in node.exprs]
    return Text(text=" AND ".join(parts), power=pratt.AND)


@renders(ast.Or)
def _or(node: ast.Or) -> Text:
    parts = [operand(item, pratt.OR + 1) for item in node.exprs]
    return Text(text=" OR ".join(parts), power=pratt.OR)


@renders(ast.Not)
def _not(node: ast.Not) -> Text:
    """A bracket behind ``NOT`` would make it a call with that bracket as its arguments."""
    text = operand(node.expr, pratt.NOT)
    if text.startswith("("):
        return Text(text=f"not({plain(node.expr)})")
    return Text(text=f"NOT {text}", power=pratt.NOT)


@renders(ast.Array)
def _array(node: ast.Array) -> Text:
    return Text(text=f"[{listed(node.exprs)}]")


@renders(ast.Tuple)
def _tuple(node: ast.Tuple) -> Text:
    comma = "," if len(node.exprs) == 1 else ""
    return Text(text=f"({listed(node.exprs)}{comma})")


@renders(ast.Dict)
def _dict(node: ast.Dict) -> Text:
    items = [f"{plain(key)}: {plain(value)}" for key, value in node.items]
    return Text(text="{" + ", ".join(items) + "}")


def _accessed(node: ast.Expr) -> str:
    """What stands before an access; a number would swallow the dot."""
    is_number = isinstance(node, ast.Constant) and isinstance(node.value, int | float)
    return f"({plain(node)})" if is_number else operand(node, pratt.POSTFIX)


@renders(ast.ArrayAccess)
def _array_access(node: ast.ArrayAccess) -> Text:
    mark = "?." if node.nullish else ""
    text = f"{_accessed(node.array)}{mark}[{plain(node.property)}]"
    return Text(text=text, power=pratt.POSTFIX)


@renders(ast.ArraySlice)
def _array_slice(node: ast.ArraySlice) -> Text:
    first = plain(node.start_expr) if node.start_expr else ""
    last = plain(node.end_expr) if node.end_expr else ""
    return Text(text=f"{_accessed(node.array)}[{first}:{last}]", power=pratt.POSTFIX)


@renders(ast.TupleAccess)
def _tuple_access(node: ast.TupleAccess) -> Text:
    mark = "?." if node.nullish else "."
    return Text(text=f"{_accessed(node.tuple)}{mark}{node.index}", power=pratt.POSTFIX)


@renders(ast.TypeCast)
def _cast(node: ast.TypeCast) -> Text:
    if not _TYPE.fullmatch(node.type_name):
        quoted = node.type_name.replace("\\", "\\\\").replace("`", "``")
        return Text(text=f"{_accessed(node.expr)}::`{quoted}`", power=pratt.POSTFIX)
    return Text(text=f"CAST({operand(node.expr, pratt.ALIAS + 1)} AS {node.type_name})")


@renders(ast.TryCast)
def _try_cast(node: ast.TryCast) -> Text:
    return Text(text=f"TRY_CAST({operand(node.expr, pratt.ALIAS + 1)} AS {node.type_name})")


@renders(ast.ColumnsExpr)
def _columns(node: ast.ColumnsExpr) -> Text:
    if node.regex is not None:
        return Text(text=f"COLUMNS({string(node.regex)})")
    if node.columns is not None:
        return Text(text=f"COLUMNS({listed(node.columns)})")
    text = ".".join([*(name(part) for part in node.qualifier or ()), "*"])
    if node.exclude:
        text += f" EXCLUDE ({names(node.exclude)})"
    if not node.replace:
        return Text(text=text)
    replaced = [
        f"{operand(expr, pratt.ALIAS + 1)} AS {name(column)}" for column, expr in node.replace
    ]
    return Text(text=f"COLUMNS({text} REPLACE ({', '.join(replaced)}))")


@renders(ast.SpreadExpr)
def _spread(node: ast.SpreadExpr) -> Text:
    return Text(text=f"*{plain(node.expr)}")
