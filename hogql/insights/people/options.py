"""What can be asked of the people behind an insight: its days, series, values, statuses, periods.

    TrendsQuery      ->  day, series, compare, breakdown (only its values have to be looked up)
    LifecycleQuery   ->  day, status
    StickinessQuery  ->  day (in how many intervals), series, compare
    RetentionQuery   ->  interval (the cohort), day (the column), breakdown
    FunnelsQuery     ->  breakdown

Every value can be sent in the field of that name of the question for the people.
"""

from typing import TYPE_CHECKING, Final, TypeAlias

from hogql.insights.breakdowns import NULL_LABEL, NULL_VALUE, OTHER_LABEL, OTHER_VALUE
from hogql.insights.cohort_breakdowns import cohorts_of, splits_by_cohort
from hogql.insights.funnels.build import build as build_funnel
from hogql.insights.funnels.models import FunnelsQuery, FunnelStep, FunnelTrend
from hogql.insights.funnels.shape import shape as shape_funnel
from hogql.insights.lifecycle.build import period_of
from hogql.insights.lifecycle.models import LifecycleQuery, Status
from hogql.insights.paths.models import PathsQuery
from hogql.insights.people.found import inside
from hogql.insights.people.options_models import (
    Choice,
    Choices,
    InsightActorsQueryOptions,
    InsightActorsQueryOptionsResponse,
)
from hogql.insights.retention.build import build as build_retention
from hogql.insights.retention.models import RetentionQuery
from hogql.insights.retention.plan import plan_of as retention_plan
from hogql.insights.retention.shape import shape as shape_retention
from hogql.insights.series import series_name
from hogql.insights.stickiness.build import lines_of
from hogql.insights.stickiness.models import StickinessQuery
from hogql.insights.trends.build import build as build_trends
from hogql.insights.trends.models import TrendsQuery
from hogql.insights.trends.plan import plan_of as trends_plan
from hogql.insights.trends.shape import shape as shape_trends

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hogql.insights.context import Answer, InsightContext, Query
    from hogql.insights.entities import Entity
    from hogql.insights.periods import Period

Split: TypeAlias = TrendsQuery | RetentionQuery | FunnelsQuery
Whole: TypeAlias = LifecycleQuery | StickinessQuery | PathsQuery
"""What is never split by a property."""
Asked: TypeAlias = Split | Whole
Reported: TypeAlias = str | int | tuple[str, ...] | None
Listed: TypeAlias = tuple[Choice, ...]
Fields: TypeAlias = dict[str, Listed]

_LABELS: Final = {OTHER_VALUE: OTHER_LABEL, NULL_VALUE: NULL_LABEL}
_PERIODS: Final = (
    Choice(label="Current", value="current"),
    Choice(label="Previous", value="previous"),
)
_STATUSES: Final = tuple(Choice(label=one.capitalize(), value=one.value) for one in Status)


def build(request: InsightActorsQueryOptions, context: "InsightContext") -> "tuple[Query, ...]":
    """Return what says which values there are: the insight itself, where it is split by some."""
    insight, place = _insight_of(request)
    with inside(place):
        _fields(insight, _is_of_previous(request), context)
        if isinstance(insight, Whole) or not _has_values(insight):
            return ()
        if isinstance(insight, TrendsQuery):
            return build_trends(insight, context)
        if isinstance(insight, RetentionQuery):
            return build_retention(insight, context)
        return build_funnel(insight, context)


def shape(
    answers: "Sequence[Answer]", request: InsightActorsQueryOptions, context: "InsightContext"
) -> InsightActorsQueryOptionsResponse:
    """Return the choices of every field; those of ``breakdown`` are the values of the answers."""
    insight, _ = _insight_of(request)
    fields = _fields(insight, _is_of_previous(request), context)
    values: tuple[Reported, ...] = ()
    if answers and not isinstance(insight, Whole):
        values = tuple(dict.fromkeys(_reported(answers, insight, context)))
    lists = [value for value in values if isinstance(value, tuple)]
    singles = tuple(_choice(value) for value in values if isinstance(value, str | int))
    return InsightActorsQueryOptionsResponse(
        day=fields.get("day"),
        series=fields.get("series"),
        breakdown=fields.get("breakdown") or singles or None,
        breakdowns=_by_property(lists) if lists else None,
        status=fields.get("status"),
        interval=fields.get("interval"),
        compare=fields.get("compare"),
    )


