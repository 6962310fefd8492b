"""Rows of a TrendsQuery as its answer: empty buckets, totals, cumulation, ranking, labels.

    rows of each line  ->  one or more (value, numbers by bucket)  ->  TrendResults, ``hasMore``

Rules: insights 3.2-3.4. An empty bucket is 0. Rows of a breakdown are ordered by their number, then
by value, with the rest of the values last.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from hogql.insights.axis import Axis, Cell, as_number
from hogql.insights.breakdowns import value_label
from hogql.insights.series import series_name
from hogql.insights.trends.models import (
    Number,
    ResolvedDateRange,
    TrendResult,
    TrendsAction,
    TrendsQuery,
    TrendsQueryResponse,
)
from hogql.insights.trends.plan import Line, Plan, plan_of

if TYPE_CHECKING:
    from hogql.insights.context import Answer, InsightContext, Row


@dataclass(frozen=True, kw_only=True, slots=True)
class _Numbers:
    """One row of the answer: ``data`` is empty for a total; ``value`` is null for the rest."""

    value: str | None
    data: tuple[Number, ...]
    count: Number


def shape(
    answers: "Sequence[Answer]", request: TrendsQuery, context: "InsightContext"
) -> TrendsQueryResponse:
    """Return the response; ``answers`` are those of ``build``'s queries, in their order."""
    plan = plan_of(request, context)
    has_more = False
    results: list[TrendResult] = []
    for line, answer in zip(plan.lines, answers, strict=True):
        axis = Axis(line.period)
        rows = _read(answer.rows, axis, plan)
        has_rest = plan.split is not None and any(row.value is None for row in rows)
        if plan.split and plan.split.hides_other:
            rows = [row for row in rows if row.value is not None]
        has_more = has_more or has_rest
        results.extend(_result(row, line, axis, plan, request) for row in rows)
    return TrendsQueryResponse(
        results=tuple(results),
        hasMore=has_more,
        hogql=" UNION ALL ".join(answer.hogql for answer in answers),
        resolved_date_range=ResolvedDateRange(date_from=plan.period.start, date_to=plan.period.end),
    )


def _read(rows: "Sequence[Row]", axis: Axis, plan: Plan) -> list[_Numbers]:
    """Return the rows of one line, ranked."""
    if plan.split is None:
        if plan.is_total:
            return [_Numbers(value=None, data=(), count=as_number(rows[0][0]))]
        return [_line(None, axis.fill((row[0], row[1]) for row in rows), plan)]
    if plan.is_total:
        found = [_Numbers(value=_value(row), data=(), count=as_number(row[1])) for row in rows]
    else:
        found = [_line(_value(row), axis.fill(_cells(row)), plan) for row in rows]
    return sorted(found, key=lambda row: (row.value is None, -row.count, row.value or ""))


def _line(value: str | None, data: tuple[Number, ...], plan: Plan) -> _Numbers:
    if plan.is_cumulative:
        data = tuple(accumulate(data))
        return _Numbers(value=value, data=data, count=data[-1])
    return _Numbers(value=value, data=data, count=sum(data))


def _value(row: "Row") -> str | None:
    return None if row[0] is None else str(row[0])


def _cells(row: "Row") -> "Iterable[Cell]":
    buckets, counts = row[1], row[2]
    if not isinstance(buckets, Sequence) or not isinstance(counts, Sequence):
        raise TypeError("A line of a breakdown is two arrays.")
    return zip(buckets, counts, strict=True)


def _result(row: _Numbers, line: Line, axis: Axis, plan: Plan, request: TrendsQuery) -> TrendResult:
    return TrendResult(
        action=_action(line, axis),
        label=_label(row, line, plan, is_only=len(request.series) == 1),
        order=line.order,
        count=0 if plan.is_total else row.count,
        data=row.data,
        days=() if plan.is_total else axis.days,
        labels=() if plan.is_total else axis.labels,
        aggregated_value=row.count if plan.is_total else None,
        breakdown_value=plan.split.reported(row.value) if plan.split else None,
        compare=None if line.compare_label is None else True,
        compare_label=line.compare_label,
        filter={"insight": "TRENDS", "interval": line.period.interval.value},
    )


def _label(row: _Numbers, line: Line, plan: Plan, *, is_only: bool) -> str:
    name = series_name(line.series)
    if plan.split is None:
        return name
    value = value_label(row.value)
    return value if is_only else f"{name} - {value}"


def _action(line: Line, axis: Axis) -> TrendsAction:
    series = line.series
    return TrendsAction(
        id=series.event,
        type="events",
        order=line.order,
        name=series_name(series),
        custom_name=series.custom_name,
        math=series.math.value if series.math else None,
        math_property=None,
        math_hogql=None,
        math_group_type_index=None,
        properties={},
        days=axis.starts,
    )
