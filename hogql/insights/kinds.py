"""The table of the kinds of query node: one row each; see ``registry`` for what a row means."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from pydantic import BaseModel

from hogql.insights.correlation.build import build as build_correlation
from hogql.insights.correlation.models import (
    FunnelCorrelationActorsQuery,
    FunnelCorrelationQuery,
    FunnelCorrelationQueryResponse,
)
from hogql.insights.correlation.shape import shape as shape_correlation
from hogql.insights.correlation.stays import prepare as prepare_correlation
from hogql.insights.error_tracking.build import build as build_issues
from hogql.insights.error_tracking.models import ErrorTrackingQuery, ErrorTrackingQueryResponse
from hogql.insights.error_tracking.shape import shape as shape_issues
from hogql.insights.events_list.build import build as build_events
from hogql.insights.events_list.models import EventsQuery, EventsQueryResponse
from hogql.insights.events_list.shape import shape as shape_events
from hogql.insights.funnels.build import build as build_funnels
from hogql.insights.funnels.models import FunnelsActorsQuery, FunnelsQuery, FunnelsQueryResponse
from hogql.insights.funnels.shape import shape as shape_funnels
from hogql.insights.groups_list.build import build as build_groups
from hogql.insights.groups_list.models import GroupsQuery, GroupsQueryResponse
from hogql.insights.groups_list.shape import shape as shape_groups
from hogql.insights.lifecycle.build import build as build_lifecycle
from hogql.insights.lifecycle.models import LifecycleQuery, LifecycleQueryResponse
from hogql.insights.lifecycle.shape import shape as shape_lifecycle
from hogql.insights.mentions import check_mentions
from hogql.insights.paths.build import build as build_paths
from hogql.insights.paths.models import PathsQuery, PathsQueryResponse
from hogql.insights.paths.shape import shape as shape_paths
from hogql.insights.paths.walks import prepare as prepare_paths
from hogql.insights.people.bare import build as build_bare
from hogql.insights.people.bare import shape as shape_bare
from hogql.insights.people.build import build as build_actors
from hogql.insights.people.build import prepare as prepare_listed
from hogql.insights.people.models import (
    ActorsQuery,
    ActorsQueryResponse,
    InsightActorsQuery,
    StickinessActorsQuery,
)
from hogql.insights.people.options import build as build_actor_options
from hogql.insights.people.options import shape as shape_actor_options
from hogql.insights.people.options_models import (
    InsightActorsQueryOptions,
    InsightActorsQueryOptionsResponse,
)
from hogql.insights.people.shape import shape as shape_actors
from hogql.insights.people.sources import prepare as prepare_actors
from hogql.insights.recordings_list.build import build as build_recordings
from hogql.insights.recordings_list.models import RecordingsQuery, RecordingsQueryResponse
from hogql.insights.recordings_list.shape import shape as shape_recordings
from hogql.insights.retention.build import build as build_retention
from hogql.insights.retention.models import RetentionQuery, RetentionQueryResponse
from hogql.insights.retention.shape import shape as shape_retention
from hogql.insights.sessions_timeline.build import build as build_timeline
from hogql.insights.sessions_timeline.models import (
    SessionsTimelineQuery,
    SessionsTimelineQueryResponse,
)
from hogql.insights.sessions_timeline.shape import shape as shape_timeline
from hogql.insights.sql.build import build as build_sql
from hogql.insights.sql.models import HogQLQuery, HogQLQueryResponse
from hogql.insights.sql.shape import shape as shape_sql
from hogql.insights.stickiness.build import build as build_stickiness
from hogql.insights.stickiness.models import StickinessQuery, StickinessQueryResponse
from hogql.insights.stickiness.shape import shape as shape_stickiness
from hogql.insights.taxonomy.actors import (
    ActorsPropertyTaxonomyQuery,
    ActorsPropertyTaxonomyQueryResponse,
)
from hogql.insights.taxonomy.actors import build as build_actor_taxonomy
from hogql.insights.taxonomy.actors import shape as shape_actor_taxonomy
from hogql.insights.taxonomy.events import EventTaxonomyQuery, EventTaxonomyQueryResponse
from hogql.insights.taxonomy.events import build as build_event_taxonomy
from hogql.insights.taxonomy.events import shape as shape_event_taxonomy
from hogql.insights.taxonomy.team import TeamTaxonomyQuery, TeamTaxonomyQueryResponse
from hogql.insights.taxonomy.team import build as build_team_taxonomy
from hogql.insights.taxonomy.team import shape as shape_team_taxonomy
from hogql.insights.taxonomy.values import PropertyValuesQuery, PropertyValuesQueryResponse
from hogql.insights.taxonomy.values import build as build_values
from hogql.insights.taxonomy.values import shape as shape_values
from hogql.insights.trends.build import build as build_trends
from hogql.insights.trends.models import TrendsQuery, TrendsQueryResponse
from hogql.insights.trends.shape import shape as shape_trends
from hogql.insights.web.clicks import (
    WebExternalClicksTableQuery,
    WebExternalClicksTableQueryResponse,
)
from hogql.insights.web.clicks import build as build_web_clicks
from hogql.insights.web.clicks import shape as shape_web_clicks
from hogql.insights.web.goals import WebGoalsQuery, WebGoalsQueryResponse
from hogql.insights.web.goals import build as build_web_goals
from hogql.insights.web.goals import shape as shape_web_goals
from hogql.insights.web.overview import WebOverviewQuery, WebOverviewQueryResponse
from hogql.insights.web.overview import build as build_web_overview
from hogql.insights.web.overview import shape as shape_web_overview
from hogql.insights.web.stats import build as build_web_stats
from hogql.insights.web.stats_models import WebStatsTableQuery, WebStatsTableQueryResponse
from hogql.insights.web.stats_shape import shape as shape_web_stats
from hogql.insights.web.urls import WebPageURLSearchQuery, WebPageURLSearchQueryResponse
from hogql.insights.web.urls import build as build_web_urls
from hogql.insights.web.urls import shape as shape_web_urls

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
    prepare: "Callable[[BaseModel, InsightContext], tuple[Query, ...]]"


def _insight(
    request: type[RequestT],
    build: "Callable[[RequestT, InsightContext], tuple[Query, ...]]",
    shape: "Callable[[Sequence[Answer], RequestT, InsightContext], ResponseT]",
    response: type[ResponseT],
    prepare: "Callable[[RequestT, InsightContext], tuple[Query, ...]] | None" = None,
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
        prepare=lambda node, context: prepare(checked(node, context), context) if prepare else (),
    )


INSIGHTS: Final["Mapping[str, Insight]"] = {
    "ActorsPropertyTaxonomyQuery": _insight(
        ActorsPropertyTaxonomyQuery,
        build_actor_taxonomy,
        shape_actor_taxonomy,
        ActorsPropertyTaxonomyQueryResponse,
    ),
    "ActorsQuery": _insight(
        ActorsQuery,
        build_actors,
        shape_actors,
        ActorsQueryResponse,
        prepare_listed,
    ),
    "ErrorTrackingQuery": _insight(
        ErrorTrackingQuery, build_issues, shape_issues, ErrorTrackingQueryResponse
    ),
    "EventTaxonomyQuery": _insight(
        EventTaxonomyQuery, build_event_taxonomy, shape_event_taxonomy, EventTaxonomyQueryResponse
    ),
    "EventsQuery": _insight(EventsQuery, build_events, shape_events, EventsQueryResponse),
    "FunnelCorrelationActorsQuery": _insight(
        FunnelCorrelationActorsQuery, build_bare, shape_bare, ActorsQueryResponse, prepare_actors
    ),
    "FunnelCorrelationQuery": _insight(
        FunnelCorrelationQuery,
        build_correlation,
        shape_correlation,
        FunnelCorrelationQueryResponse,
        prepare_correlation,
    ),
    "FunnelsActorsQuery": _insight(
        FunnelsActorsQuery, build_bare, shape_bare, ActorsQueryResponse, prepare_actors
    ),
    "FunnelsQuery": _insight(FunnelsQuery, build_funnels, shape_funnels, FunnelsQueryResponse),
    "GroupsQuery": _insight(GroupsQuery, build_groups, shape_groups, GroupsQueryResponse),
    "HogQLQuery": _insight(HogQLQuery, build_sql, shape_sql, HogQLQueryResponse),
    "InsightActorsQuery": _insight(
        InsightActorsQuery, build_bare, shape_bare, ActorsQueryResponse, prepare_actors
    ),
    "InsightActorsQueryOptions": _insight(
        InsightActorsQueryOptions,
        build_actor_options,
        shape_actor_options,
        InsightActorsQueryOptionsResponse,
    ),
    "LifecycleQuery": _insight(
        LifecycleQuery, build_lifecycle, shape_lifecycle, LifecycleQueryResponse
    ),
    "PathsQuery": _insight(PathsQuery, build_paths, shape_paths, PathsQueryResponse, prepare_paths),
    "PropertyValuesQuery": _insight(
        PropertyValuesQuery, build_values, shape_values, PropertyValuesQueryResponse
    ),
    "RecordingsQuery": _insight(
        RecordingsQuery, build_recordings, shape_recordings, RecordingsQueryResponse
    ),
    "RetentionQuery": _insight(
        RetentionQuery, build_retention, shape_retention, RetentionQueryResponse
    ),
    "SessionsTimelineQuery": _insight(
        SessionsTimelineQuery, build_timeline, shape_timeline, SessionsTimelineQueryResponse
    ),
    "StickinessActorsQuery": _insight(
        StickinessActorsQuery, build_bare, shape_bare, ActorsQueryResponse
    ),
    "StickinessQuery": _insight(
        StickinessQuery, build_stickiness, shape_stickiness, StickinessQueryResponse
    ),
    "TeamTaxonomyQuery": _insight(
        TeamTaxonomyQuery, build_team_taxonomy, shape_team_taxonomy, TeamTaxonomyQueryResponse
    ),
    "TrendsQuery": _insight(TrendsQuery, build_trends, shape_trends, TrendsQueryResponse),
    "WebExternalClicksTableQuery": _insight(
        WebExternalClicksTableQuery,
        build_web_clicks,
        shape_web_clicks,
        WebExternalClicksTableQueryResponse,
    ),
    "WebGoalsQuery": _insight(
        WebGoalsQuery, build_web_goals, shape_web_goals, WebGoalsQueryResponse
    ),
    "WebOverviewQuery": _insight(
        WebOverviewQuery, build_web_overview, shape_web_overview, WebOverviewQueryResponse
    ),
    "WebPageURLSearchQuery": _insight(
        WebPageURLSearchQuery, build_web_urls, shape_web_urls, WebPageURLSearchQueryResponse
    ),
    "WebStatsTableQuery": _insight(
        WebStatsTableQuery, build_web_stats, shape_web_stats, WebStatsTableQueryResponse
    ),
}
