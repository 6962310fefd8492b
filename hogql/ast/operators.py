"""Operators that have a node of their own.

Source: the trees the published HogQL parser answers (hogql 3, 4).
"""

from dataclasses import dataclass, field
from enum import StrEnum

from hogql.ast.nodes import Expr, Node


class ArithmeticOperationOp(StrEnum):
    """An operator on two numbers."""

    Add = "+"
    Sub = "-"
    Mult = "*"
    Div = "/"
    Mod = "%"


class CompareOperationOp(StrEnum):
    """An operator that answers true or false; ``Regex`` is also written ``~``."""

    Eq = "=="
    NotEq = "!="
    Gt = ">"
    GtEq = ">="
    Lt = "<"
    LtEq = "<="
    Like = "like"
    NotLike = "not like"
    ILike = "ilike"
    NotILike = "not ilike"
    In = "in"
    NotIn = "not in"
    InCohort = "in cohort"
    NotInCohort = "not in cohort"
    Regex = "=~"
    NotRegex = "!~"
    IRegex = "=~*"
    NotIRegex = "!~*"


@dataclass(frozen=True, kw_only=True, slots=True)
class ArithmeticOperation(Node):
    """Two numbers and an operator. A minus before anything but a number is ``0 - x``."""

    left: Expr
    right: Expr
    op: ArithmeticOperationOp


@dataclass(frozen=True, kw_only=True, slots=True)
class CompareOperation(Node):
    """A comparison; ``IS NULL`` is ``==`` with a null on its right and the last field set."""

    left: Expr
    right: Expr
    op: CompareOperationOp
    is_null_comparison_style: bool = field(default=False, metadata={"wire_if_set": True})


@dataclass(frozen=True, kw_only=True, slots=True)
class IsDistinctFrom(Node):
    """``IS [NOT] DISTINCT FROM``, and ``<=>`` (negated): a comparison in which null equals null."""

    left: Expr
    right: Expr
    negated: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class BetweenExpr(Node):
    """``expr [NOT] BETWEEN low AND high``."""

    expr: Expr
    low: Expr
    high: Expr
    negated: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class And(Node):
    """Two or more conditions; a chain of ``AND`` is one node."""

    exprs: tuple[Expr, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Or(Node):
    """Two or more conditions; a chain of ``OR`` is one node."""

    exprs: tuple[Expr, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Not(Node):
    """``NOT expr``."""

    expr: Expr
