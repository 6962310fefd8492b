"""Functions of every kind, and the pieces that only stand inside a call.

Source: the trees the published HogQL parser answers (hogql 4.14). ``UNSEEN`` as in ``nodes``.
"""

from dataclasses import dataclass, field
from typing import Literal

from hogql.ast.nodes import UNSEEN, Expr, Node


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderExpr(Node):
    """One item of an ``ORDER BY``."""

    expr: Expr
    order: Literal["ASC", "DESC"] = "ASC"
    with_fill: "WithFillExpr | None" = None
    nulls: Literal["FIRST", "LAST"] | None = field(default=None, metadata=UNSEEN)
    collate: str | None = field(default=None, metadata=UNSEEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class WithFillExpr(Node):
    """``WITH FILL FROM a TO b STEP c``."""

    from_value: Expr | None = None
    to_value: Expr | None = None
    step_value: Expr | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Call(Node):
    """A function by its written name.

    Operators without a node of their own arrive here too: ``||`` as ``concat``, ``??`` as
    ``ifNull``, ``? :`` as ``if``. ``is_sugar`` says so; it takes no part in equality.
    """

    name: str
    args: tuple[Expr, ...] = ()
    params: tuple[Expr, ...] | None = None
    distinct: bool = False
    order_by: tuple[OrderExpr, ...] | None = None
    filter_expr: Expr | None = None
    within_group: tuple[OrderExpr, ...] | None = None
    ignore_nulls: bool = field(default=False, metadata=UNSEEN)
    is_sugar: bool = field(default=False, compare=False, repr=False, metadata=UNSEEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class ExprCall(Node):
    """A call of something that is not a plain name, ``(a.b)(c)``; the compiler refuses it."""

    expr: Expr
    args: tuple[Expr, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowFrameExpr(Node):
    """One end of a frame; no value before ``PRECEDING`` or ``FOLLOWING`` means unbounded."""

    frame_type: Literal["CURRENT ROW", "PRECEDING", "FOLLOWING"]
    frame_value: int | Expr | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowExpr(Node):
    """What stands in the brackets after ``OVER``."""

    partition_by: tuple[Expr, ...] | None = None
    order_by: tuple[OrderExpr, ...] | None = None
    frame_method: Literal["ROWS", "RANGE"] | None = None
    frame_start: WindowFrameExpr | None = None
    frame_end: WindowFrameExpr | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowFunction(Node):
    """``name(exprs) OVER ...``, or ``name(exprs)(args) OVER ...`` with parameters first."""

    name: str
    exprs: tuple[Expr, ...] = ()
    args: tuple[Expr, ...] = ()
    over_expr: WindowExpr | None = None
    over_identifier: str | None = None
    distinct: bool = field(default=False, metadata=UNSEEN)
    order_by: tuple[OrderExpr, ...] | None = field(default=None, metadata=UNSEEN)
    filter_expr: Expr | None = field(default=None, metadata=UNSEEN)
    ignore_nulls: bool = field(default=False, metadata=UNSEEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class Lambda(Node):
    """``args -> expr``; the expression is a ``Block`` only in Hog programs."""

    args: tuple[str, ...]
    expr: Expr