def _insight_of(request: InsightActorsQueryOptions) -> tuple[Asked, str]:
    """The insight that is asked about, and where it stands."""
    source = request.source
    if isinstance(source, Asked):
        return source, "source"
    return source.source, "source.source"


def _is_of_previous(request: InsightActorsQueryOptions) -> bool:
    return getattr(request.source, "compare", None) == "previous"


def _has_values(insight: Split) -> bool:
    asked = insight.breakdown_filter
    if asked is None or splits_by_cohort(asked):
        return False
    return bool(asked.breakdown or asked.breakdowns)


def _fields(insight: Asked, is_previous: bool, context: "InsightContext") -> Fields:
    """The choices that need nothing looked up."""
    if isinstance(insight, TrendsQuery):
        return {**_of_trends(insight, is_previous, context), **_of_cohorts(insight, context)}
    if isinstance(insight, RetentionQuery):
        return {**_of_retention(insight, context), **_of_cohorts(insight, context)}
    if isinstance(insight, LifecycleQuery):
        return {"day": _days(period_of(insight, context)), "status": _STATUSES}
    if isinstance(insight, StickinessQuery):
        return _of_stickiness(insight, context)
    if isinstance(insight, PathsQuery):
        return {}
    return _of_cohorts(insight, context)


def _of_trends(insight: TrendsQuery, is_previous: bool, context: "InsightContext") -> Fields:
    plan = trends_plan(insight, context)
    fields: Fields = {"series": _series(insight.series, context)}
    if not plan.is_total:
        fields["day"] = _days((plan.lines[-1] if is_previous else plan.lines[0]).period)
    return {**fields, **({"compare": _PERIODS} if plan.lines[0].compare_label else {})}


def _of_stickiness(insight: StickinessQuery, context: "InsightContext") -> Fields:
    lines = lines_of(insight, context)
    period, width = lines[0].period, insight.interval_count or 1
    numbers = range(1, -(-len(period.buckets()) // width) + 1)
    unit = period.interval.value
    fields: Fields = {
        "day": tuple(Choice(label=f"{n} {unit}{'' if n == 1 else 's'}", value=n) for n in numbers),
        "series": _series(insight.series, context),
    }
    return {**fields, **({"compare": _PERIODS} if lines[0].compare_label else {})}


def _of_retention(insight: RetentionQuery, context: "InsightContext") -> Fields:
    plan = retention_plan(insight, context)
    labels = plan.labels()
    return {
        "interval": tuple(Choice(label=f"{plan.unit} {at}", value=at) for at in range(plan.count)),
        "day": tuple(Choice(label=label, value=at) for at, label in enumerate(labels)),
    }


def _of_cohorts(insight: Split, context: "InsightContext") -> Fields:
    cohorts = cohorts_of(insight.breakdown_filter, context)
    if not cohorts:
        return {}
    return {"breakdown": tuple(Choice(label=one.name, value=one.reported) for one in cohorts)}


def _days(period: "Period") -> Listed:
    return tuple(Choice(label=bucket.label, value=bucket.day) for bucket in period.buckets())


def _series(series: "Iterable[Entity]", context: "InsightContext") -> Listed:
    return tuple(
        Choice(label=one.custom_name or series_name(one, context), value=order)
        for order, one in enumerate(series)
    )


def _reported(
    answers: "Sequence[Answer]", insight: Split, context: "InsightContext"
) -> "Iterator[Reported]":
    """The values that the insight shows, as it names them."""
    if isinstance(insight, TrendsQuery):
        yield from (one.breakdown_value for one in shape_trends(answers, insight, context).results)
    elif isinstance(insight, RetentionQuery):
        shown = shape_retention(answers, insight, context).results
        yield from (one.breakdown_value for one in shown)
    else:
        yield from _of_funnel(shape_funnel(answers, insight, context).results)


def _of_funnel(results: object) -> "Iterator[Reported]":
    for one in results if isinstance(results, tuple) else ():
        if isinstance(one, FunnelStep | FunnelTrend):
            yield one.breakdown_value
        else:
            yield from _of_funnel(one)


def _by_property(values: "Iterable[tuple[str, ...]]") -> tuple[Choices, ...]:
    return tuple(
        Choices(values=tuple(_choice(text) for text in dict.fromkeys(texts)))
        for texts in zip(*values, strict=True)
    )


def _choice(value: str | int) -> Choice:
    text = str(value)
    return Choice(label=_LABELS.get(text, text), value=value)
