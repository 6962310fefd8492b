"""What somebody did, as a query for the ids of those who did it. Nobody else is in it.

    performed_event            an event in the time
    performed_event_multiple   so many of them; at most n means at least one
    performed_event_first_time the first one ever is in the time
    performed_event_sequence   one in the time, and another event after it, soon enough
    performed_event_regularly  so many of them in so many of the periods until now
    stopped_performing_event   one in the time, none in the recent part of it
    restarted_performing_event one before the time, none in its earlier, one in its recent part

A time that is so many days counts back from now on the clock of the project's zone.

Source: PostHog ``posthog/hogql_queries/hogql_cohort_query.py``.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.cohorts.models import Behavior, Behavioral, Interval
from hogql.insights.errors import InsightError
from hogql.insights.periods import literal
from hogql.insights.relative_dates import read_date
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE, all_of
from hogql.property_filters.to_expression import to_expression

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.property_filters.facts import FilterFacts

Op: Final = ast.CompareOperationOp
PERSON: Final = ast.Field(chain=("person_id",))
TIME: Final = ast.Field(chain=("timestamp",))
_MILLISECONDS: Final = ast.Call(name="toUnixTimestamp64Milli", args=(TIME,))
_MOMENTS: Final = """
    arraySort(arrayConcat(
        groupUniqArrayIf({at} * 2, {then}), groupUniqArrayIf({at} * 2 + 1, {first})
    ))
"""
"""Even numbers are second events, odd ones first events, which come after those of their instant.

Trap: windowFunnel does not see as the second one an event that is both, when rows are unordered.
"""
_IN_ORDER: Final = """
    arrayExists(
        (moment, last) -> bitAnd(moment, 1) = 0 AND bitAnd(last, 1) = 1 AND moment - last <= {most},
        {found}, arrayFill(moment -> bitAnd(moment, 1) = 1, {found})
    )
