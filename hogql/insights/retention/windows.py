"""Windows that roll: the columns of a member are counted from its own start, not by the calendar.

    start at 23:45 on day 3  ->  member of cohort 3, column 1 begins at 23:00 on day 4
    times of an actor  ->  (actor_id, value, starts = [cohort], returns = [cohort + column])

A member has one start, the earliest target event of the cohorts' time, so it is in one cohort: that
of the calendar, whose date the row says. A day is 24 hours, a week 7 days, a month 30. Windows of
hours and days begin with the hour of the start, longer ones with its day in the project's zone.

Source: PostHog ``retention_base_query_rolling.py`` (``24_hour_windows``), pull request 39337.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.nodes import IntervalType
from hogql.insights.periods import TIMESTAMP
from hogql.insights.templates import select
from hogql.parser import parse_expr

if TYPE_CHECKING:
    from typing import LiteralString

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
_LENGTHS: Final = {
    IntervalType.HOUR: (HOUR, 1),
    IntervalType.DAY: (HOUR, 24),
    IntervalType.WEEK: (DAY, 7),
    IntervalType.MONTH: (DAY, 30),
}
_STEPS: Final[dict[timedelta, "LiteralString"]] = {
    HOUR: "intDiv(toUnixTimestamp({of}) - {stamp}, 3600)",
    DAY: "dateDiff('day', toDate({day}), toDate({of}))",
}
_ROLLED: Final = """
    SELECT actor_id, value, [cohort] AS starts, {returns} AS returns
    FROM (
        SELECT actor_id, value, cohort, arrayMap(
            at -> cohort + intDiv(at - began, {length}),
            arrayFilter(at -> at >= began + {length} AND at < began + {reach}, came)
        ) AS windows
        FROM (
            SELECT actor_id, value, {cohort} AS cohort, {began} AS began, returns AS came
            FROM {grouped}
        )
    )
"""
_ONCE: Final = "arraySort(arrayDistinct(windows))"
_OFTEN: Final = """
    arraySort(arrayFilter(at -> countEqual(windows, at) >= {occurrences}, arrayDistinct(windows)))
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Windows:
    """Windows of ``length`` steps; steps are counted from ``first``, an instant of the project."""

    step: timedelta
    length: int
    first: datetime

    def after(self, start: datetime, count: int) -> datetime:
        """Return when so many windows are over, for whoever started just before an instant."""
        if self.step == DAY:
            return start + count * self.length * self.step
        return (start.astimezone(UTC) + count * self.length * self.step).astimezone(start.tzinfo)

    def came(self, condition: ast.Expr, *, occurrences: int) -> ast.Expr:
        """Return the aggregate that lists the steps in which an actor came, once or each time."""
        name = "groupUniqArrayIf" if occurrences == 1 else "groupArrayIf"
        return ast.Call(name=name, args=(self._steps(TIMESTAMP), condition))

    def rolled(
        self, grouped: ast.SelectQuery, cohort: ast.Expr, *, reach: int, occurrences: int
    ) -> ast.SelectQuery:
        """Return (actor_id, value, starts, returns) of members with ``first_at`` and ``returns``.

        ``cohort`` is the place of ``first_at`` among the cohorts.
        """
        often = ast.Constant(value=occurrences)
        return select(
            _ROLLED,
            grouped=grouped,
            cohort=cohort,
            began=self._steps(ast.Field(chain=("first_at",))),
            length=ast.Constant(value=self.length),
            reach=ast.Constant(value=self.length * reach),
            returns=parse_expr(_ONCE)
            if occurrences == 1
            else parse_expr(_OFTEN, occurrences=often),
        )

    def _steps(self, of: ast.Expr) -> ast.Expr:
        """How many hours or days a time is after the first."""
        stamp = int(self.first.astimezone(UTC).timestamp())
        day = self.first.date().isoformat()
        holes = {"stamp": ast.Constant(value=stamp), "day": ast.Constant(value=day)}
        used = {name: hole for name, hole in holes.items() if f"{{{name}}}" in _STEPS[self.step]}
        return parse_expr(_STEPS[self.step], of=of, **used)


def windows_of(interval: IntervalType, first: datetime) -> Windows:
    """Return the windows of a retention by such intervals, of which the first one begins then."""
    step, length = _LENGTHS[interval]
    return Windows(step=step, length=length, first=first)
