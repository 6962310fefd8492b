"""Rows of several series as the rows of a formula (insights 3.5).

    A's rows by value, B's rows by value, A + B  ->  a row for each value that one of them has

A value that a series does not have is 0 there. Series hand in more values than are shown, so that a
value is ranked by what the formula makes of it; the others are computed together, as the rest.
"""

from typing import TYPE_CHECKING

from hogql.insights.trends.rows import Numbers, ranked, with_data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hogql.insights.axis import Number
    from hogql.insights.breakdowns import Value
    from hogql.insights.trends.formulas import Formula
    from hogql.insights.trends.plan import Plan


def combined(
    formula: "Formula", series: "Sequence[Sequence[Numbers]]", plan: "Plan", points: int
) -> list[Numbers]:
    """Return the rows of a formula; ``series`` are the rows of each series, in their order."""
    by_value = [{row.value: row for row in rows} for rows in series]
    values = dict.fromkeys(row.value for rows in series for row in rows)
    found = ranked(
        _row(formula, value, [rows.get(value) for rows in by_value], plan, points)
        for value in values
    )
    if plan.split is None:
        return found
    shown = [row for row in found if row.value is not None][: plan.split.limit]
    kept = {row.value for row in shown}
    if len(kept) == len(found):
        return shown
    rest = [_sum([row for row in rows if row.value not in kept], points) for rows in series]
    return [*shown, _row(formula, None, rest, plan, points)]


def _row(
    formula: "Formula",
    value: "Value",
    terms: "Sequence[Numbers | None]",
    plan: "Plan",
    points: int,
) -> Numbers:
    if plan.is_total:
        totals = [0 if term is None else term.count for term in terms]
        return Numbers(value=value, data=(), count=formula.of(totals))
    nothing = (0,) * points
    columns = zip(*(nothing if term is None else term.data for term in terms), strict=True)
    return with_data(value, tuple(formula.of(column) for column in columns), plan)


def _sum(rows: "Sequence[Numbers]", points: int) -> Numbers:
    """Rows added up; of users, who may be in several rows, that is the most there can be."""
    data: list[Number] = [0] * points
    for row in rows:
        data = [left + right for left, right in zip(data, row.data, strict=True)]
    return Numbers(value=None, data=tuple(data), count=sum(row.count for row in rows))
