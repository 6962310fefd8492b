"""One line's numbers as a query: a row for each value and bucket, a template for each form of math.

    EVENTS          events -> points                  (clickhouse 11.1, 11.2)
    ACTORS          events -> a count for each actor -> points
    SESSIONS        events -> a duration for each session -> points
    ACTIVE          events -> who was there each day -> each day in all the windows it is in (11.3)
    FIRST_*         events of all time -> the first one of each actor -> points

A template names both ``value`` and ``bucket``; ``without`` takes out what a line does not have.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.aggregations import Aggregation, Form
from hogql.insights.intervals import (
    SHORTER_THAN_A_DAY,
    WEEK_MODES,
    start_of,
)
from hogql.insights.nodes import IntervalType
from hogql.insights.periods import Period, literal
from hogql.insights.templates import select, without
from hogql.parser import parse_expr
from hogql.property_filters.conditions import all_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import LiteralString

    from hogql.insights.intervals import BucketKey

VALUE, BUCKET = "value", "bucket"

_EVENTS: Final = """
    SELECT {value} AS value, {bucket} AS bucket, {aggregate} AS points
    FROM events WHERE {where} GROUP BY value, bucket
"""
_ONCE: Final = """
    SELECT value, {bucket_of_first} AS bucket, count() AS points
    FROM (
        SELECT {value} AS value, min(timestamp) AS first_at
        FROM events WHERE {where} GROUP BY value, {key}
    )
    GROUP BY value, bucket
"""
_ACTORS: Final = """
    SELECT value, bucket, {aggregate} AS points
    FROM (
        SELECT {value} AS value, {bucket} AS bucket, count() AS number
        FROM events WHERE {where} GROUP BY value, bucket, {key}
    )
    GROUP BY value, bucket
"""
_SESSIONS: Final = """
    SELECT value, bucket, {aggregate} AS points
    FROM (
        SELECT {value} AS value, {bucket} AS bucket,
            toFloat(any(session.$session_duration)) AS number
        FROM events WHERE {where} GROUP BY value, bucket, {key}
    )
    GROUP BY value, bucket
"""
_ACTIVE: Final = """
    SELECT value, bucket, uniqExactMerge(users) AS points
    FROM (
        SELECT {value} AS value, {cut} AS cut, uniqExactState({key}) AS users
        FROM events WHERE {where} GROUP BY value, cut
    )
    ARRAY JOIN {buckets} AS bucket
    WHERE bucket >= {first} AND bucket <= {last}
    GROUP BY value, bucket
"""
_MOST_ACTIVE: Final = """
    SELECT value
    FROM (
        SELECT value, arrayCount(
            bucket -> bucket >= {first} AND bucket <= {last}, groupUniqArrayArray({buckets})
        ) AS points
        FROM (
            SELECT {value} AS value, {cut} AS cut, {key} AS actor
            FROM events WHERE {where} GROUP BY value, cut, actor
        )
        GROUP BY value, actor
    )
    GROUP BY value ORDER BY sum(points) DESC, value LIMIT {limit}
"""
_FIRST_EVER: Final = """
    SELECT {shown} AS value, {bucket_of_first} AS bucket, count() AS points
    FROM (
        SELECT argMinIf({value}, tuple(timestamp, {value}), {matches}) AS found,
            min(timestamp) AS first_at, minIf(timestamp, {matches}) AS matched_at
        FROM events WHERE {where} GROUP BY {key}
        HAVING first_at = matched_at AND {in_range}
    )
    GROUP BY value, bucket
"""
_FIRST_MATCHING: Final = """
    SELECT {shown} AS value, {bucket_of_first} AS bucket, count() AS points
    FROM (
        SELECT argMin({value}, tuple(timestamp, {value})) AS found, min(timestamp) AS first_at
        FROM events WHERE {where} GROUP BY {key}
        HAVING {in_range}
    )
    GROUP BY value, bucket
"""
_FIRST_AT: Final = ast.Field(chain=("first_at",))
_FOUND: Final = ast.Field(chain=("found",))
_CUT: Final = ast.Field(chain=("cut",))
_DAY_OF_PROJECT: Final = parse_expr("toDate(timestamp)")
_SHORT: Final = """
    arrayDistinct(arrayMap(
        at -> {bucket_of_at},
        range(greatest(cut, {first}), least(cut + {reach}, {last}) + 1, {step})
    ))
