"""Queries: SELECT, set operations, common table expressions, joins and their modifiers.

Source: the trees the published HogQL parser answers (hogql 5). ``UNSEEN`` as in ``nodes``.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from hogql.ast.expressions import Alias, Constant, Field, HogQLXTag, Placeholder
from hogql.ast.nodes import UNSEEN, Expr, Node

if TYPE_CHECKING:
    from hogql.ast.calls import OrderExpr, WindowExpr

SetOperator: TypeAlias = Literal[
    "UNION ALL",
    "UNION DISTINCT",
    "UNION ALL BY NAME",
    "UNION DISTINCT BY NAME",
    "INTERSECT",
    "INTERSECT ALL",
    "INTERSECT DISTINCT",
    "EXCEPT",
    "EXCEPT ALL",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class CTE(Node):
    """``name AS (SELECT ...)`` (subquery) or ``expr AS name`` (column) after ``WITH``."""

    name: str
    expr: Expr
    cte_type: Literal["subquery", "column"]
    columns: tuple[str, ...] | None = None
    recursive: bool = field(default=False, metadata={"wire_if_set": True})
    materialized: bool | None = None
    using_key: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RatioExpr(Node):
    """``0.1`` or ``1/10`` after ``SAMPLE``."""

    left: Constant
    right: Constant | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SampleExpr(Node):
    """``SAMPLE ratio OFFSET ratio``."""

    sample_value: RatioExpr | Placeholder
    offset_value: RatioExpr | Placeholder | None = None
    is_percent: bool = field(default=False, metadata=UNSEEN)
    method: str | None = field(default=None, metadata=UNSEEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class JoinConstraint(Node):
    """``ON condition``, or ``USING`` a column or a tuple of columns."""

    expr: Expr
    constraint_type: Literal["ON", "USING"]


@dataclass(frozen=True, kw_only=True, slots=True)
class JoinExpr(Node):
    """One table of a ``FROM``; ``next_join`` continues the list, each link with its own type.

    ``join_type`` and ``constraint`` say how this table joins the ones before it.
    """

    table: "Expr | None" = None
    table_args: tuple[Expr, ...] | None = None
    alias: str | None = None
    column_aliases: tuple[str, ...] | None = None
    table_final: bool | None = None
    sample: SampleExpr | None = None
    join_type: str | None = None
    constraint: JoinConstraint | None = None
    next_join: "JoinExpr | None" = None
    is_natural: bool = field(default=False, metadata=UNSEEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class ValuesQuery(Node):
    """``VALUES (1, 'a'), (2, 'b')`` as a table."""

    rows: tuple[tuple[Expr, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PivotColumn(Node):
    """``column IN (values)`` of a ``PIVOT``."""

    column: Expr
    values: tuple[Expr, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PivotExpr(Node):
    """``table PIVOT (aggregates FOR columns GROUP BY exprs)``."""

    table: Expr
    aggregates: tuple[Expr, ...]
    columns: tuple[PivotColumn, ...]
    group_by: tuple[Expr, ...] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class UnpivotColumn(Node):
    """``value_columns FOR name_columns IN (unpivot_values)``."""

    value_columns: Expr
    name_columns: Expr
    unpivot_values: tuple[Expr, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class UnpivotExpr(Node):
    """``table UNPIVOT (columns)``."""

    table: Expr
    columns: tuple[UnpivotColumn, ...]
    include_nulls: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupingSet(Node):
    """One bracket of ``GROUPING SETS``."""

    exprs: tuple[Expr, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitByExpr(Node):
    """``LIMIT n OFFSET m BY exprs``."""

    n: Expr
    exprs: tuple[Expr, ...]
    offset_value: Expr | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class InterpolateExpr(Node):
    """``expr AS value`` of an ``INTERPOLATE``."""

    expr: Expr
    value: Expr | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SelectQuery(Node):
    """One SELECT. ``outer_order_by`` is an ORDER BY after its closing bracket or its LIMIT."""

    select: tuple[Expr, ...]
    ctes: tuple[CTE, ...] | None = None
    distinct: bool | None = None
    select_from: JoinExpr | None = None
    array_join_op: Literal["ARRAY JOIN", "LEFT ARRAY JOIN", "INNER ARRAY JOIN"] | None = None
    array_join_list: tuple[Expr, ...] | None = None
    prewhere: Expr | None = None
    where: Expr | None = None
    group_by: tuple[Expr, ...] | None = None
    group_by_mode: Literal["rollup", "cube", "grouping_sets", "all"] | None = None
    having: Expr | None = None
    qualify: Expr | None = None
    window_exprs: tuple[tuple[str, "WindowExpr"], ...] | None = field(
        default=None, metadata={"map": True}
    )
    order_by: tuple["OrderExpr", ...] | None = None
    interpolate: tuple[InterpolateExpr, ...] | None = None
    limit: Expr | None = None
    limit_by: LimitByExpr | None = None
    limit_with_ties: bool | None = None
    limit_percent: bool | None = None
    offset: Expr | None = None
    group_by_with: Literal["CUBE", "ROLLUP"] | None = field(default=None, metadata=UNSEEN)
    group_by_with_totals: bool = field(default=False, metadata=UNSEEN)
    outer_order_by: tuple["OrderExpr", ...] | None = field(default=None, metadata=UNSEEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class SelectSetNode(Node):
    """A set operator and the query on its right."""

    set_operator: SetOperator
    select_query: "SelectQuery | SelectSetQuery | Placeholder"


@dataclass(frozen=True, kw_only=True, slots=True)
class SelectSetQuery(Node):
    """Queries joined by set operators, applied from the left with one priority."""

    initial_select_query: "SelectQuery | SelectSetQuery | Placeholder"
    subsequent_select_queries: tuple[SelectSetNode, ...]
    limit: Expr | None = None
    limit_with_ties: bool | None = None
    limit_percent: bool | None = None
    offset: Expr | None = None
    outer_order_by: tuple["OrderExpr", ...] | None = field(default=None, metadata=UNSEEN)


Query: TypeAlias = SelectQuery | SelectSetQuery
"""A whole statement as text gives it."""

Statement: TypeAlias = SelectQuery | SelectSetQuery | Placeholder | HogQLXTag
"""What ``parse_select`` may answer before placeholders are filled and tags are expanded."""

NamedColumn: TypeAlias = Alias | Field
"""A column whose name can be read off the tree."""
