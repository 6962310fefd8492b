"""Values: constants, names, collections, access, casts, tags.

Source: the trees the published HogQL parser answers (hogql 2, 4). ``UNSEEN`` as in ``nodes``.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hogql.ast.nodes import UNSEEN, Expr, Node, Scalar

if TYPE_CHECKING:
    from hogql.ast.calls import OrderExpr


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Constant(Node):
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Field(Node):
    """A dotted name, ``events.properties.$browser``; ``*`` may be its last part."""

    chain: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Placeholder(Node):
    """``{expr}``: a hole that the caller fills before compiling."""

    expr: Expr
    outer: "OuterClauses | None" = field(default=None, metadata=UNSEEN)

    @property
    def chain(self) -> tuple[str, ...] | None:
        """The dotted name in the braces, ``None`` when they hold anything else."""
        return self.expr.chain if isinstance(self.expr, Field) else None


@dataclass(frozen=True, kw_only=True, slots=True)
class OuterClauses(Node):
    """What stands behind a placeholder in place of a query; it goes to the query that fills it."""

    order_by: "tuple[OrderExpr, ...] | None" = None
    limit: Expr | None = None
    limit_with_ties: bool | None = None
    limit_percent: bool | None = None
    offset: Expr | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PositionalRef(Node):
    """``#2``: the second column."""

    index: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Alias(Node):
    """``expr AS alias``."""

    expr: Expr
    alias: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedArgument(Node):
    """``name := value``."""

    name: str
    value: Expr


@dataclass(frozen=True, kw_only=True, slots=True)
class Array(Node):
    """``[a, b]``."""

    exprs: tuple[Expr, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Tuple(Node):
    """``(a, b)``, or ``(a,)`` with one item."""

    exprs: tuple[Expr, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Dict(Node):
    """``{key: value}``; ``{}`` is an empty one."""

    items: tuple[tuple[Expr, Expr], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ArrayAccess(Node):
    """``array[property]``; ``nullish`` when written with ``?.``."""

    array: Expr
    property: Expr
    nullish: bool = field(default=False, metadata={"wire_if_set": True})


@dataclass(frozen=True, kw_only=True, slots=True)
class ArraySlice(Node):
    """``array[start:end]``, either end open."""

    array: Expr
    start_expr: Expr | None = None
    end_expr: Expr | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TupleAccess(Node):
    """``tuple.index``, counted from one."""

    tuple: Expr
    index: int
    nullish: bool = field(default=False, metadata={"wire_if_set": True})


@dataclass(frozen=True, kw_only=True, slots=True)
class TypeCast(Node):
    """``expr::type_name`` and ``CAST(expr AS type_name)``; the name is lower case."""

    expr: Expr
    type_name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TryCast(Node):
    """``TRY_CAST(expr AS type_name)``."""

    expr: Expr
    type_name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnsExpr(Node):
    """``COLUMNS('regex')``, ``COLUMNS(a, b)``, ``* EXCLUDE (a)``, ``(* REPLACE (e AS a))``."""

    columns: tuple[Expr, ...] | None = None
    regex: str | None = None
    all_columns: bool = field(default=False, metadata={"wire_if_set": True})
    exclude: tuple[str, ...] | None = None
    replace: tuple[tuple[str, Expr], ...] | None = field(default=None, metadata={"map": True})
    qualifier: tuple[str, ...] | None = field(default=None, metadata=UNSEEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class SpreadExpr(Node):
    """``*COLUMNS(...)``: the columns as arguments."""

    expr: Expr


@dataclass(frozen=True, kw_only=True, slots=True)
class HogQLXAttribute(Node):
    """``name='text'``, ``name={expr}`` or a bare name (true); ``children`` holds the body."""

    name: str
    value: Expr | tuple[Expr, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class HogQLXTag(Node):
    """``<kind attributes>children</kind>``."""

    kind: str
    attributes: tuple[HogQLXAttribute, ...] = ()