"""
_AT: Final = parse_expr("fromUnixTimestamp(at)")
_SECONDS: Final = {IntervalType.MINUTE: 60, IntervalType.HOUR: 3600}
_DAY: Final = 86_400
_TRUE: Final = ast.Constant(value=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Counting:
    """The events of one line, and how they become numbers.

    ``is_event`` is what the line is about by name, ``matches`` all other conditions; they differ
    only for a first time ever, which is looked for before the filters.
    """

    period: Period
    is_event: ast.Expr
    matches: ast.Expr
    math: Aggregation
    is_total: bool
    is_first_only: bool

    @property
    def in_range(self) -> ast.Expr:
        """Which events of the line lie in its period."""
        return all_of(self.is_event, self.period.contains_timestamp(), self.matches)

    @property
    def _may_be_followed_by_a_match(self) -> bool:
        """Whether somebody's first event may be another than the first that matches."""
        return self.math.form is Form.FIRST_EVER and self.matches != _TRUE

    def where(self) -> ast.Expr:
        """Which events are read: also older ones, where the math looks back."""
        is_ever = self.math.form is Form.FIRST_EVER
        matches = _TRUE if is_ever else self.matches
        return all_of(self.is_event, self._timestamps(), matches, self.math.exists)

    def cells(
        self, value: ast.Expr | None = None, shown: "Callable[[ast.Expr], ast.Expr] | None" = None
    ) -> ast.SelectQuery:
        """Rows of (value, bucket, points), without what the line does not have.

        ``value`` is that of an event; ``shown`` says how it is shown, if not as it is.
        """
        tree = self._filled(ast.Constant(value="") if value is None else value, shown or _as_it_is)
        absent = {*(_VALUES if value is None else ()), *({BUCKET} if self.is_total else ())}
        return without(tree, frozenset(absent)) if absent else tree

    def select(self, text: "LiteralString", **holes: ast.Expr) -> ast.SelectQuery:
        """Fill a template over the events of the line."""
        return select(
            text, where=self.where(), key=self.math.key, aggregate=self.math.aggregate, **holes
        )

    def _timestamps(self) -> ast.Expr:
        if self.math.form in _OF_ALL_TIME:
            return self.period.to_end()
        if self.math.form is Form.ACTIVE:
            return self.period.contains_timestamp(days_before=self.math.days - 1)
        return self.period.contains_timestamp()

    def _filled(self, value: ast.Expr, shown: "Callable[[ast.Expr], ast.Expr]") -> ast.SelectQuery:
        bucket_of_first = self.period.bucket(of=_FIRST_AT)
        if self.math.form in _OF_ALL_TIME:
            return self.select(
                _FIRST_EVER if self._may_be_followed_by_a_match else _FIRST_MATCHING,
                value=value,
                shown=shown(_FOUND),
                bucket_of_first=bucket_of_first,
                matches=all_of(self.matches, self.math.exists),
                in_range=self.period.from_start(of=_FIRST_AT),
            )
        if self.math.form is Form.ACTIVE and not self.is_total:
            return self._rolling(_ACTIVE, shown(value))
        template = _ONCE if self.is_first_only else _TEMPLATES.get(self.math.form, _EVENTS)
        return self.select(
            template,
            value=shown(value),
            bucket=self.period.bucket(),
            bucket_of_first=bucket_of_first,
        )

    def most_active(self, value: ast.Expr, limit: ast.Constant) -> ast.SelectQuery:
        """The values with the most people in all windows: the sum of the points of form ACTIVE.

        Trap: the set of an IN can not be made by an ARRAY JOIN where the query has one as well
        (ClickHouse 26.9: "Not found column"), so each person's windows are counted instead.
        """
        return self._rolling(_MOST_ACTIVE, value, limit=limit)

    def _rolling(self, text: "LiteralString", value: ast.Expr, **more: ast.Expr) -> ast.SelectQuery:
        period = self.period
        first, last = period.key_of(period.start), period.key_of(period.end)
        return self.select(
            text,
            value=value,
            cut=_cut(period),
            buckets=_windows(period, self.math.days),
            first=_bound(first),
            last=_bound(last),
            **more,
        )


def _cut(period: Period) -> ast.Expr:
    """The shortest time by which a window moves: a day, an hour or a minute in seconds."""
    if period.interval in SHORTER_THAN_A_DAY:
        return ast.Call(name="toUnixTimestamp", args=(period.bucket(),))
    return _DAY_OF_PROJECT


def _windows(period: Period, days: int) -> ast.Expr:
    """The buckets in whose window a cut lies: its own, and those of the days after it."""
    if period.interval is IntervalType.DAY:
        return ast.Array(exprs=tuple(_days_after_cut(after) for after in range(days)))
    if period.interval is IntervalType.WEEK:
        return _weeks(days, WEEK_MODES[period.project.week_start_day])
    first = start_of(period.start, period.interval, period.project)
    return parse_expr(
        _SHORT,
        bucket_of_at=period.bucket(of=_AT),
        reach=ast.Constant(value=(days - 1) * _DAY),
        first=ast.Constant(value=int(first.timestamp())),
        last=ast.Constant(value=int(period.end.timestamp())),
        step=ast.Constant(value=_SECONDS[period.interval]),
    )


def _weeks(days: int, mode: int) -> ast.Expr:
    """The weeks of the cut and of every day on which somebody is still active."""
    weeks = tuple(
        ast.Call(name="toStartOfWeek", args=(_days_after_cut(after), ast.Constant(value=mode)))
        for after in (*range(0, days - 1, 7), days - 1)
    )
    return ast.Call(name="arrayDistinct", args=(ast.Array(exprs=weeks),))


def _days_after_cut(days: int) -> ast.Expr:
    """Trap: a sum in a lambda would be guarded against values that no date can be moved by."""
    after = ast.Constant(value=days)
    return ast.ArithmeticOperation(left=_CUT, op=ast.ArithmeticOperationOp.Add, right=after)


def _bound(key: "BucketKey") -> ast.Expr:
    if isinstance(key, datetime):
        return literal(key)
    return ast.Call(name="toDate", args=(ast.Constant(value=key.isoformat()),))


def _as_it_is(value: ast.Expr) -> ast.Expr:
    return value


_VALUES: Final = (VALUE, "found")
_OF_ALL_TIME: Final = frozenset({Form.FIRST_EVER, Form.FIRST_MATCHING})
_TEMPLATES: Final[dict[Form, "LiteralString"]] = {Form.ACTORS: _ACTORS, Form.SESSIONS: _SESSIONS}
