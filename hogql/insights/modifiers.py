"""``modifiers``: PostHog's choices between ways to the same numbers (hogql 6.5, 6.12).

Names and values are checked, so that a misspelt one is told. Ours is one way: merged persons by
their key, typed properties from hot columns, sub-queries for cohorts. What would change the numbers
is refused instead of ignored.

Source: PostHog's typed client (``HogQLQueryModifiers``).
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, Field, JsonValue

from hogql.property_filters.models import WIRE

PersonsOnEventsMode: TypeAlias = Literal[
    "disabled",
    "person_id_no_override_properties_on_events",
    "person_id_override_properties_on_events",
    "person_id_override_properties_joined",
]


def _refuse_other_clocks(value: bool | None) -> bool | None:
    if value is False:
        raise ValueError("convertToProjectTimezone: false is not supported yet.")
    return value


class Modifiers(BaseModel):
    """The modifiers that PostHog's clients send."""

    model_config = WIRE

    bounce_rate_duration_seconds: float | None = Field(
        default=None, alias="bounceRateDurationSeconds"
    )
    bounce_rate_page_view_mode: (
        Literal["count_pageviews", "uniq_urls", "uniq_page_screen_autocaptures"] | None
    ) = Field(default=None, alias="bounceRatePageViewMode")
    convert_to_project_timezone: Annotated[bool | None, AfterValidator(_refuse_other_clocks)] = (
        Field(default=None, alias="convertToProjectTimezone")
    )
    custom_channel_type_rules: tuple[JsonValue, ...] | None = Field(
        default=None, alias="customChannelTypeRules"
    )
    data_warehouse_events_modifiers: tuple[JsonValue, ...] | None = Field(
        default=None, alias="dataWarehouseEventsModifiers"
    )
    debug: bool | None = None
    format_csv_allow_double_quotes: bool | None = Field(
        default=None, alias="formatCsvAllowDoubleQuotes"
    )
    in_cohort_via: Literal["auto", "leftjoin", "subquery", "leftjoin_conjoined"] | None = Field(
        default=None, alias="inCohortVia"
    )
    materialization_mode: (
        Literal["auto", "legacy_null_as_string", "legacy_null_as_null", "disabled"] | None
    ) = Field(default=None, alias="materializationMode")
    optimize_joined_filters: bool | None = Field(default=None, alias="optimizeJoinedFilters")
    optimize_projections: bool | None = Field(default=None, alias="optimizeProjections")
    persons_arg_max_version: Literal["auto", "v1", "v2"] | None = Field(
        default=None, alias="personsArgMaxVersion"
    )
    persons_join_mode: Literal["inner", "left"] | None = Field(
        default=None, alias="personsJoinMode"
    )
    persons_on_events_mode: PersonsOnEventsMode | None = Field(
        default=None, alias="personsOnEventsMode"
    )
    property_groups_mode: Literal["enabled", "disabled", "optimized"] | None = Field(
        default=None, alias="propertyGroupsMode"
    )
    s3_table_use_invalid_columns: bool | None = Field(
        default=None, alias="s3TableUseInvalidColumns"
    )
    session_table_version: Literal["auto", "v1", "v2", "v3"] | None = Field(
        default=None, alias="sessionTableVersion"
    )
    sessions_v2_join_mode: Literal["string", "uuid"] | None = Field(
        default=None, alias="sessionsV2JoinMode"
    )
    timings: bool | None = None
    use_materialized_views: bool | None = Field(default=None, alias="useMaterializedViews")
    use_preaggregated_intermediate_results: bool | None = Field(
        default=None, alias="usePreaggregatedIntermediateResults"
    )
    use_preaggregated_table_transforms: bool | None = Field(
        default=None, alias="usePreaggregatedTableTransforms"
    )
    use_web_analytics_pre_aggregated_tables: bool | None = Field(
        default=None, alias="useWebAnalyticsPreAggregatedTables"
    )
