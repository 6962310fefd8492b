"""Rows of a RetentionQuery as its answer: a full matrix of cohorts and columns.

    (value, cohort, places, counts[, totals])  ->  cells by value  ->  RetentionResults

Cohorts are listed oldest first. Values are ordered by the size of all their cohorts, the rest last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from hogql.insights.axis import as_number
from hogql.insights.breakdowns import Value, read_value
from hogql.insights.context import whole
from hogql.insights.retention.models import (
    ResolvedDateRange,
    RetentionQuery,
    RetentionQueryResponse,
    RetentionResult,
    RetentionValue,
)
from hogql.insights.retention.plan import Plan, plan_of
from hogql.insights.sampling import factor_of, scaled_up

if TYPE_CHECKING:
    from hogql.insights.cohort_breakdowns import CohortOf
    from hogql.insights.context import Answer, InsightContext, Row

Reported: TypeAlias = str | int | tuple[str, ...] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """The cells of a cohort, while they are being filled; plain counts have no ``totals``."""

    counts: list[int]
    totals: list[float]


Matrix: TypeAlias = list[Line]


def shape(
    answers: "Sequence[Answer]", request: RetentionQuery, context: "InsightContext"
) -> RetentionQueryResponse:
    """Return the response; ``answers`` are those of ``build``'s queries, in their order."""
    plan = plan_of(request, context)
    factor = factor_of(request)
    period = plan.places.period
    return RetentionQueryResponse(
        results=tuple(
            result
            for cohort, answer in zip(plan.split_cohorts, answers, strict=True)
            for value, matrix in _matrices(answer.rows, plan)
            for result in _results(_reported(value, cohort, plan), matrix, plan, factor)
        ),
        hogql=" UNION ALL ".join(answer.hogql for answer in answers),
        resolved_date_range=ResolvedDateRange(date_from=period.start, date_to=period.end),
    )


def _matrices(rows: "Sequence[Row]", plan: Plan) -> list[tuple[Value, Matrix]]:
    found: dict[Value, Matrix] = {}
    if plan.split is None:
        found[("",)] = _empty(plan)
    for row in rows:
        value, cohort = read_value(row[0]), whole(row[1])
        matrix = found.setdefault(value, _empty(plan))
        _fill(matrix[cohort], cohort, row, plan)
    if plan.split is not None and plan.split.hides_other:
        found.pop(None, None)

    def place(item: tuple[Value, Matrix]) -> tuple[bool, int, tuple[str, ...]]:
        value, matrix = item
        return (value is None, -sum(line.counts[0] for line in matrix), value or ())

    return sorted(found.items(), key=place)


def _empty(plan: Plan) -> Matrix:
    width = plan.columns
    worth = 0 if plan.amount is None else width
    return [Line(counts=[0] * width, totals=[0.0] * worth) for _ in range(plan.count)]


def _fill(line: Line, cohort: int, row: "Row", plan: Plan) -> None:
    columns = [plan.column_of(whole(place) - cohort) for place in _list(row[2])]
    for column, count in zip(columns, _list(row[3]), strict=True):
        line.counts[column] += whole(count)
    if plan.amount is not None:
        for column, total in zip(columns, _list(row[4]), strict=True):
            line.totals[column] += as_number(total)
    if plan.is_cumulative:
        # Each member was counted where it was last seen: it came back in all columns before, too.
        line.counts[1:] = reversed(list(accumulate(reversed(line.counts[1:]))))
        line.totals[1:] = reversed(list(accumulate(reversed(line.totals[1:]))))


def _results(
    reported: Reported, matrix: Matrix, plan: Plan, factor: float
) -> "list[RetentionResult]":
    labels = plan.labels()
    buckets = plan.cohorts.buckets()
    return [
        RetentionResult(
            label=f"{plan.unit} {at}",
            date=bucket.start,
            values=_values(line, labels, plan, factor),
            breakdown_value=reported,
        )
        for at, (bucket, line) in enumerate(zip(buckets, matrix, strict=True))
    ]


def _values(
    line: Line, labels: tuple[str, ...], plan: Plan, factor: float
) -> tuple[RetentionValue, ...]:
    return tuple(
        RetentionValue(
            count=round(scaled_up(count, factor)),
            aggregation_value=_worth(line, column, plan, factor),
            label=label,
        )
        for column, (count, label) in enumerate(zip(line.counts, labels, strict=True))
    )


def _worth(line: Line, column: int, plan: Plan, factor: float) -> float | None:
    if plan.amount is None:
        return None
    told = plan.amount.of_cell(line.totals[column], line.counts[column])
    return told if plan.amount.is_mean else scaled_up(told, factor)


def _reported(value: Value, cohort: "CohortOf | None", plan: Plan) -> Reported:
    if cohort is not None:
        return cohort.reported
    return plan.split.reported(value) if plan.split else None


def _list(value: object) -> Sequence[object]:
    if isinstance(value, Sequence):
        return value
    raise TypeError("A cohort is told by arrays.")
