"""Sums up what members of a project should know of their own code, by type."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

import orjson

from shared.clickhouse.ask import ask
from shared.domain.ingestion_warnings.models import SampleWarning, WarningSummary
from shared.http.filters import escape_like

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS: Final = 15
MOST_SAMPLES: Final = 50
MOST_TYPES: Final = 100
# A row says how many events it stands for, or stands for one.
SQL: Final = """
SELECT type, toDate(at) AS day,
  sum(greatest(toUInt64(1), JSONExtractUInt(details, 'count'))) AS events,
  max(at) AS last,
  arraySlice(arrayReverseSort(groupArrayLast({samples:UInt32})((at, details))), 1, {samples:UInt32})
FROM (
  SELECT type, toUnixTimestamp64Milli(timestamp) AS ms, timestamp AS at, details
  FROM ingestion_warnings
  PREWHERE team_id = {team_id:UInt32}
)
WHERE ms >= {since:Int64} AND ms < {until:Int64}
  AND (type ILIKE {pattern:String} OR details ILIKE {pattern:String})
  AND ({type:String} = '' OR type = {type:String})
GROUP BY type, day
ORDER BY type, day
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class WarningFilter:
    """Which warnings: from ``since`` on, before ``until``, with a text in them; '' filters not."""

    since: datetime
    until: datetime
    contains: str = ""
    type: str = ""


def summarize_warnings(team_id: int, *, only: WarningFilter) -> list[WarningSummary]:
    """Return the warnings by type, the type that was seen last first."""
    rows = ask(
        SQL,
        {
            "team_id": team_id,
            "since": round(only.since.timestamp() * 1000),
            "until": round(only.until.timestamp() * 1000),
            "pattern": f"%{escape_like(only.contains)}%",
            "type": only.type,
            "samples": MOST_SAMPLES,
        },
        seconds=SECONDS,
    )
    days: dict[str, list[Sequence[Any]]] = {}
    for type_, *day in rows:
        days.setdefault(str(type_), []).append(day)
    found = [_summary(type_, of_days) for type_, of_days in days.items()]
    return sorted(found, key=lambda item: item.last_seen, reverse=True)[:MOST_TYPES]


def _summary(type_: str, days: "Sequence[Sequence[Any]]") -> WarningSummary:
    counts: Counter[date] = Counter()
    samples: list[SampleWarning] = []
    for day, events, _, said in reversed(days):
        counts[day] += int(events)
        samples.extend(_sample(type_, at, details) for at, details in said)
    return WarningSummary(
        type=type_,
        last_seen=max(_aware(last) for _, _, last, _ in days),
        count=counts.total(),
        sparkline=[(count, day) for day, count in sorted(counts.items())],
        warnings=samples[:MOST_SAMPLES],
    )


def _sample(type_: str, at: datetime, details: str) -> SampleWarning:
    return SampleWarning(type=type_, timestamp=_aware(at), details=orjson.loads(details))


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
