"""Rows of a TrendsQuery as its answer: numbers, formulas, labels.

rows of each line  ->  Numbers by value (rows.py)  ->  of formulas (combine.py)  ->  TrendResults

Current rows come before previous ones, for each formula by itself; a cohort is a block of its own.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hogql.insights.axis import Axis
from hogql.insights.breakdowns import value_label
from hogql.insights.sampling import factor_of
from hogql.insights.series import series_id, series_name, series_type
from hogql.insights.trends.boxes import boxes_of, shows_boxes
from hogql.insights.trends.combine import combined
from hogql.insights.trends.heatmap import read_heat, shows_heatmap
from hogql.insights.trends.models import (
    BoxPlotDatum,
    CalendarHeatmap,
    ResolvedDateRange,
    TrendResult,
    TrendsAction,
    TrendsQuery,
    TrendsQueryResponse,
)
from hogql.insights.trends.plan import Line, Plan, plan_of
from hogql.insights.trends.rows import ALONE, Numbers, read_rows, scale_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hogql.insights.context import Answer, InsightContext
    from hogql.insights.trends.formulas import Formula


@dataclass(frozen=True, kw_only=True, slots=True)
class _Block:
    """The rows of one line, the buckets they are in, and the formula they are of, if any."""

    line: Line
    axis: Axis
    rows: "Sequence[Numbers]"
    formula: "Formula | None" = None
    order: int = 0
    heat: CalendarHeatmap | None = None


def shape(
    answers: "Sequence[Answer]", request: TrendsQuery, context: "InsightContext"
) -> TrendsQueryResponse:
    """Return the response; ``answers`` are those of ``build``'s queries, in their order."""
    plan = plan_of(request, context)
    if shows_boxes(request):
        return _response(answers, plan, (), boxes=tuple(boxes_of(answers, plan, context)))
    if shows_heatmap(request):
        blocks = list(_heatmaps(answers, plan, factor_of(request)))
    else:
        blocks = list(_blocks(answers, plan, factor_of(request)))
    if plan.formulas:
        blocks = list(_of_formulas(blocks, plan))
    is_only = (len(plan.formulas) or len(request.series)) == 1
    rows = tuple(
        _result(row, block, plan, context, is_only=is_only)
        for block in blocks
        for row in block.rows
        if not (plan.split and plan.split.hides_other and row.value is None)
    )
    has_more = any(row.value is None for block in blocks for row in block.rows)
    return _response(answers, plan, rows, has_more=has_more)


def _response(
    answers: "Sequence[Answer]",
    plan: Plan,
    results: tuple[TrendResult, ...],
    *,
    boxes: tuple[BoxPlotDatum, ...] | None = None,
    has_more: bool = False,
) -> TrendsQueryResponse:
    return TrendsQueryResponse(
        results=results,
        boxplot_data=boxes,
        hasMore=has_more,
        hogql=" UNION ALL ".join(answer.hogql for answer in answers),
        resolved_date_range=ResolvedDateRange(date_from=plan.period.start, date_to=plan.period.end),
    )


def _blocks(answers: "Sequence[Answer]", plan: Plan, factor: float) -> "Iterator[_Block]":
    axes = {line.compare_label: line.period for line in plan.lines}
    known = {label: Axis(period) for label, period in axes.items()}
    for line, answer in zip(plan.lines, answers, strict=True):
        axis = known[line.compare_label]
        rows = read_rows(answer.rows, axis, line, plan, factor)
        yield _Block(line=line, axis=axis, rows=rows, order=line.order)


def _heatmaps(answers: "Sequence[Answer]", plan: Plan, factor: float) -> "Iterator[_Block]":
    axis = Axis(plan.period)
    for line, answer in zip(plan.lines, answers, strict=True):
        heat = read_heat(answer.rows, scale_of(line, factor))
        rows = [Numbers(value=ALONE, data=(), count=heat.all_aggregations)]
        yield _Block(line=line, axis=axis, rows=rows, order=line.order, heat=heat)


def _of_formulas(blocks: "Sequence[_Block]", plan: Plan) -> "Iterator[_Block]":
    """For each formula, one block for each period and cohort, from those of all series."""
    groups: dict[tuple[object, object], list[_Block]] = {}
    for block in blocks:
        groups.setdefault((block.line.compare_label, block.line.cohort), []).append(block)
    for order, formula in enumerate(plan.formulas):
        for members in groups.values():
            first = members[0]
            series = [block.rows for block in members]
            rows = combined(formula, series, plan, 0 if plan.is_total else len(first.axis.days))
            yield _Block(line=first.line, axis=first.axis, rows=rows, formula=formula, order=order)


def _result(
    row: Numbers, block: _Block, plan: Plan, context: "InsightContext", *, is_only: bool
) -> TrendResult:
    line, axis = block.line, block.axis
    return TrendResult(
        action=None if block.formula else _action(line, axis, context),
        label=_label(row, block, plan, context, is_only=is_only),
        order=block.order,
        count=0 if plan.is_total and block.heat is None else row.count,
        data=row.data,
        days=() if plan.is_total else axis.days,
        labels=() if plan.is_total else axis.labels,
        aggregated_value=row.count if plan.is_total else None,
        breakdown_value=_reported(row, line, plan),
        compare=None if line.compare_label is None else True,
        compare_label=line.compare_label,
        filter={"insight": "TRENDS", "interval": line.period.interval.value},
        calendar_heatmap_data=block.heat,
    )


def _reported(row: Numbers, line: Line, plan: Plan) -> str | int | tuple[str, ...] | None:
    if line.cohort is not None:
        return line.cohort.reported
    return plan.split.reported(row.value) if plan.split else None


def _label(
    row: Numbers, block: _Block, plan: Plan, context: "InsightContext", *, is_only: bool
) -> str:
    name = block.formula.label if block.formula else series_name(block.line.series, context)
    if block.line.cohort is not None:
        value = block.line.cohort.name
    elif plan.split is not None:
        value = value_label(row.value)
    else:
        return name
    return value if is_only else f"{name} - {value}"


def _action(line: Line, axis: Axis, context: "InsightContext") -> TrendsAction:
    series = line.series
    return TrendsAction(
        id=series_id(series),
        type=series_type(series),
        order=line.order,
        name=series_name(series, context),
        custom_name=series.custom_name,
        math=series.math.value if series.math else None,
        math_property=series.math_property,
        math_hogql=series.math_hogql,
        math_group_type_index=series.math_group_type_index,
        properties={},
        days=axis.starts,
    )
