"""Rows of a PathsQuery as its answer: the edges that can be reached from the start of a path.

    (source, target, weight, milliseconds)...  ->  PathsLink, heaviest first

Source: PostHog ``posthog/hogql_queries/insights/paths_query_runner.py`` (``validate_results``).
"""

from typing import TYPE_CHECKING

from hogql.insights.paths.models import (
    PathsDateRange,
    PathsLink,
    PathsQuery,
    PathsQueryResponse,
)
from hogql.insights.paths.walks import period_of
from hogql.insights.sampling import factor_of, scaled_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hogql.insights.context import Answer, InsightContext, Row


def shape(
    answers: "Sequence[Answer]", request: PathsQuery, context: "InsightContext"
) -> PathsQueryResponse:
    """Return the response; ``answers`` are those of ``build``'s queries, in their order."""
    (answer,) = answers
    factor, period = factor_of(request), period_of(request, context)
    return PathsQueryResponse(
        results=_reachable([_link(row, factor) for row in answer.rows]),
        hogql=answer.hogql,
        resolved_date_range=PathsDateRange(date_from=period.start, date_to=period.end),
    )


def _link(row: "Row", factor: float) -> PathsLink:
    source, target, weight, spent = row
    if not isinstance(weight, int | float) or not isinstance(spent, int | float):
        raise TypeError("An edge has a weight and a time.")
    return PathsLink(
        source=str(source),
        target=str(target),
        value=scaled_up(weight, factor),
        average_conversion_time=spent,
    )


def _reachable(links: list[PathsLink]) -> tuple[PathsLink, ...]:
    """The edges without those that hang in the air, as nothing that is shown leads to them."""
    known = {link.source for link in links if link.source.startswith("1_")}
    for link in sorted(links, key=_place):
        if link.source in known:
            known.add(link.target)
    return tuple(link for link in links if link.source in known)


def _place(link: PathsLink) -> int:
    return int(link.source.split("_", 1)[0])
