"""The table of the kinds of query node: one row each; see ``registry`` for what a row means."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from pydantic import BaseModel

from hogql.insights.funnels.build import build as build_funnels
from hogql.insights.funnels.models import FunnelsQuery, FunnelsQueryResponse
from hogql.insights.funnels.shape import shape as shape_funnels
from hogql.insights.lifecycle.build import build as build_lifecycle
from hogql.insights.lifecycle.models import LifecycleQuery, LifecycleQueryResponse
from hogql.insights.lifecycle.shape import shape as shape_lifecycle
from hogql.insights.mentions import check_mentions
from hogql.insights.retention.build import build as build_retention
from hogql.insights.retention.models import RetentionQuery, RetentionQueryResponse
from hogql.insights.retention.shape import shape as shape_retention
from hogql.insights.sql.build import build as build_sql
from hogql.insights.sql.models import HogQLQuery, HogQLQueryResponse
from hogql.insights.sql.shape import shape as shape_sql
from hogql.insights.stickiness.build import build as build_stickiness
from hogql.insights.stickiness.models import StickinessQuery, StickinessQueryResponse
from hogql.insights.stickiness.shape import shape as shape_stickiness
from hogql.insights.trends.build import build as build_trends
from hogql.insights.trends.models import TrendsQuery, TrendsQueryResponse
from hogql.insights.trends.shape import shape as shape_trends

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hogql.insights.context import Answer, InsightContext, Query

RequestT = TypeVar("RequestT", bound=BaseModel)
ResponseT = TypeVar("ResponseT", bound=BaseModel)


@dataclass(frozen=True, kw_only=True, slots=True)
class Insight:
    """One kind: the models that are its contract, and the two functions that answer it."""

    request: type[BaseModel]
    response: type[BaseModel]
    build: "Callable[[BaseModel, InsightContext], tuple[Query, ...]]"
    shape: "Callable[[Sequence[Answer], BaseModel, InsightContext], BaseModel]"


def _insight(
    request: type[RequestT],
    build: "Callable[[RequestT, InsightContext], tuple[Query, ...]]",
    shape: "Callable[[Sequence[Answer], RequestT, InsightContext], ResponseT]",
    response: type[ResponseT],
) -> Insight:
    """Make a row of the table; the request's type is checked here once, for all callers."""

    def checked(node: BaseModel, context: "InsightContext") -> RequestT:
        check_mentions(node, context)
        return narrowed(node)

    def narrowed(node: BaseModel) -> RequestT:
        if not isinstance(node, request):
            raise TypeError(f"Expected {request.__name__}, got {type(node).__name__}.")
        return node

    return Insight(
        request=request,
        response=response,
        build=lambda node, context: build(checked(node, context), context),
        shape=lambda answers, node, context: shape(answers, narrowed(node), context),
    )


INSIGHTS: Final["Mapping[str, Insight]"] = {
    "FunnelsQuery": _insight(FunnelsQuery, build_funnels, shape_funnels, FunnelsQueryResponse),
    "HogQLQuery": _insight(HogQLQuery, build_sql, shape_sql, HogQLQueryResponse),
    "LifecycleQuery": _insight(
        LifecycleQuery, build_lifecycle, shape_lifecycle, LifecycleQueryResponse
    ),
    "RetentionQuery": _insight(
        RetentionQuery, build_retention, shape_retention, RetentionQueryResponse
    ),
    "StickinessQuery": _insight(
        StickinessQuery, build_stickiness, shape_stickiness, StickinessQueryResponse
    ),
    "TrendsQuery": _insight(TrendsQuery, build_trends, shape_trends, TrendsQueryResponse),
}
