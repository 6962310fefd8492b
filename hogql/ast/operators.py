"""Operators that have a node of their own.

Source: the trees the published HogQL parser answers (hogql 3, 4).
"""

from enum import StrEnum
from typing import ClassVar

from hogql.ast.nodes import IF_SET, Expr, Node, Wire


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


class ArithmeticOperation(Node, frozen=True, kw_only=True):
    """Two numbers and an operator. A minus before anything but a number is ``0 - x``."""

    left: Expr
    right: Expr
    op: ArithmeticOperationOp


class CompareOperation(Node, frozen=True, kw_only=True):
    """A comparison; ``IS NULL`` is ``==`` with a null on its right and the last field set."""

    WIRE: ClassVar[Wire] = {"is_null_comparison_style": IF_SET}

    left: Expr
    right: Expr
    op: CompareOperationOp
    is_null_comparison_style: bool = False


class IsDistinctFrom(Node, frozen=True, kw_only=True):
    """``IS [NOT] DISTINCT FROM``, and ``<=>`` (negated): a comparison in which null equals null."""

    left: Expr
    right: Expr
    negated: bool = False


class BetweenExpr(Node, frozen=True, kw_only=True):
    """``expr [NOT] BETWEEN low AND high``."""

    expr: Expr
    low: Expr
    high: Expr
    negated: bool = False


class And(Node, frozen=True, kw_only=True):
    """Two or more conditions; a chain of ``AND`` is one node."""

    exprs: tuple[Expr, ...]


class Or(Node, frozen=True, kw_only=True):
    """Two or more conditions; a chain of ``OR`` is one node."""

    exprs: tuple[Expr, ...]


class Not(Node, frozen=True, kw_only=True):
    """``NOT expr``."""

    expr: Expr
