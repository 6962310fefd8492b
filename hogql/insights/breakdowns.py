"""Breakdowns: one line for each value of a property, the most frequent ones by name.

    BreakdownFilter  ->  SplitBy(value, limit)  ->  rows (value | NULL for the rest, numbers)
                     ->  breakdown_value and label

A missing property and an empty one are the same row; inside a query it is ``''``, because a text
that a user can send must not be mistaken for a marker. The rest beyond the limit is NULL.

Source: PostHog ``posthog/hogql_queries/insights/trends/breakdown.py``; insights 1.6, 3.4.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.errors import InsightError
from hogql.insights.nodes import BreakdownFilter, BreakdownType
from hogql.parser import parse_expr
from hogql.schema.hot import HOT_COLUMNS

if TYPE_CHECKING:
    from hogql.insights.nodes import Breakdown

OTHER_VALUE: Final = "$$_posthog_breakdown_other_$$"
OTHER_LABEL: Final = "Other (i.e. all remaining values)"
NULL_VALUE: Final = "$$_posthog_breakdown_null_$$"
NULL_LABEL: Final = "None (i.e. no value)"
DEFAULT_LIMIT: Final = 25

_MANY_VALUES: Final = frozenset(
    column.name for column in HOT_COLUMNS if not column.type.startswith("LowCardinality")
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SplitBy:
    """What to split a series by. ``value`` is a text that is never null.

    ``has_few_values`` decides the form of the query (clickhouse 11.6, 11.7): few values are counted
    in one pass and ranked afterwards, many are ranked first, so that only the winners are kept by
    interval. ``is_list`` is set for the list form, which answers with lists.
    """

    value: ast.Expr
    limit: int
    hides_other: bool
    has_few_values: bool
    is_list: bool

    def reported(self, value: str | None) -> str | tuple[str, ...]:
        """Return the ``breakdown_value`` of a row."""
        text = OTHER_VALUE if value is None else value or NULL_VALUE
        return (text,) if self.is_list else text


def split_by(asked: BreakdownFilter | None, *, default_limit: int) -> SplitBy | None:
    """Return what to split by, ``None`` for no breakdown. Raises InsightError for other kinds."""
    chosen = _chosen(asked) if asked is not None else None
    if asked is None or chosen is None:
        return None
    return SplitBy(
        value=ast.Call(
            name="ifNull",
            args=(ast.Call(name="toString", args=(chosen.source,)), ast.Constant(value="")),
        ),
        limit=asked.breakdown_limit or default_limit,
        hides_other=bool(asked.breakdown_hide_other_aggregation),
        has_few_values=chosen.has_few_values,
        is_list=bool(asked.breakdowns),
    )


def value_label(value: str | None) -> str:
    """Return how a row's value reads in a legend."""
    return OTHER_LABEL if value is None else value or NULL_LABEL


@dataclass(frozen=True, kw_only=True, slots=True)
class _Chosen:
    source: ast.Expr
    has_few_values: bool


def _chosen(asked: BreakdownFilter) -> _Chosen | None:
    attr = "breakdownFilter.breakdown"
    if asked.breakdowns:
        return _from_list(asked.breakdowns, asked.breakdown)
    if asked.breakdown is None:
        return None
    if not isinstance(asked.breakdown, str):
        raise InsightError(
            "Breakdown by cohort or by several values is not supported yet.", attr=attr
        )
    return _source(asked.breakdown, asked.breakdown_type, f"{attr}_type")


def _from_list(
    breakdowns: "tuple[Breakdown, ...]", single: str | int | tuple[str | int, ...] | None
) -> _Chosen:
    attr = "breakdownFilter.breakdowns"
    if single is not None:
        raise InsightError("Use breakdown or breakdowns, not both.", attr=attr)
    first, *more = breakdowns
    if more:
        raise InsightError("Breakdown by several properties is not supported yet.", attr=attr)
    return _source(first.property, first.type, f"{attr}.0.type")


def _source(key: str, kind: BreakdownType | None, attr: str) -> _Chosen:
    if kind in (None, BreakdownType.EVENT):
        return _Chosen(
            source=ast.Field(chain=("properties", key)), has_few_values=key not in _MANY_VALUES
        )
    if kind is BreakdownType.HOGQL:
        return _Chosen(source=parse_expr(key), has_few_values=False)
    raise InsightError(f"Breakdown by '{kind}' is not supported yet.", attr=attr)
