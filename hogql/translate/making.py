"""Short ways to make nodes, and three nodes that print as people write them.

``Case``, ``Interval`` and ``Ascending`` exist only here: their text parses to ``multiIf(...)``,
``toIntervalDay(...)`` and an ``OrderExpr``.
"""

from hogql import ast
from hogql.ast import ArithmeticOperationOp, CompareOperationOp
from hogql.canonical.text import Text, operand, plain, renders
from hogql.parser import pratt


class Case(ast.Node, frozen=True, kw_only=True):
    """``CASE value WHEN condition THEN result ... ELSE otherwise END``."""

    value: ast.Node | None = None
    branches: tuple[tuple[ast.Node, ast.Node], ...]
    otherwise: ast.Node | None = None


class Ascending(ast.OrderExpr, frozen=True, kw_only=True):
    """An item of ORDER BY without a word for its direction."""


class Interval(ast.Node, frozen=True, kw_only=True):
    """``INTERVAL count unit``."""

    count: int
    unit: str


@renders(Case)
def _case(node: Case) -> Text:
    parts = ["CASE"] if node.value is None else [f"CASE {plain(node.value)}"]
    for condition, result in node.branches:
        parts.append(f"WHEN {_inside(condition)} THEN {_inside(result)}")
    if node.otherwise is not None:
        parts.append(f"ELSE {_inside(node.otherwise)}")
    return Text(text=" ".join([*parts, "END"]))


def _inside(node: ast.Node) -> str:
    return operand(node, pratt.ALIAS + 1)


@renders(Ascending)
def _ascending(node: Ascending) -> Text:
    nulls = f" NULLS {node.nulls}" if node.nulls else ""
    return Text(text=f"{plain(node.expr)}{nulls}", power=0)


@renders(Interval)
def _interval(node: Interval) -> Text:
    return Text(text=f"INTERVAL {node.count} {node.unit}", power=pratt.POSTFIX)


def call(name: str, *args: ast.Node) -> ast.Call:
    """A call."""
    return ast.Call(name=name, args=args)


def field(*chain: str) -> ast.Field:
    """A name."""
    return ast.Field(chain=chain)


def text(value: str) -> ast.Constant:
    """A string."""
    return ast.Constant(value=value)


def number(value: float) -> ast.Constant:
    """A number."""
    return ast.Constant(value=value)


def compare(left: ast.Node, op: CompareOperationOp, right: ast.Node) -> ast.CompareOperation:
    """A comparison."""
    return ast.CompareOperation(left=left, op=op, right=right)


def arithmetic(
    left: ast.Node, op: ArithmeticOperationOp, right: ast.Node
) -> ast.ArithmeticOperation:
    """A calculation."""
    return ast.ArithmeticOperation(left=left, op=op, right=right)


def plus(left: ast.Node, count: int) -> ast.Node:
    """A whole number added; a constant is calculated at once."""
    if isinstance(left, ast.Constant) and type(left.value) is int:
        return number(left.value + count)
    op = ArithmeticOperationOp.Add if count >= 0 else ArithmeticOperationOp.Sub
    return arithmetic(left, op, number(abs(count)))


def is_null(node: ast.Node, *, negated: bool = False) -> ast.CompareOperation:
    """``node IS [NOT] NULL``."""
    op = CompareOperationOp.NotEq if negated else CompareOperationOp.Eq
    null = ast.Constant(value=None)
    return ast.CompareOperation(left=node, op=op, right=null, is_null_comparison_style=True)


def select(column: ast.Node, source: "ast.JoinExpr | None" = None) -> ast.SelectQuery:
    """A query of one column."""
    return ast.SelectQuery(select=(column,), select_from=source)


def whole_number(node: ast.Node) -> int | None:
    """The value of an integer constant."""
    is_whole = isinstance(node, ast.Constant) and type(node.value) is int
    return int(str(node.value)) if is_whole and isinstance(node, ast.Constant) else None
