"""Recordings, lines of logs, points of heatmaps (hogql 6.1).

session_replay_events  one row per recording, folded; deleted ones are gone
log_entries            lines of every source; two names show one source each
"""

from typing import Final

from msgspec.structs import replace

from hogql.schema.columns import (
    Computed,
    Field,
    Inner,
    LazyJoin,
    Table,
    TimeBound,
    Traverser,
    raw,
)
from hogql.types import BOOL, DATETIME, FLOAT, INT, STRING, TUPLE, array_of, with_null

_SUMS: Final = (
    "click_count",
    "keypress_count",
    "mouse_activity_count",
    "active_milliseconds",
    "console_log_count",
    "console_warn_count",
    "console_error_count",
    "size",
    "event_count",
    "message_count",
)
_JOINS: Final[dict[str, Field]] = {
    "pdi": LazyJoin(table="person_distinct_ids", on="here.distinct_id = there.distinct_id"),
    "events": LazyJoin(
        table="events", on="here.session_id = toString(there.$session_id)", kind="LEFT JOIN"
    ),
    "session": LazyJoin(table="sessions", on="toUUID(here.session_id) = there.session_id"),
    "console_logs": LazyJoin(
        table="console_logs_log_entries",
        on="here.session_id = there.log_source_id",
        kind="LEFT JOIN",
    ),
}

RAW_SESSION_REPLAY_EVENTS: Final = Table(
    name="raw_session_replay_events",
    physical="session_replay_events",
    fields={
        **raw(STRING, "session_id", "distinct_id", "snapshot_source", "snapshot_library"),
        **raw(DATETIME, "min_first_timestamp", "max_last_timestamp", "session_day"),
        **raw(TUPLE, "first_url"),
        **raw(array_of(STRING), "all_urls"),
        **raw(INT, *_SUMS, "is_deleted", "retention_period_days"),
    },
    star=(
        "session_id",
        "distinct_id",
        "min_first_timestamp",
        "max_last_timestamp",
        "all_urls",
        *_SUMS,
        "snapshot_source",
        "snapshot_library",
        "retention_period_days",
    ),
    safe=frozenset({"session_day", "session_id"}),
)
SESSION_REPLAY_EVENTS: Final = Computed(
    name="session_replay_events",
    base=RAW_SESSION_REPLAY_EVENTS,
    fields={
        "session_id": Inner(text="session_id"),
        "distinct_id": Inner(text="any(distinct_id)", type=STRING),
        "start_time": Inner(text="min(min_first_timestamp)", type=DATETIME),
        "min_first_timestamp": Inner(text="min(min_first_timestamp)", type=DATETIME),
        "end_time": Inner(text="max(max_last_timestamp)", type=DATETIME),
        "max_last_timestamp": Inner(text="max(max_last_timestamp)", type=DATETIME),
        "duration": Inner(
            text="dateDiff('second', min(min_first_timestamp), max(max_last_timestamp))",
            type=INT,
        ),
        "first_url": Inner(
            text="nullIf(tupleElement(min(first_url), 'url'), '')", type=with_null(STRING)
        ),
        "all_urls": Inner(text="groupUniqArrayArray(all_urls)", type=array_of(STRING)),
        **{name: Inner(text=f"sum({name})", type=INT) for name in _SUMS},
        "active_seconds": Inner(text="sum(active_milliseconds) / 1000", type=FLOAT),
        "snapshot_source": Inner(text="any(snapshot_source)", type=STRING),
        "snapshot_library": Inner(text="any(snapshot_library)", type=STRING),
        "retention_period_days": Inner(text="max(retention_period_days)", type=INT),
        **_JOINS,
        "person": Traverser(chain=("pdi", "person")),
    },
    star=(
        "session_id",
        "distinct_id",
        "start_time",
        "end_time",
        "first_url",
        *_SUMS,
        "snapshot_source",
        "snapshot_library",
    ),
    key="session_id",
    group_by=("session_id",),
    having="max(is_deleted) = 0",
    bound=TimeBound(column="session_day", fields=("start_time", "end_time"), is_date=True),
)

_OF_LOG: Final[dict[str, Field]] = {
    **raw(STRING, "log_source", "log_source_id", "instance_id"),
    **raw(DATETIME, "timestamp"),
    **raw(STRING, "level", "message"),
}
LOG_ENTRIES: Final = Table(
    name="log_entries",
    physical="log_entries",
    fields=_OF_LOG,
    star=tuple(_OF_LOG),
    safe=frozenset({"log_source", "log_source_id", "instance_id", "timestamp"}),
    key="log_source_id",
)


def _logs_of(source: str, name: str) -> Table:
    """The lines of one source alone."""
    return replace(LOG_ENTRIES, name=name, only=(("log_source", source),))


CONSOLE_LOGS: Final = _logs_of("session_replay", "console_logs_log_entries")
BATCH_EXPORT_LOGS: Final = _logs_of("batch_exports", "batch_export_log_entries")

_POINTS: Final = ("x", "y", "scale_factor", "viewport_width", "viewport_height")
HEATMAPS: Final = Table(
    name="heatmaps",
    physical="heatmaps",
    fields={
        **raw(STRING, "session_id", "distinct_id"),
        **raw(INT, *_POINTS),
        **raw(BOOL, "pointer_target_fixed"),
        **raw(STRING, "current_url", "type"),
        **raw(DATETIME, "timestamp"),
        "pdi": _JOINS["pdi"],
        "person": Traverser(chain=("pdi", "person")),
    },
    star=(
        "session_id",
        "distinct_id",
        *_POINTS,
        "pointer_target_fixed",
        "current_url",
        "type",
        "timestamp",
    ),
    safe=frozenset({"timestamp", "type", "current_url", "session_id", "distinct_id"}),
)
