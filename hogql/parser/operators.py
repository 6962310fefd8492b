"""What may follow an expression: operators and aliases; ``access`` has what needs no space.

Every rule gets the cursor on its own token, the node on its left and where that node starts.

Source: hogql 3 and 4; precedence and lowering are the published parser's.
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.parser import pratt
from hogql.parser.pratt import Infix, parse_expression
from hogql.tokens import EOF, NAMES, STRING

if TYPE_CHECKING:
    from hogql.parser.cursor import Cursor

_COHORT_OPERANDS: Final = frozenset(
    [
        "DECIMAL",
        "OCTAL",
        "FLOAT",
        "HEXADECIMAL",
        "BINARY",
        "STRING",
        "IDENTIFIER",
        "QUOTED",
        "(",
        "{",
        "[",
        "-",
        "+",
        "f'",
        "NULL",
    ]
)
_ENDS: Final = frozenset({EOF, ")", ","})
_NO_OPERAND: Final = frozenset({EOF, ")", ",", ";", "OFFSET", "WITH", "UNION", "ORDER", "SETTINGS"})


def arithmetic(op: ast.ArithmeticOperationOp, power: int) -> Infix:
    """The rule of one arithmetic operator."""

    def rule(cursor: "Cursor", left: ast.Expr, start: int) -> ast.Expr | None:
        cursor.position += 1
        right = parse_expression(cursor, power + 1)
        end = cursor.ends[cursor.position - 1]
        return ast.ArithmeticOperation(left=left, right=right, op=op, start=start, end=end)

    return rule


def percent(cursor: "Cursor", left: ast.Expr, start: int) -> ast.Expr | None:
    """A remainder, unless it is the per cent sign of ``LIMIT 10 %``."""
    following = cursor.kinds[cursor.position + 1]
    is_operand = following in NAMES and cursor.kinds[cursor.position + 2] in _ENDS
    if cursor.in_limit and following in _NO_OPERAND and not is_operand:
        return None
    return _REMAINDER(cursor, left, start)


_REMAINDER: Final = arithmetic(ast.ArithmeticOperationOp.Mod, pratt.PRODUCT)


def comparison(op: ast.CompareOperationOp) -> Infix:
    """The rule of one comparison."""

    def rule(cursor: "Cursor", left: ast.Expr, start: int) -> ast.Expr | None:
        cursor.position += 1
        return compare(cursor, left, op, start)

    return rule


def compare(
    cursor: "Cursor", left: ast.Expr, op: ast.CompareOperationOp, start: int
) -> ast.CompareOperation:
    """The comparison whose operator has just been passed."""
    right = parse_expression(cursor, pratt.COMPARE + 1)
    end = cursor.ends[cursor.position - 1]
    return ast.CompareOperation(left=left, right=right, op=op, start=start, end=end)


def is_in(cursor: "Cursor", left: ast.Expr, start: int) -> ast.Expr | None:
    """``IN`` and ``IN COHORT``."""
    cursor.position += 1
    is_cohort = _take_cohort(cursor)
    op = ast.CompareOperationOp.InCohort if is_cohort else ast.CompareOperationOp.In
    return compare(cursor, left, op, start)


def _take_cohort(cursor: "Cursor") -> bool:
    """Step over ``COHORT`` where it is not the name of a column."""
    position = cursor.position
    following = cursor.kinds[position + 1]
    is_last_word = following in NAMES and cursor.kinds[position + 2] in _ENDS
    if cursor.kinds[position] != "COHORT" or not (following in _COHORT_OPERANDS or is_last_word):
        return False
    cursor.position = position + 1
    return True


def negated(cursor: "Cursor", left: ast.Expr, start: int) -> ast.Expr | None:
    """``NOT`` before ``IN``, ``LIKE``, ``ILIKE`` or ``BETWEEN``."""
    kind = cursor.kinds[cursor.position + 1]
    if kind == "BETWEEN":
        if cursor.least > pratt.BETWEEN:
            return None
        cursor.position += 1
        return between(cursor, left, start, negated=True)
    op = _NEGATED.get(kind)
    if op is None:
        return None
    cursor.position += 2
    if kind == "IN" and _take_cohort(cursor):
        op = ast.CompareOperationOp.NotInCohort
    return compare(cursor, left, op, start)


_NEGATED: Final = {
    "IN": ast.CompareOperationOp.NotIn,
    "LIKE": ast.CompareOperationOp.NotLike,
    "ILIKE": ast.CompareOperationOp.NotILike,
}


def between(cursor: "Cursor", left: ast.Expr, start: int, *, negated: bool = False) -> ast.Expr:
    """``BETWEEN low AND high``."""
    cursor.position += 1
    low = parse_expression(cursor, pratt.BETWEEN + 1)
    cursor.expect("AND", "AND and the upper bound of BETWEEN")
    high = parse_expression(cursor, pratt.BETWEEN + 1)
    end = cursor.ends[cursor.position - 1]
    return ast.BetweenExpr(expr=left, low=low, high=high, negated=negated, start=start, end=end)


def is_something(cursor: "Cursor", left: ast.Expr, start: int) -> ast.Expr | None:
    """``IS [NOT] NULL`` and ``IS [NOT] DISTINCT FROM``."""
    position = cursor.position + 1
    negated = cursor.kinds[position] == "NOT"
    position += negated
    if cursor.kinds[position] == "NULL":
        cursor.position = position + 1
        end = cursor.ends[position]
        null = ast.Constant(value=None, start=cursor.starts[position], end=end)
        op = ast.CompareOperationOp.NotEq if negated else ast.CompareOperationOp.Eq
        return ast.CompareOperation(
            left=left, right=null, op=op, is_null_comparison_style=True, start=start, end=end
        )
    if cursor.kinds[position] == "DISTINCT" and cursor.kinds[position + 1] == "FROM":
        if cursor.least > pratt.DISTINCT_FROM:
            return None
        cursor.position = position + 2
        return _distinct(cursor, left, start, pratt.DISTINCT_FROM, negated=negated)
    cursor.position = position
    raise cursor.fail("NULL or DISTINCT FROM")


def is_same(cursor: "Cursor", left: ast.Expr, start: int) -> ast.Expr | None:
    """``<=>``."""
    cursor.position += 1
    return _distinct(cursor, left, start, pratt.SAME, negated=True)


def _distinct(
    cursor: "Cursor", left: ast.Expr, start: int, power: int, *, negated: bool
) -> ast.Expr:
    right = parse_expression(cursor, power + 1)
    end = cursor.ends[cursor.position - 1]
    return ast.IsDistinctFrom(left=left, right=right, negated=negated, start=start, end=end)


def ignore_nulls(cursor: "Cursor", left: ast.Expr, start: int) -> ast.Expr | None:
    """Marks the call it follows, or the call in whose brackets it stands."""
    del start
    if cursor.kinds[cursor.position + 1] != "NULLS":
        return None
    cursor.position += 2
    if isinstance(left, ast.Call | ast.WindowFunction):
        return replace(left, ignore_nulls=True, end=cursor.ends[cursor.position - 1])
    cursor.ignores_nulls = True
    return left


def chain(kind: type[ast.And] | type[ast.Or], keyword: str, power: int) -> Infix:
    """``a AND b AND c`` as one node; brackets around a part of the chain change nothing."""

    def rule(cursor: "Cursor", left: ast.Expr, start: int) -> ast.Expr | None:
        items: list[ast.Expr] = [*left.exprs] if isinstance(left, kind) else [left]
        while cursor.kinds[cursor.position] == keyword:
            cursor.position += 1
            right = parse_expression(cursor, power + 1)
            if isinstance(right, kind):
                items.extend(right.exprs)
            else:
                items.append(right)
        return kind(exprs=tuple(items), start=start, end=cursor.ends[cursor.position - 1])

    return rule


def concat(cursor: "Cursor", left: ast.Expr, start: int) -> ast.Expr | None:
    """A chain of ``||`` as one ``concat``."""
    items = _concatenated(left)
    while cursor.kinds[cursor.position] == "||":
        cursor.position += 1
        items.extend(_concatenated(parse_expression(cursor, pratt.SUM + 1)))
    return sugar(cursor, "concat", tuple(items), start)


def _concatenated(node: ast.Expr) -> list[ast.Expr]:
    is_concat = isinstance(node, ast.Call) and node.name == "concat" and node.params is None
    return [*node.args] if is_concat and isinstance(node, ast.Call) else [node]


def nullish(cursor: "Cursor", left: ast.Expr, start: int) -> ast.Expr | None:
    """``a ?? b`` as ``ifNull``."""
    cursor.position += 1
    right = parse_expression(cursor, pratt.NULLISH + 1)
    return sugar(cursor, "ifNull", (left, right), start)


def ternary(cursor: "Cursor", left: ast.Expr, start: int) -> ast.Expr | None:
    """``a ? b : c`` as ``if``."""
    cursor.position += 1
    then = parse_expression(cursor)
    cursor.expect(":", "':' and the value for the other case")
    otherwise = parse_expression(cursor, pratt.TERNARY)
    return sugar(cursor, "if", (left, then, otherwise), start)


def sugar(cursor: "Cursor", name: str, args: tuple[ast.Expr, ...], start: int) -> ast.Call:
    """The call that an operator stands for."""
    end = cursor.ends[cursor.position - 1]
    return ast.Call(name=name, args=args, is_sugar=True, start=start, end=end)


def alias(cursor: "Cursor", left: ast.Expr, start: int) -> ast.Expr | None:
    """``left AS name``; only AND, OR, ``?`` and another AS may follow."""
    if cursor.position == cursor.fence:
        return None
    cursor.position += 1
    if cursor.kinds[cursor.position] not in _ALIASES:
        raise cursor.fail("a name after AS")
    name = cursor.expect_alias()
    power, _ = pratt.INFIX.get(cursor.kinds[cursor.position], _NO_INFIX)
    if power > pratt.AND:
        raise cursor.fail("the end of the expression", fix="Put brackets around it and its alias.")
    return ast.Alias(expr=left, alias=name, start=start, end=cursor.ends[cursor.position - 1])


_ALIASES: Final = NAMES | {STRING}
_NO_INFIX: Final = (0, None)
