"""Spans of time in which rows were inserted, and up to when what was inserted has been summed up.

Summing up a span again is harmless, so a span that failed, or half of one, is simply done again.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from clickhouse_connect.driver.exceptions import Error

from shared.clickhouse import connect
from shared.errors import TemporarilyUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH: Final = timedelta(minutes=5)
TABLE: Final = "summed_up"


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """From ``since`` on and before ``until``, both in UTC."""

    since: datetime
    until: datetime


def floor(moment: datetime) -> datetime:
    """Return when the span of a moment began: spans are the same for everybody."""
    return moment - (moment - datetime.min.replace(tzinfo=UTC)) % LENGTH


def spans_between(since: datetime, until: datetime) -> "Iterator[Span]":
    """Yield the spans that cover a time, the last one up to its end alone."""
    start = floor(since)
    while start < until:
        end = start + LENGTH
        yield Span(since=start, until=min(end, until))
        start = end


def parameters_of(span: Span) -> dict[str, int]:
    """Return what statements call ``from`` and ``until``, in milliseconds since 1970."""
    return {"from": _milliseconds(span.since), "until": _milliseconds(span.until)}


def find_mark(name: str) -> datetime | None:
    """Return up to when ``name`` was done; TemporarilyUnavailableError without an answer."""
    try:
        rows = (
            connect.client()
            .query(
                "SELECT toUnixTimestamp64Milli(max(until)) FROM summed_up"
                " WHERE name = {name:String} HAVING count() > 0",
                parameters={"name": name},
            )
            .result_rows
        )
    except Error as error:
        raise TemporarilyUnavailableError("The event store did not answer.") from error
    return datetime.fromtimestamp(rows[0][0] / 1000, UTC) if rows else None


def write_mark(name: str, until: datetime) -> None:
    """Store up to when ``name`` is done; an earlier time changes nothing."""
    try:
        connect.client().insert(TABLE, [[name, until]], column_names=["name", "until"])
    except Error as error:
        raise TemporarilyUnavailableError("The event store took no mark.") from error


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
