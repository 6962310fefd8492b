"""The best SQL we know for each variant of a trend, written by hand (``asked.TRENDS``).

It need not guard a team against another, answer in the shape of an insight or bind its values.
"""

from __future__ import annotations

from typing import Final

FROM: Final = "2026-03-01"
UNTIL: Final = "2026-03-31"
_VIEWS: Final = (
    "FROM events WHERE team_id = 1 AND event = '$pageview' "
    "AND timestamp >= '2026-03-01 00:00:00' AND timestamp < '2026-04-01 00:00:00'"
)
_PERSON: Final = "dictGetOrDefault('person_overrides_dict', 'new_key', person_key, person_key)"


def _per_day(number: str, condition: str = "") -> str:
    return f"SELECT toDate(timestamp) AS day, {number} {_VIEWS} {condition} GROUP BY day"


def _one_pass(value: str) -> str:
    """Count every value on every day, rank the values, add up those after the first 25."""
    return f"""
        SELECT if(place <= 25, value, 'all others') AS shown, sumForEach(points)
        FROM (
            SELECT value, points, row_number() OVER (ORDER BY total DESC, value) AS place
            FROM (
                SELECT value, sum(views) AS total, groupArrayInsertAt(0, 31)(
                    views, assumeNotNull(toUInt32(day - toDate('{FROM}')))) AS points
                FROM (
                    SELECT toString({value}) AS value, toDate(timestamp) AS day, count() AS views
                    {_VIEWS} GROUP BY value, day
                )
                GROUP BY value
            )
        )
        GROUP BY shown
    """


def _two_passes(value: str) -> str:
    """Find the 25 most frequent values first; then count only those apart."""
    return f"""
        WITH top AS (
            SELECT {value} AS value {_VIEWS} GROUP BY value ORDER BY count() DESC, value LIMIT 25
        )
        SELECT if({value} IN top, toString({value}), 'all others') AS shown,
            toDate(timestamp) AS day, count()
        {_VIEWS} GROUP BY shown, day
    """


BEST: Final = {
    "total": _per_day("count()"),
    "dau": _per_day(f"uniqExact({_PERSON})"),
    "filter hot": _per_day(
        "count()", "AND `$browser` = 'Firefox' AND `$geoip_country_code` = 'C3'"
    ),
    "filter tail": _per_day("count()", "AND properties['plan'] = 'pro'"),
    "breakdown country": _one_pass("`$geoip_country_code`"),
    "breakdown url": _two_passes("`$current_url`"),
    "breakdown custom": _one_pass("properties['plan']"),
}
