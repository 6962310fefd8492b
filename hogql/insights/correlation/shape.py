"""Counts as FunnelCorrelationQueryResponse: added up over the parts of the actors, then ranked.

([event], 3, 1), ([event], 2, 0), ([], 10, 5)  ->  {events: [{event, odds_ratio, ...}], skewed}
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from hogql.insights.context import whole
from hogql.insights.correlation.build import MAX_ROWS
from hogql.insights.correlation.elements import elements_of
from hogql.insights.correlation.models import (
    EventDefinition,
    EventOddsRatio,
    FunnelCorrelationQuery,
    FunnelCorrelationQueryResponse,
    FunnelCorrelationResult,
)
from hogql.insights.correlation.odds import Counted, Counts, Odds, is_skewed, strongest
from hogql.insights.correlation.pairs import CHAIN, DIVIDER
from hogql.insights.correlation.plan import AUTOCAPTURE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hogql.insights.context import Answer, InsightContext

SEPARATOR: Final = "::"
_ALL: Final[tuple[str, ...]] = ()


def shape(
    answers: "Sequence[Answer]", request: FunnelCorrelationQuery, context: "InsightContext"
) -> FunnelCorrelationQueryResponse:
    """Return the response; ``answers`` are those of ``build``'s queries."""
    found = _added(answers)
    totals = found.pop(_ALL, Counts(successes=0, failures=0))
    counted = (Counted(name=name, counts=counts) for name, counts in found.items())
    _ = request
    counts = answers[-1]
    return FunnelCorrelationQueryResponse(
        results=FunnelCorrelationResult(
            events=tuple(_shown(one) for one in strongest(counted, totals)),
            skewed=is_skewed(totals),
        ),
        columns=counts.columns,
        types=counts.types,
        hasMore=any(len(answer.rows) >= MAX_ROWS for answer in answers),
        limit=MAX_ROWS,
        offset=0,
        # The stays of a walked funnel are written into its statements: nobody wants to read those.
        hogql=context.prepared[0].hogql if context.prepared else counts.hogql,
    )


def _added(answers: "Iterable[Answer]") -> dict[tuple[str, ...], Counts]:
    sums: defaultdict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    for answer in answers:
        for name, successes, failures in answer.rows:
            own = sums[_name(name)]
            own[0] += whole(successes)
            own[1] += whole(failures)
    return {name: Counts(successes=one, failures=two) for name, (one, two) in sums.items()}


def _name(value: object) -> tuple[str, ...]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(str(part) for part in value)
    raise TypeError(f"Expected an array, got {type(value).__name__}.")


def _shown(odds: Odds) -> EventOddsRatio:
    counts = odds.counted.counts
    return EventOddsRatio(
        event=_definition(odds.counted.name),
        success_count=counts.successes,
        failure_count=counts.failures,
        odds_ratio=odds.ratio,
        correlation_type="success" if odds.is_of_success else "failure",
    )


def _definition(name: tuple[str, ...]) -> EventDefinition:
    event = SEPARATOR.join(name)
    if name[:2] == (AUTOCAPTURE, CHAIN):
        kind, _, chain = name[2].partition(DIVIDER)
        return EventDefinition(
            event=event, properties={"$event_type": kind}, elements=elements_of(chain)
        )
    return EventDefinition(event=event, properties={}, elements=())
