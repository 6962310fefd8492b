"""Queries: SELECT, set operations, common table expressions, joins and their modifiers.

Source: the trees the published HogQL parser answers (hogql 5). ``WIRE`` as in ``nodes``.
"""

from typing import ClassVar, Literal, TypeAlias

from hogql.ast.calls import OrderExpr, WindowExpr
from hogql.ast.expressions import Constant, OuterClauses, Placeholder
from hogql.ast.nodes import AS_MAP, IF_SET, UNSEEN, Expr, Node, Wire

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


class CTE(Node, frozen=True, kw_only=True):
    """``name AS (SELECT ...)`` (subquery) or ``expr AS name`` (column) after ``WITH``."""

    WIRE: ClassVar[Wire] = {"recursive": IF_SET}

    name: str
    expr: Expr
    cte_type: Literal["subquery", "column"]
    columns: tuple[str, ...] | None = None
    recursive: bool = False
    materialized: bool | None = None
    using_key: tuple[str, ...] | None = None


class RatioExpr(Node, frozen=True, kw_only=True):
    """``0.1`` or ``1/10`` after ``SAMPLE``."""

    left: Constant
    right: Constant | None = None


class SampleExpr(Node, frozen=True, kw_only=True):
    """``SAMPLE ratio OFFSET ratio``."""

    WIRE: ClassVar[Wire] = {"is_percent": UNSEEN, "method": UNSEEN}

    sample_value: RatioExpr | Placeholder
    offset_value: RatioExpr | Placeholder | None = None
    is_percent: bool = False
    method: str | None = None


class JoinConstraint(Node, frozen=True, kw_only=True):
    """``ON condition``, or ``USING`` a column or a tuple of columns."""

    expr: Expr
    constraint_type: Literal["ON", "USING"]


class JoinExpr(Node, frozen=True, kw_only=True):
    """One table of a ``FROM``; ``next_join`` continues the list, each link with its own type.

    ``join_type`` and ``constraint`` say how this table joins the ones before it. ``nested`` is how
    many of the links that follow stand in brackets with it, and are joined before it is.
    ``lost_alias`` stood before ``alias``, as FORMAT does in ``t FORMAT Native``.
    """

    WIRE: ClassVar[Wire] = {"is_natural": UNSEEN, "nested": UNSEEN, "lost_alias": UNSEEN}

    table: "Expr | None" = None
    table_args: tuple[Expr, ...] | None = None
    alias: str | None = None
    column_aliases: tuple[str, ...] | None = None
    table_final: bool | None = None
    sample: SampleExpr | None = None
    join_type: str | None = None
    constraint: JoinConstraint | None = None
    next_join: "JoinExpr | None" = None
    is_natural: bool = False
    nested: int = 0
    lost_alias: str | None = None


class ValuesQuery(Node, frozen=True, kw_only=True):
    """``VALUES (1, 'a'), (2, 'b')`` as a table."""

    rows: tuple[tuple[Expr, ...], ...]


class PivotColumn(Node, frozen=True, kw_only=True):
    """``column IN (values)`` of a ``PIVOT``."""

    column: Expr
    values: tuple[Expr, ...]


class PivotExpr(Node, frozen=True, kw_only=True):
    """``table PIVOT (aggregates FOR columns GROUP BY exprs)``."""

    table: Expr
    aggregates: tuple[Expr, ...]
    columns: tuple[PivotColumn, ...]
    group_by: tuple[Expr, ...] | None = None


class UnpivotColumn(Node, frozen=True, kw_only=True):
    """``value_columns FOR name_columns IN (unpivot_values)``."""

    value_columns: Expr
    name_columns: Expr
    unpivot_values: tuple[Expr, ...]


class UnpivotExpr(Node, frozen=True, kw_only=True):
    """``table UNPIVOT (columns)``."""

    table: Expr
    columns: tuple[UnpivotColumn, ...]
    include_nulls: bool = False


class GroupingSet(Node, frozen=True, kw_only=True):
    """One bracket of ``GROUPING SETS``."""

    exprs: tuple[Expr, ...] = ()


class LimitByExpr(Node, frozen=True, kw_only=True):
    """``LIMIT n OFFSET m BY exprs``."""

    n: Expr
    exprs: tuple[Expr, ...]
    offset_value: Expr | None = None


class InterpolateExpr(Node, frozen=True, kw_only=True):
    """``expr AS value`` of an ``INTERPOLATE``."""

    expr: Expr
    value: Expr | None = None


class SelectQuery(Node, frozen=True, kw_only=True):
    """One SELECT. ``outer_order_by`` is an ORDER BY after its closing bracket or its LIMIT.

    ``stages`` are the limits before that bracket and each of the clauses behind one, in the order
    in which they apply; empty when the fields say it all.
    """

    WIRE: ClassVar[Wire] = {
        "window_exprs": AS_MAP,
        "group_by_with": UNSEEN,
        "group_by_with_totals": UNSEEN,
        "outer_order_by": UNSEEN,
        "stages": UNSEEN,
    }

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
    window_exprs: tuple[tuple[str, WindowExpr], ...] | None = None
    order_by: tuple[OrderExpr, ...] | None = None
    interpolate: tuple[InterpolateExpr, ...] | None = None
    limit: Expr | None = None
    limit_by: LimitByExpr | None = None
    limit_with_ties: bool | None = None
    limit_percent: bool | None = None
    offset: Expr | None = None
    group_by_with: Literal["CUBE", "ROLLUP"] | None = None
    group_by_with_totals: bool = False
    outer_order_by: tuple[OrderExpr, ...] | None = None
    stages: tuple[OuterClauses, ...] = ()


class SelectSetNode(Node, frozen=True, kw_only=True):
    """A set operator and the query on its right."""

    set_operator: SetOperator
    select_query: "SelectQuery | SelectSetQuery | Placeholder"


class SelectSetQuery(Node, frozen=True, kw_only=True):
    """Queries joined by set operators, applied from the left with one priority."""

    WIRE: ClassVar[Wire] = {"outer_order_by": UNSEEN, "stages": UNSEEN}

    initial_select_query: "SelectQuery | SelectSetQuery | Placeholder"
    subsequent_select_queries: tuple[SelectSetNode, ...]
    limit: Expr | None = None
    limit_with_ties: bool | None = None
    limit_percent: bool | None = None
    offset: Expr | None = None
    outer_order_by: tuple[OrderExpr, ...] | None = None
    stages: tuple[OuterClauses, ...] = ()


Query: TypeAlias = SelectQuery | SelectSetQuery
"""A whole statement as text gives it."""
