"""Values: constants, names, collections, access, casts, tags.

Source: the trees the published HogQL parser answers (hogql 2, 4). ``WIRE`` as in ``nodes``.
"""

from typing import ClassVar

from hogql.ast.calls import OrderExpr
from hogql.ast.nodes import AS_MAP, IF_SET, UNSEEN, Expr, Node, Scalar, Wire


class Constant(Node, frozen=True, kw_only=True):
    """A value as written. ``1``, ``1.0`` and ``true`` are three different constants."""

    value: Scalar

    def __eq__(self, other: object) -> bool:
        """Same type and value; not-a-number equals itself, ``-0.0`` differs from ``0.0``."""
        return isinstance(other, Constant) and self._identity() == other._identity()

    def __hash__(self) -> int:
        return hash(self._identity())

    def _identity(self) -> tuple[type, Scalar]:
        value = self.value
        return type(value), repr(value) if isinstance(value, float) else value


class Field(Node, frozen=True, kw_only=True):
    """A dotted name, ``events.properties.$browser``; ``*`` may be its last part."""

    chain: tuple[str, ...]


class Placeholder(Node, frozen=True, kw_only=True):
    """``{expr}``: a hole that the caller fills before compiling."""

    WIRE: ClassVar[Wire] = {"outer": UNSEEN}

    expr: Expr
    outer: "OuterClauses | None" = None

    @property
    def chain(self) -> tuple[str, ...] | None:
        """The dotted name in the braces, ``None`` when they hold anything else."""
        return self.expr.chain if isinstance(self.expr, Field) else None


class OuterClauses(Node, frozen=True, kw_only=True):
    """What stands behind a query's brackets, or a placeholder's for the query that fills it."""

    order_by: tuple[OrderExpr, ...] | None = None
    limit: Expr | None = None
    limit_with_ties: bool | None = None
    limit_percent: bool | None = None
    offset: Expr | None = None


class PositionalRef(Node, frozen=True, kw_only=True):
    """``#2``: the second column."""

    index: int


class Alias(Node, frozen=True, kw_only=True):
    """``expr AS alias``."""

    expr: Expr
    alias: str


class NamedArgument(Node, frozen=True, kw_only=True):
    """``name := value``."""

    name: str
    value: Expr


class Array(Node, frozen=True, kw_only=True):
    """``[a, b]``."""

    exprs: tuple[Expr, ...] = ()


class Tuple(Node, frozen=True, kw_only=True):
    """``(a, b)``, or ``(a,)`` with one item."""

    exprs: tuple[Expr, ...] = ()


class Dict(Node, frozen=True, kw_only=True):
    """``{key: value}``; ``{}`` is an empty one."""

    items: tuple[tuple[Expr, Expr], ...] = ()


class ArrayAccess(Node, frozen=True, kw_only=True):
    """``array[property]``; ``nullish`` when written with ``?.``."""

    WIRE: ClassVar[Wire] = {"nullish": IF_SET}

    array: Expr
    property: Expr
    nullish: bool = False


class ArraySlice(Node, frozen=True, kw_only=True):
    """``array[start:end]``, either end open."""

    array: Expr
    start_expr: Expr | None = None
    end_expr: Expr | None = None


class TupleAccess(Node, frozen=True, kw_only=True):
    """``tuple.index``, counted from one."""

    WIRE: ClassVar[Wire] = {"nullish": IF_SET}

    tuple: Expr
    index: int
    nullish: bool = False


class TypeCast(Node, frozen=True, kw_only=True):
    """``expr::type_name`` and ``CAST(expr AS type_name)``; the name is lower case."""

    expr: Expr
    type_name: str


class TryCast(Node, frozen=True, kw_only=True):
    """``TRY_CAST(expr AS type_name)``."""

    expr: Expr
    type_name: str


class ColumnsExpr(Node, frozen=True, kw_only=True):
    """``COLUMNS('regex')``, ``COLUMNS(a, b)``, ``* EXCLUDE (a)``, ``(* REPLACE (e AS a))``."""

    WIRE: ClassVar[Wire] = {"all_columns": IF_SET, "replace": AS_MAP, "qualifier": UNSEEN}

    columns: tuple[Expr, ...] | None = None
    regex: str | None = None
    all_columns: bool = False
    exclude: tuple[str, ...] | None = None
    replace: tuple[tuple[str, Expr], ...] | None = None
    qualifier: tuple[str, ...] | None = None


class SpreadExpr(Node, frozen=True, kw_only=True):
    """``*COLUMNS(...)``: the columns as arguments."""

    expr: Expr


class HogQLXAttribute(Node, frozen=True, kw_only=True):
    """``name='text'``, ``name={expr}`` or a bare name (true); ``children`` holds the body."""

    name: str
    value: Expr | tuple[Expr, ...]


class HogQLXTag(Node, frozen=True, kw_only=True):
    """``<kind attributes>children</kind>``."""

    kind: str
    attributes: tuple[HogQLXAttribute, ...] = ()
