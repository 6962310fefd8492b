"""Rows of a RetentionQuery as its answer: a full matrix of cohorts and columns.

    (value, cohort, places, counts)...  ->  cells by value  ->  RetentionResults, oldest first

Values are ordered by the size of all their cohorts, the rest last.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from hogql.insights.breakdowns import Value, read_value
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

Matrix: TypeAlias = list[list[int]]
Reported: TypeAlias = str | int | tuple[str, ...] | None


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
        value, cohort = read_value(row[0]), _whole(row[1])
        matrix = found.setdefault(value, _empty(plan))
        _fill(matrix[cohort], cohort, row, plan)
    if plan.split is not None and plan.split.hides_other:
        found.pop(None, None)

    def place(item: tuple[Value, Matrix]) -> tuple[bool, int, tuple[str, ...]]:
        value, matrix = item
        return (value is None, -sum(line[0] for line in matrix), value or ())

    return sorted(found.items(), key=place)


def _empty(plan: Plan) -> Matrix:
    return [[0] * plan.columns for _ in range(plan.count)]


def _fill(line: list[int], cohort: int, row: "Row", plan: Plan) -> None:
    places, counts = row[2], row[3]
    if not isinstance(places, Sequence) or not isinstance(counts, Sequence):
        raise TypeError("A cohort is two arrays.")
    for place, count in zip(places, counts, strict=True):
        line[plan.column_of(_whole(place) - cohort)] += _whole(count)
    if plan.is_cumulative:
        # Each member was counted where it was last seen: it came back in all columns before, too.
        line[1:] = reversed(list(accumulate(reversed(line[1:]))))


def _results(
    reported: Reported, matrix: Matrix, plan: Plan, factor: float
) -> "list[RetentionResult]":
    labels = plan.labels()
    buckets = plan.cohorts.buckets()
    return [
        RetentionResult(
            label=f"{plan.unit} {at}",
            date=bucket.start,
            values=tuple(
                RetentionValue(count=round(scaled_up(count, factor)), label=label)
                for count, label in zip(line, labels, strict=True)
            ),
            breakdown_value=reported,
        )
        for at, (bucket, line) in enumerate(zip(buckets, matrix, strict=True))
    ]


def _reported(value: Value, cohort: "CohortOf | None", plan: Plan) -> Reported:
    if cohort is not None:
        return cohort.reported
    return plan.split.reported(value) if plan.split else None


def _whole(value: object) -> int:
    if isinstance(value, int):
        return value
    raise TypeError(f"Expected a whole number, got {type(value).__name__}.")
