"""Sessions: one row per session, folded from one row per session and insert (hogql 6.4).

    $entry_utm_source  ->  min(entry), the tuple of the first page view   -> its part utm_source
    $exit_pathname     ->  max(exit), the tuple of the last page view     -> path of its url
    $entry_msclkid     ->  the key in the query string of the first URL: the SDKs take it from there

``sessions`` keeps neither external links nor web vitals: ``$last_external_click_url`` and
``$vitals_lcp`` are absent.
"""

from typing import Final

from hogql.schema.columns import (
    Computed,
    Expression,
    Field,
    Inner,
    LazyJoin,
    RawColumn,
    Table,
    TimeBound,
    raw,
)
from hogql.types import DATETIME, INT, STRING, TUPLE, UNKNOWN, UUID, array_of, with_null

_TEXT: Final = with_null(STRING)
_ENTRY: Final = (
    "referring_domain",
    "utm_source",
    "utm_campaign",
    "utm_medium",
    "utm_term",
    "utm_content",
    "gclid",
    "fbclid",
    "gad_source",
)
_IN_URL: Final = (
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "twclid",
    "li_fat_id",
    "mc_cid",
    "igshid",
    "ttclid",
    "_kx",
    "irclid",
)
_DEVICE: Final = {
    "$browser": "browser",
    "$browser_version": "browser_version",
    "$os": "os",
    "$os_version": "os_version",
    "$device_type": "device_type",
    "$geoip_country_code": "country",
    "$geoip_city_name": "city",
}

RAW_SESSIONS: Final = Table(
    name="raw_sessions",
    physical="sessions",
    fields={
        **raw(UUID, "session_id"),
        **raw(DATETIME, "session_start", "min_timestamp", "max_timestamp"),
        **raw(STRING, "distinct_id"),
        "session_id_v7": RawColumn(physical="session_id", type=UUID),
        **raw(array_of(STRING), "urls"),
        **raw(TUPLE, "entry", "exit", "device"),
        **raw(UNKNOWN, "pageviews", "screens", "autocaptures"),
    },
    star=(
        "session_id",
        "session_start",
        "distinct_id",
        "min_timestamp",
        "max_timestamp",
        "urls",
    ),
    safe=frozenset({"session_start", "session_id"}),
)


def _part(fold: str, part: str) -> Inner:
    return Inner(text=f"nullIf(tupleElement({fold}, '{part}'), '')", type=_TEXT)


def _parts_of_url(prefix: str, fold: str) -> dict[str, Field]:
    url = f"tupleElement({fold}, 'url')"
    return {
        f"{prefix}_current_url": _part(fold, "url"),
        f"{prefix}_pathname": Inner(text=f"nullIf(path({url}), '')", type=_TEXT),
        f"{prefix}_hostname": Inner(text=f"nullIf(domain({url}), '')", type=_TEXT),
    }


_FIELDS: Final[dict[str, Field]] = {
    "session_id": Inner(text="session_id"),
    "id": Inner(text="session_id"),
    "session_id_v7": Inner(text="session_id"),
    "distinct_id": Inner(text="any(distinct_id)", type=STRING),
    "$start_timestamp": Inner(text="min(min_timestamp)", type=DATETIME),
    "$end_timestamp": Inner(text="max(max_timestamp)", type=DATETIME),
    "$urls": Inner(text="groupUniqArrayArray(urls)", type=array_of(STRING)),
    "$num_uniq_urls": Inner(text="length(groupUniqArrayArray(urls))", type=INT),
    **_parts_of_url("$entry", "min(entry)"),
    **_parts_of_url("$end", "max(exit)"),
    **_parts_of_url("$exit", "max(exit)"),
    **{f"$entry_{name}": _part("min(entry)", name) for name in _ENTRY},
    **{
        f"$entry_{name}": Inner(
            text=f"nullIf(extractURLParameter(tupleElement(min(entry), 'url'), '{name}'), '')",
            type=_TEXT,
        )
        for name in _IN_URL
    },
    "$pageview_count": Inner(text="uniqExactMerge(pageviews)", type=INT),
    "$screen_count": Inner(text="uniqExactMerge(screens)", type=INT),
    "$autocapture_count": Inner(text="uniqExactMerge(autocaptures)", type=INT),
    "$session_duration": Inner(
        text="dateDiff('second', min(min_timestamp), max(max_timestamp))", type=INT
    ),
    "duration": Expression(text="$session_duration"),
    # Source: PostHog posthog/hogql/database/schema/sessions_v2.py (what counts as a bounce).
    "$is_bounce": Expression(
        text="if($pageview_count + $screen_count = 0, NULL, "
        "$pageview_count + $screen_count <= 1 and $autocapture_count = 0 "
        "and $session_duration < 10)"
    ),
    "$channel_type": Expression(
        text="_defaultChannelType($entry_utm_campaign, $entry_utm_medium, $entry_utm_source, "
        "$entry_referring_domain, $entry_gclid, $entry_fbclid, $entry_gad_source)",
        type=STRING,
    ),
    **{name: _part("min(device)", part) for name, part in _DEVICE.items()},
    "event": LazyJoin(table="events", on="here.session_id = there.$session_id", kind="LEFT JOIN"),
    "events": LazyJoin(table="events", on="here.session_id = there.$session_id", kind="LEFT JOIN"),
    "replay": LazyJoin(
        table="session_replay_events", on="toString(here.session_id) = there.session_id"
    ),
}

SESSIONS: Final = Computed(
    name="sessions",
    base=RAW_SESSIONS,
    fields=_FIELDS,
    star=tuple(
        name
        for name, field in _FIELDS.items()
        if not isinstance(field, LazyJoin) and name not in {"id", "session_id_v7", "duration"}
    ),
    key="session_id",
    # The start is a function of the id. With it the groups are in the order of the table, so that
    # ClickHouse may fold one after the other (settings.OF_TABLES).
    group_by=("session_id", "session_start"),
    bound=TimeBound(column="session_start", fields=("$start_timestamp", "$end_timestamp")),
)
