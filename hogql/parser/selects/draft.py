"""A SELECT while it is being read: every clause fills its part, ``build`` makes the frozen node."""

from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from hogql import ast

if TYPE_CHECKING:
    from hogql.ast import Expr


class Limits(Struct, frozen=True, kw_only=True):
    """One LIMIT as written: ``LIMIT first [%] [, second | OFFSET second] [WITH TIES]``."""

    first: "Expr | None" = None
    second: "Expr | None" = None
    has_comma: bool = False
    percent: bool | None = None
    ties: bool | None = None


class Draft(Struct, kw_only=True):
    """The parts of a SELECT behind its columns."""

    columns: "tuple[Expr, ...]"
    ctes: tuple[ast.CTE, ...] | None
    distinct: bool | None
    select_from: ast.JoinExpr | None = None
    array_join_op: Literal["ARRAY JOIN", "LEFT ARRAY JOIN", "INNER ARRAY JOIN"] | None = None
    array_join_list: "tuple[Expr, ...] | None" = None
    prewhere: "Expr | None" = None
    where: "Expr | None" = None
    group_by: "tuple[Expr, ...] | None" = None
    group_by_mode: Literal["rollup", "cube", "grouping_sets", "all"] | None = None
    group_by_with: Literal["CUBE", "ROLLUP"] | None = None
    with_totals: bool = False
    having: "Expr | None" = None
    qualify: "Expr | None" = None
    windows: tuple[tuple[str, ast.WindowExpr], ...] | None = None
    order_by: tuple[ast.OrderExpr, ...] | None = None
    interpolate: tuple[ast.InterpolateExpr, ...] | None = None
    limit_by: ast.LimitByExpr | None = None
    limits: Limits | None = None

    def build(self, start: int, end: int) -> ast.SelectQuery:
        """The node."""
        limits = self.limits or _NO_LIMITS
        return ast.SelectQuery(
            select=self.columns,
            ctes=self.ctes,
            distinct=self.distinct,
            select_from=self.select_from,
            array_join_op=self.array_join_op,
            array_join_list=self.array_join_list,
            prewhere=self.prewhere,
            where=self.where,
            group_by=self.group_by,
            group_by_mode=self.group_by_mode,
            group_by_with=self.group_by_with,
            group_by_with_totals=self.with_totals,
            having=self.having,
            qualify=self.qualify,
            window_exprs=self.windows,
            order_by=self.order_by,
            interpolate=self.interpolate,
            limit_by=self.limit_by,
            limit=limits.first,
            limit_percent=limits.percent,
            limit_with_ties=limits.ties,
            offset=limits.second,
            start=start,
            end=end,
        )


_NO_LIMITS: Final = Limits()
