"""What the verifier knows of each physical table. Data, written by hand for it alone.

    table  ->  columns whose comparison with a constant may stand in the guard, FINAL or not

Repeated here, not imported from the schema: a slip in the compiler's lists must not widen these. A
table that is not listed is not read. With FINAL only sorting-key columns are safe, as PREWHERE runs
before old versions are dropped (hogql 6.6.4); without it, any column that the writer never changes.
"""

from typing import Final, Literal

from msgspec import Struct


class Fence(Struct, frozen=True):
    """``final`` says whether the table must, may or must not be read with FINAL.

    A table that ``is_personal`` is fenced to the user who asks, too.
    """

    safe: frozenset[str]
    final: Literal["always", "maybe", "never"] = "never"
    maps: frozenset[str] = frozenset()
    is_personal: bool = False


def _fence(
    safe: str, final: Literal["always", "maybe", "never"] = "never", maps: str = ""
) -> Fence:
    return Fence(frozenset(safe.split()), final, frozenset(maps.split()))


FENCES: Final[dict[str, Fence]] = {
    "events": _fence(
        "event timestamp distinct_id session_id uuid inserted_at",
        maps="properties person_properties groups",
    ),
    "event_hours": _fence("event hour", "always"),
    "person": _fence("id", "always", "properties"),
    "person_distinct_id": _fence("distinct_id", "always"),
    "person_distinct_id_overrides": _fence("distinct_id", "always"),
    "person_overrides": _fence("old_key", "always"),
    "groups": _fence("group_type group_key", "always", "properties"),
    "cohort_people": _fence("cohort_id version person_id", "maybe"),
    "person_static_cohort": _fence("cohort_id person_id", "maybe"),
    "sessions": _fence("session_start session_id"),
    "session_replay_events": _fence("session_day session_id"),
    "heatmaps": _fence(
        "timestamp type current_url session_id distinct_id viewport_width viewport_height"
    ),
    "error_tracking_issue_fingerprint_overrides": _fence("fingerprint", "always"),
    "exceptions": _fence("timestamp fingerprint uuid", "maybe"),
    "app_metrics": _fence("app_source app_source_id instance_id metric_kind metric_name timestamp"),
    "log_entries": _fence("log_source log_source_id instance_id timestamp", "maybe"),
    "ingestion_warnings": _fence("timestamp source type"),
    "query_log": Fence(frozenset({"user_id", "event_time"}), "never", is_personal=True),
}
