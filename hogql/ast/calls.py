"""Functions of every kind, and the pieces that only stand inside a call.

Source: the trees the published HogQL parser answers (hogql 4.14). ``WIRE`` as in ``nodes``.
"""

from typing import ClassVar, Literal

from hogql.ast.nodes import UNSEEN, Expr, Node, Wire


class OrderExpr(Node, frozen=True, kw_only=True):
    """One item of an ``ORDER BY``."""

    WIRE: ClassVar[Wire] = {"nulls": UNSEEN, "collate": UNSEEN}

    expr: Expr
    order: Literal["ASC", "DESC"] = "ASC"
    with_fill: "WithFillExpr | None" = None
    nulls: Literal["FIRST", "LAST"] | None = None
    collate: str | None = None


class WithFillExpr(Node, frozen=True, kw_only=True):
    """``WITH FILL FROM a TO b STEP c``."""

    from_value: Expr | None = None
    to_value: Expr | None = None
    step_value: Expr | None = None


class Call(Node, frozen=True, kw_only=True):
    """A function by its written name.

    Operators without a node of their own arrive here too: ``||`` as ``concat``, ``??`` as
    ``ifNull``, ``? :`` as ``if``. ``is_sugar`` says so; it takes no part in equality.
    """

    WIRE: ClassVar[Wire] = {"ignore_nulls": UNSEEN, "is_sugar": UNSEEN}
    NOT_COMPARED: ClassVar[frozenset[str]] = frozenset({"start", "end", "is_sugar"})

    name: str
    args: tuple[Expr, ...] = ()
    params: tuple[Expr, ...] | None = None
    distinct: bool = False
    order_by: tuple[OrderExpr, ...] | None = None
    filter_expr: Expr | None = None
    within_group: tuple[OrderExpr, ...] | None = None
    ignore_nulls: bool = False
    is_sugar: bool = False


class ExprCall(Node, frozen=True, kw_only=True):
    """A call of something that is not a plain name, ``(a.b)(c)``; the compiler refuses it."""

    expr: Expr
    args: tuple[Expr, ...] = ()


class WindowFrameExpr(Node, frozen=True, kw_only=True):
    """One end of a frame; no value before ``PRECEDING`` or ``FOLLOWING`` means unbounded."""

    frame_type: Literal["CURRENT ROW", "PRECEDING", "FOLLOWING"]
    frame_value: int | Expr | None = None


class WindowExpr(Node, frozen=True, kw_only=True):
    """What stands in the brackets after ``OVER``."""

    partition_by: tuple[Expr, ...] | None = None
    order_by: tuple[OrderExpr, ...] | None = None
    frame_method: Literal["ROWS", "RANGE"] | None = None
    frame_start: WindowFrameExpr | None = None
    frame_end: WindowFrameExpr | None = None


class WindowFunction(Node, frozen=True, kw_only=True):
    """``name(exprs) OVER ...``, or ``name(exprs)(args) OVER ...`` with parameters first."""

    WIRE: ClassVar[Wire] = {
        "distinct": UNSEEN,
        "order_by": UNSEEN,
        "filter_expr": UNSEEN,
        "ignore_nulls": UNSEEN,
    }

    name: str
    exprs: tuple[Expr, ...] = ()
    args: tuple[Expr, ...] = ()
    over_expr: WindowExpr | None = None
    over_identifier: str | None = None
    distinct: bool = False
    order_by: tuple[OrderExpr, ...] | None = None
    filter_expr: Expr | None = None
    ignore_nulls: bool = False


class Lambda(Node, frozen=True, kw_only=True):
    """``args -> expr``; the expression is a ``Block`` only in Hog programs."""

    args: tuple[str, ...]
    expr: Expr
