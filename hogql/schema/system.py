"""``system.*``: what the project consists of (hogql 6.1). Rows come with the context, as values.

    system.cohorts  ->  the loader's rows of this team, in the order of the columns below

No column holds a secret: tokens, keys and the settings of destinations are not selectable. A type
is one letter, with ``?`` where the value may be missing:

    i int   f float   s string   b bool   t datetime   u uuid   j JSON text
"""

from typing import Final

from hogql.schema.columns import Field, RawColumn, SystemColumn, SystemTable, Table, raw
from hogql.types import BOOL, DATETIME, FLOAT, INT, STRING, UUID, Type, with_null

_TYPES: Final[dict[str, Type]] = {
    "i": INT,
    "f": FLOAT,
    "s": STRING,
    "b": BOOL,
    "t": DATETIME,
    "u": UUID,
    "j": STRING,
}
_WHO_WHEN: Final = "created_by_id:i? created_at:t"

COLUMNS: Final[dict[str, str]] = {
    "actions": f"id:i name:s? description:s deleted:b steps:j {_WHO_WHEN} updated_at:t",
    "activity_logs": "id:u activity:s item_id:s? scope:s detail:j? user_id:i? created_at:t",
    "alerts": f"id:u name:s insight_id:i enabled:b state:s {_WHO_WHEN}",
    "annotations": f"id:i content:s? scope:s deleted:b date_marker:t? {_WHO_WHEN} updated_at:t",
    "batch_exports": "id:u name:s interval:s paused:b deleted:b created_at:t last_updated_at:t",
    "batch_export_backfills": "id:u batch_export_id:u status:s start_at:t? end_at:t? created_at:t",
    "cohorts": f"id:i name:s description:s deleted:b is_static:b is_calculating:b count:i? "
    f"filters:j? version:i? last_calculation:t? {_WHO_WHEN}",
    "cohort_calculation_history": "id:u cohort_id:i count:i? started_at:t finished_at:t? error:s?",
    "dashboards": f"id:i name:s? description:s pinned:b deleted:b filters:j {_WHO_WHEN}",
    "dashboard_tiles": "id:i dashboard_id:i insight_id:i? deleted:b layouts:j color:s?",
    "data_warehouse_sources": "id:u source_type:s status:s prefix:s? created_at:t",
    "data_warehouse_tables": "id:u name:s format:s row_count:i? created_at:t",
    "early_access_features": "id:u name:s description:s stage:s feature_flag_id:i? created_at:t",
    "error_tracking_issues": "id:u status:s name:s? description:s? created_at:t",
    "event_definitions": "name:s description:s? created_at:t? last_seen_at:t?",
    "experiments": f"id:i name:s description:s? feature_flag_id:i archived:b deleted:b "
    f"start_date:t? end_date:t? {_WHO_WHEN}",
    "exports": "id:i export_format:s created_at:t",
    "feature_flags": f"id:i key:s name:s active:b deleted:b filters:j rollout_percentage:i? "
    f"{_WHO_WHEN}",
    "groups": "index:i group_type:s name_singular:s? name_plural:s?",
    "heatmaps_saved": f"id:u name:s? url:s {_WHO_WHEN}",
    "hog_flows": f"id:u name:s? status:s {_WHO_WHEN} updated_at:t",
    "hog_functions": f"id:u name:s? type:s? enabled:b deleted:b {_WHO_WHEN} updated_at:t",
    "insight_variables": "id:u name:s code_name:s? type:s default_value:j?",
    "insights": f"id:i short_id:s name:s? description:s? query:j? saved:b favorited:b deleted:b "
    f"{_WHO_WHEN} last_modified_at:t",
    "integrations": "id:i kind:s created_at:t",
    "notebooks": f"id:u short_id:s title:s? deleted:b {_WHO_WHEN} last_modified_at:t",
    "property_definitions": "name:s type:s property_type:s? is_numerical:b",
    "session_recording_playlists": f"id:i short_id:s name:s? pinned:b deleted:b {_WHO_WHEN}",
    "session_recordings": "id:u session_id:s deleted:b access_count:i? created_at:t?",
    "source_schemas": "id:u name:s source_id:u should_sync:b status:s? last_synced_at:t?",
    "source_sync_jobs": "id:u schema_id:u status:s rows_synced:i? created_at:t finished_at:t?",
    "support_tickets": "id:u ticket_number:i status:s priority:s? created_at:t updated_at:t",
    "surveys": f"id:u name:s type:s archived:b questions:j? start_date:t? end_date:t? {_WHO_WHEN}",
    "teams": "id:i uuid:u name:s timezone:s created_at:t updated_at:t",
    "usage_metrics": "id:u name:s format:s interval:i display:s created_at:t",
}
"""Table -> its columns, in the order in which the loader gives them."""


def _table(name: str, columns: str) -> SystemTable:
    fields: dict[str, Field] = {}
    for place, column in enumerate(columns.split()):
        field, _, code = column.partition(":")
        of = with_null(_TYPES[code[0]], nullable=code.endswith("?"))
        fields[field] = SystemColumn(place=place, type=of)
    return SystemTable(name=f"system.{name}", fields=fields, star=tuple(fields))


SYSTEM_TABLES: Final[dict[str, SystemTable]] = {
    f"system.{name}": _table(name, columns) for name, columns in COLUMNS.items()
}

INGESTION_WARNINGS: Final = Table(
    name="system.ingestion_warnings",
    physical="ingestion_warnings",
    fields={
        **raw(DATETIME, "timestamp"),
        **raw(STRING, "source", "type", "details"),
    },
    star=("timestamp", "source", "type", "details"),
    safe=frozenset({"timestamp", "source", "type"}),
)

APP_METRICS: Final = Table(
    name="app_metrics",
    physical="app_metrics",
    fields={
        **raw(STRING, "app_source", "app_source_id", "instance_id", "metric_kind", "metric_name"),
        **raw(DATETIME, "timestamp"),
        **raw(INT, "count"),
    },
    star=(
        "app_source",
        "app_source_id",
        "instance_id",
        "metric_kind",
        "metric_name",
        "timestamp",
        "count",
    ),
    safe=frozenset(
        {"app_source", "app_source_id", "instance_id", "metric_kind", "metric_name", "timestamp"}
    ),
)

_RUNS: Final[dict[str, Field]] = {
    **raw(DATETIME, "event_time"),
    "query_start_time": RawColumn(physical="event_time", type=DATETIME),
    **raw(STRING, "query_id", "client_query_id", "kind", "name", "query", "status", "error_code"),
    **raw(INT, "duration_ms", "read_rows", "read_bytes", "result_rows", "memory_bytes", "user_id"),
    "query_duration_ms": RawColumn(physical="duration_ms", type=INT),
    "created_by": RawColumn(physical="user_id", type=INT),
}
_NOT_SHOWN: Final = frozenset({"query_start_time", "user_id", "query_duration_ms", "created_by"})
QUERY_LOG: Final = Table(
    name="query_log",
    physical="query_log",
    fields=_RUNS,
    star=tuple(name for name in _RUNS if name not in _NOT_SHOWN),
    safe=frozenset({"event_time"}),
    owner="user_id",
)
RAW_QUERY_LOG: Final = Table(
    name="raw_query_log",
    physical="query_log",
    fields=_RUNS,
    star=QUERY_LOG.star,
    safe=QUERY_LOG.safe,
    owner=QUERY_LOG.owner,
)