"""
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_AT_MOST: Final = frozenset({Op.LtEq, Op.Lt})
LONGEST_WINDOW: Final = 10 * 366 * 24 * 3600 * 1000
_OPERATORS: Final = {
    "gte": Op.GtEq,
    "lte": Op.LtEq,
    "gt": Op.Gt,
    "lt": Op.Lt,
    "eq": Op.Eq,
    "exact": Op.Eq,
    None: Op.Eq,
}
_LENGTHS: Final = {
    Interval.MINUTE: timedelta(minutes=1),
    Interval.HOUR: timedelta(hours=1),
    Interval.DAY: timedelta(days=1),
    Interval.WEEK: timedelta(weeks=1),
    Interval.MONTH: timedelta(days=30),
    Interval.YEAR: timedelta(days=365),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    """One condition, where it stands, and what it depends on."""

    leaf: Behavioral
    facts: "FilterFacts"
    attr: str

    @property
    def event(self) -> ast.Expr:
        """The condition that an event is one of those."""
        found = _named(self.leaf.event_type, self.leaf.key, f"{self.attr}.key")
        place = f"{self.attr}.event_filters"
        return all_of(found, to_expression(self.leaf.event_filters, self.facts, attr=place))

    @property
    def now(self) -> datetime:
        """When the cohort is calculated."""
        return self.facts.now

    @property
    def since(self) -> datetime:
        """When the time begins."""
        if self.leaf.explicit_datetime:
            return self._date("explicit_datetime", self.leaf.explicit_datetime)
        return self.back("time")

    @property
    def until(self) -> datetime:
        """When the time ends; nothing that is still to come counts."""
        written = self.leaf.explicit_datetime_to
        if not (self.leaf.explicit_datetime and written):
            return self.now
        whole_day = f"{written}T23:59:59.999" if _DAY.fullmatch(written) else written
        until = self._date("explicit_datetime_to", whole_day)
        if until < self.since:
            message = "The time ends before it begins."
            raise InsightError(message, attr=f"{self.attr}.explicit_datetime_to")
        return min(until, self.now)

    def back(self, name: str, times: int = 1) -> datetime:
        """The moment that ``<name>_value`` of ``<name>_interval`` before now is."""
        count, interval = self.pair(name)
        written = f"-{count * times}{interval.letter}"
        return self._date(f"{name}_value", written)

    def pair(self, name: str) -> tuple[int, Interval]:
        """A count and its unit, both of which must be there."""
        count = self.needed(f"{name}_value")
        interval = getattr(self.leaf, f"{name}_interval")
        if not isinstance(interval, Interval):
            raise self.missing(f"{name}_interval")
        return count, interval

    def needed(self, name: str) -> int:
        """A number that must be there."""
        value = getattr(self.leaf, name)
        if not isinstance(value, int):
            raise self.missing(name)
        return value

    def missing(self, name: str) -> InsightError:
        """What to raise for a field that is not there."""
        message = f"A condition '{self.leaf.value}' needs {name}."
        return InsightError(message, attr=f"{self.attr}.{name}")

    def _date(self, name: str, written: str) -> datetime:
        return read_date(written, self.facts.calendar, attr=f"{self.attr}.{name}").at


def who_did(leaf: Behavioral, facts: "FilterFacts", attr: str) -> ast.SelectQuery:
    """Return the query. Raises InsightError, naming the field, for what says too little."""
    return _QUERIES[leaf.value](_Asked(leaf=leaf, facts=facts, attr=attr))


def _did(asked: _Asked) -> ast.SelectQuery:
    return _people(asked.event, _during(asked.since, asked.until))


def _did_times(asked: _Asked) -> ast.SelectQuery:
    op, times = _OPERATORS[asked.leaf.operator], asked.needed("operator_value")
    having = _compare(ast.Call(name="count"), op, ast.Constant(value=times))
    return _people(asked.event, _during(asked.since, asked.until), having=having)


def _did_first(asked: _Asked) -> ast.SelectQuery:
    first = ast.Call(name="min", args=(TIME,))
    having = _compare(first, Op.GtEq, literal(asked.since))
    return _people(asked.event, _before(asked.until), having=having)


def _stopped(asked: _Asked) -> ast.SelectQuery:
    recent = asked.back("seq_time")
    if recent <= asked.since:
        message = "The recent part is not shorter than the time."
        raise InsightError(message, attr=f"{asked.attr}.seq_time_value")
    last = ast.Call(name="max", args=(TIME,))
    having = _compare(last, Op.Lt, literal(recent))
    return _people(asked.event, _during(asked.since, asked.now), having=having)


def _restarted(asked: _Asked) -> ast.SelectQuery:
    since, recent = asked.since, asked.back("seq_time")
    if recent <= since:
        message = "The recent part is not shorter than the time."
        raise InsightError(message, attr=f"{asked.attr}.seq_time_value")
    before = _compare(ast.Call(name="min", args=(TIME,)), Op.Lt, literal(since))
    between = _count_if(all_of(_from(since), _compare(TIME, Op.Lt, literal(recent))))
    again = _count_if(_from(recent))
    zero = ast.Constant(value=0)
    having = all_of(before, _compare(between, Op.Eq, zero), _compare(again, Op.Gt, zero))
    return _people(asked.event, _before(asked.now), having=having)


def _regularly(asked: _Asked) -> ast.SelectQuery:
    total, least = asked.needed("total_periods"), asked.needed("min_periods")
    if least > total:
        message = "min_periods is more than total_periods."
        raise InsightError(message, attr=f"{asked.attr}.min_periods")
    edges = [asked.now, *(asked.back("time", place) for place in range(1, total + 1))]
    met = tuple(_is_met(asked, _within(older, newer)) for newer, older in pairwise(edges))
    periods = ast.Call(name="arraySum", args=(ast.Array(exprs=met),))
    having = _compare(periods, Op.GtEq, ast.Constant(value=least))
    return _people(asked.event, _within(edges[-1], edges[0]), having=having)


def _in_order(asked: _Asked) -> ast.SelectQuery:
    if asked.leaf.seq_event is None:
        raise asked.missing("seq_event")
    count, interval = asked.pair("seq_time")
    window = min(count * _LENGTHS[interval] // timedelta(milliseconds=1), LONGEST_WINDOW)
    first = asked.event
    then = _named(asked.leaf.seq_event_type, asked.leaf.seq_event, f"{asked.attr}.seq_event")
    found = parse_expr(_MOMENTS, at=_MILLISECONDS, first=first, then=then)
    having = parse_expr(_IN_ORDER, found=found, most=ast.Constant(value=2 * window - 1))
    either = ast.Or(exprs=(first, then))
    return _people(either, _during(asked.since, asked.until), having=having)


def _named(kind: str, key: str, attr: str) -> ast.Expr:
    if kind == "events":
        return _compare(ast.Field(chain=("event",)), Op.Eq, ast.Constant(value=key))
    if not (key.isascii() and key.isdigit()):
        raise InsightError("An action is named by its id.", attr=attr)
    return ast.Call(name="matchesAction", args=(ast.Constant(value=int(key)),))


def _people(*where: ast.Expr, having: ast.Expr | None = None) -> ast.SelectQuery:
    condition = all_of(*where)
    return ast.SelectQuery(
        select=(PERSON,),
        select_from=ast.JoinExpr(table=ast.Field(chain=("events",))),
        where=None if condition == TRUE else condition,
        group_by=(PERSON,),
        having=having,
    )


def _during(since: datetime, until: datetime) -> ast.Expr:
    return all_of(_from(since), _before(until))


def _within(since: datetime, until: datetime) -> ast.Expr:
    """After the one moment, and up to the other: periods that follow each other share none."""
    return all_of(_compare(TIME, Op.Gt, literal(since)), _before(until))


def _from(since: datetime) -> ast.Expr:
    return _compare(TIME, Op.GtEq, literal(since))


def _before(until: datetime) -> ast.Expr:
    return _compare(TIME, Op.LtEq, literal(until))


def _count_if(condition: ast.Expr) -> ast.Expr:
    return ast.Call(name="countIf", args=(condition,))


def _is_met(asked: _Asked, in_period: ast.Expr) -> ast.Expr:
    """1 for a period with so many events, else 0; also of at most n there is at least one."""
    op, times = _OPERATORS[asked.leaf.operator], asked.needed("operator_value")
    one, zero = ast.Constant(value=1), ast.Constant(value=0)
    count = _count_if(in_period)
    is_so = _compare(count, op, ast.Constant(value=times))
    if op in _AT_MOST:
        is_so = all_of(_compare(count, Op.GtEq, one), is_so)
    return ast.Call(name="if", args=(is_so, one, zero))


def _compare(left: ast.Expr, op: ast.CompareOperationOp, right: ast.Expr) -> ast.Expr:
    return ast.CompareOperation(left=left, op=op, right=right)


_QUERIES: Final["dict[Behavior, Callable[[_Asked], ast.SelectQuery]]"] = {
    Behavior.DID: _did,
    Behavior.DID_TIMES: _did_times,
    Behavior.DID_FIRST: _did_first,
    Behavior.DID_IN_ORDER: _in_order,
    Behavior.DID_REGULARLY: _regularly,
    Behavior.STOPPED: _stopped,
    Behavior.RESTARTED: _restarted,
}
