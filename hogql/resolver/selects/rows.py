"""How many rows: LIMIT in its forms, and OFFSET (hogql 5.1).

LIMIT 10  ·  LIMIT 2 + 3  ·  LIMIT 10 WITH TIES  ·  LIMIT 10 %  ·  LIMIT 0.1
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.resolver.scope import at

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.plan.queries import Select

_FOLDED: Final["dict[ast.ArithmeticOperationOp, Callable[[float, float], float]]"] = {
    ast.ArithmeticOperationOp.Add: lambda left, right: left + right,
    ast.ArithmeticOperationOp.Sub: lambda left, right: left - right,
    ast.ArithmeticOperationOp.Mult: lambda left, right: left * right,
}
_MOST: Final = 2**63 - 1
_LEAST: Final = 1e-9


def resolve_rows(node: ast.SelectQuery, select: "Select") -> None:
    """The limit and the offset of a SELECT, into ``select``; its order is known already."""
    select.offset = constant_count(node.offset, "OFFSET")
    if node.limit is None:
        return
    found = _number(node.limit, "LIMIT")
    if node.limit_percent:
        found = found / 100
        if found >= 1:
            _check_all(node.limit, found)
            return
    select.has_ties = bool(node.limit_with_ties)
    if select.has_ties and not select.order_by:
        raise at(node.limit, "LIMIT WITH TIES needs ORDER BY")
    if select.has_ties and select.limit_by:
        raise at(node.limit, "WITH TIES can not stand beside LIMIT BY", "Use a sub-query")
    if found == int(found):
        select.limit = min(int(found), _MOST)
    else:
        select.share = _share(node.limit, found, select)


def _check_all(node: ast.Node, share: float) -> None:
    """All rows are no limit, more than all are a mistake."""
    if share > 1:
        raise at(node, "LIMIT takes at most 100 per cent")


def _share(node: ast.Node, found: float, select: "Select") -> float:
    if found >= 1:
        raise at(node, "LIMIT must be a whole number, or a share of the rows below 1")
    if select.has_ties and select.offset:
        raise at(node, "A share WITH TIES takes no OFFSET")
    return max(found, _LEAST)


def constant_count(node: ast.Node | None, what: str) -> int | None:
    """The whole number after a word, computed here; None when there is none."""
    if node is None:
        return None
    found = _number(node, what)
    if found != int(found):
        raise at(node, f"{what} must be a whole number")
    return min(int(found), _MOST)


def _number(node: ast.Node, what: str) -> float:
    found = fold(node)
    if found is None or found < 0:
        raise at(node, f"{what} must be a constant that is not negative")
    return found


def fold(node: ast.Node) -> float | None:
    """The value of a number or of simple arithmetic on numbers."""
    if isinstance(node, ast.Constant):
        value = node.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return value if value - value == 0 else None
    if isinstance(node, ast.ArithmeticOperation) and node.op in _FOLDED:
        left, right = fold(node.left), fold(node.right)
        if left is not None and right is not None:
            return _FOLDED[node.op](left, right)
    return None
