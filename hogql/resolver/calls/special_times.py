"""Times: constants are read here, the project's zone is added, nothing throws (hogql 6.8).

toDateTime('2026-03-01')  -> a UTC constant       toStartOfWeek(t) -> with the project's first day
today()                   -> toDate(now64(6, zone))
"""

from typing import TYPE_CHECKING, Final

from hogql.plan.making import call, word
from hogql.plan.nodes import Column, Function, Infix, Node, Value
from hogql.resolver.calls.building import build, check_count, find
from hogql.resolver.calls.moments import SIX, parse, to_date, to_datetime
from hogql.resolver.coerce import as_text, as_value
from hogql.resolver.operators import add_time
from hogql.resolver.scope import at
from hogql.resolver.times import zone
from hogql.types import DATE, INT, INTERVAL, ZONED, with_null

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql import ast
    from hogql.resolver.scope import Scope

_UNITS: Final = {
    unit: f"{unit.capitalize()}s"
    for unit in ("second", "minute", "hour", "day", "week", "month", "quarter", "year")
}
WINDOWED: Final = (31_536_000, 4_260_000_000)
"""The first and last second that a sliding window of up to a year may hold."""
_LONG_UNITS: Final = frozenset({"week", "month", "quarter", "year"})


def _arguments(node: "ast.Call", scope: "Scope") -> tuple[Node, ...]:
    check_count(find(node.name, node), len(node.args), node)
    return tuple(as_value(scope.resolve(arg)) for arg in node.args)


def _zone_of(args: tuple[Node, ...], node: "ast.Node") -> str | None:
    """The zone that a call names; None when it names none."""
    if not args or (args[-1].type.kind != "string" and len(args) < 2):
        return None
    named = args[-1]
    if not isinstance(named, Value):
        raise at(node, "A time zone must be a constant")
    if not isinstance(named.value, str):
        return None
    zone(named.value)
    return named.value


def _datetime_call(node: "ast.Call", scope: "Scope") -> Node:
    args = _arguments(node, scope)
    named = _zone_of(args[1:], node)
    place = None if node.name.lower().startswith("parse") else node
    found = to_datetime(args[0], named or scope.state.context.timezone, place)
    if named is None:
        return found
    return call("toTimeZone", with_null(ZONED, found.type.nullable), found, word(named))


def _date_call(node: "ast.Call", scope: "Scope") -> Node:
    args = _arguments(node, scope)
    named = _zone_of(args[1:], node)
    return to_date(args[0], named or scope.state.context.timezone, node)


def _parse_us(node: "ast.Call", scope: "Scope") -> Node:
    (only,) = _arguments(node, scope)
    return parse("parseDateTime64BestEffortUSOrNull", only, scope.state.context.timezone)


def _parse_format(node: "ast.Call", scope: "Scope") -> Node:
    inner, pattern, *rest = _arguments(node, scope)
    if not isinstance(pattern, Value):
        raise at(node, "The format of parseDateTime must be a constant")
    named = _zone_of(tuple(rest), node) or scope.state.context.timezone
    of = with_null(ZONED)
    return call("parseDateTimeOrNull", of, as_text(inner), pattern, word(named))


def _now(node: "ast.Call", scope: "Scope") -> Node:
    named = _zone_of(_arguments(node, scope), node)
    return call("now64", ZONED, SIX, word(named or scope.state.context.timezone))


def _today(node: "ast.Call", scope: "Scope") -> Node:
    _arguments(node, scope)
    now: Node = call("now64", ZONED, SIX, word(scope.state.context.timezone))
    if node.name.lower() == "yesterday":
        now = Infix(ZONED, "-", now, call("toIntervalDay", INTERVAL, Value(INT, 1)))
    return call("toDate", DATE, now)


def _week(node: "ast.Call", scope: "Scope") -> Node:
    """Mode 0 starts weeks on Sunday, mode 3 on Monday. Source: PostHog posthog/hogql/printer."""
    args = _arguments(node, scope)
    function = find(node.name, node)
    mode = Value(INT, 3 if scope.state.context.week_start_day == 1 else 0)
    moment = args[0]
    rest: tuple[Node, ...] = (args[1] if len(args) > 1 else mode,)
    timezone = scope.state.context.timezone
    if len(args) > 2:
        rest = (*rest, args[2])
    elif moment.type.kind == "datetime" and not moment.type.zoned and timezone != "UTC":
        rest = (*rest, word(timezone))
    return call(function.sql, with_null(DATE, moment.type.nullable), moment, *rest)


def _time_zone(node: "ast.Call", scope: "Scope") -> Node:
    args = _arguments(node, scope)
    named = _zone_of(args[1:], node)
    moment = to_datetime(args[0], scope.state.context.timezone, node)
    return call("toTimeZone", with_null(ZONED, moment.type.nullable), moment, word(named or "UTC"))


def _shift(node: "ast.Call", scope: "Scope") -> Node:
    """``dateAdd(unit, n, t)``, ``dateAdd(t, INTERVAL n unit)`` and the same with Sub."""
    args = _arguments(node, scope)
    is_later = "add" in node.name.lower()
    if len(args) == 2:
        return add_time("+" if is_later else "-", args[0], args[1], scope)
    unit = _unit(args[0], node)
    function = find(("add" if is_later else "subtract") + _UNITS[unit], node)
    return build(function, (args[2], args[1]), node, scope)


def _unit(named: Node, node: "ast.Node") -> str:
    unit = str(named.value).lower() if isinstance(named, Value) else ""
    if unit not in _UNITS:
        raise at(node, "The unit must be a constant: second, minute, hour, day, week, month, ...")
    return unit


def _truncate(node: "ast.Call", scope: "Scope") -> Node:
    args = _arguments(node, scope)
    unit = _unit(args[0], node)
    found = build(find("dateTrunc", node), (word(unit), *args[1:]), node, scope)
    of = DATE if unit in _LONG_UNITS else ZONED
    return Function(with_null(of, found.type.nullable), found.name, found.args)


def _difference(node: "ast.Call", scope: "Scope") -> Node:
    unit, *rest = _arguments(node, scope)
    timezone = scope.state.context.timezone
    moments = [
        to_datetime(item, timezone, node) if item.type.kind == "string" else item
        for item in rest[:2]
    ]
    args = (word(_unit(unit, node)), *moments, *rest[2:])
    return build(find(node.name, node), args, node, scope)


def _unix(node: "ast.Call", scope: "Scope") -> Node:
    args = _arguments(node, scope)
    moment = to_datetime(args[0], scope.state.context.timezone, node)
    whole = call("toDateTime", with_null(ZONED, moment.type.nullable), moment)
    return call("toUnixTimestamp", with_null(INT, moment.type.nullable), whole)


def _unix64(node: "ast.Call", scope: "Scope") -> Node:
    """The scale of the time decides ClickHouse's answer: it is set first."""
    (only,) = _arguments(node, scope)
    moment = to_datetime(only, scope.state.context.timezone, node)
    scale = Value(INT, 3 if node.name.lower().endswith("milli") else 6)
    nullable = moment.type.nullable
    scaled = moment
    if not isinstance(moment, Column) or scale.value != 3:
        scaled = call("toDateTime64", with_null(ZONED, nullable), moment, scale)
    return call(find(node.name, node).sql, with_null(INT, nullable), scaled)


def _start_of_second(node: "ast.Call", scope: "Scope") -> Node:
    """ClickHouse has it for times with fractions only."""
    first, *rest = _arguments(node, scope)
    moment = to_datetime(first, scope.state.context.timezone, node)
    of = with_null(moment.type, moment.type.nullable)
    return build(find(node.name, node), (call("toDateTime64", of, moment, SIX), *rest), node, scope)


def _name_of_part(node: "ast.Call", scope: "Scope") -> Node:
    unit, moment, *rest = _arguments(node, scope)
    found = to_datetime(moment, scope.state.context.timezone, node)
    return build(find(node.name, node), (unit, found, *rest), node, scope)


def _windowed(node: "ast.Call", scope: "Scope") -> Node:
    """Windows of time are those of whole seconds, far enough from the ends of ClickHouse's."""
    first, *rest = _arguments(node, scope)
    name = node.name.lower()
    if first.type.kind in {"datetime", "date", "string"}:
        moment = to_datetime(first, scope.state.context.timezone, node)
        of = with_null(ZONED, moment.type.nullable)
        named = word(scope.state.context.timezone)
        first = call("toDateTime", of, moment, named)
        if name.startswith("hop"):
            low, high = (call("toDateTime", ZONED, Value(INT, end), named) for end in WINDOWED)
            first = call("least", of, call("greatest", of, first, low), high)
    if name == "timeslots":
        if not all(isinstance(item, Value) for item in rest):
            raise at(node, "The spans of timeSlots must be constants")
        rest = [call("toUInt32", INT, item) for item in rest]
    return build(find(node.name, node), (first, *rest), node, scope)


TIMES: Final["dict[str, Callable[[ast.Call, Scope], Node]]"] = {
    **dict.fromkeys(
        (
            "todatetime",
            "todatetime64",
            "parsedatetimebesteffort",
            "parsedatetimebesteffortornull",
            "parsedatetime64besteffort",
            "parsedatetime64besteffortornull",
        ),
        _datetime_call,
    ),
    **dict.fromkeys(("now", "now64", "nowinblock", "current_timestamp"), _now),
    **dict.fromkeys(("today", "yesterday", "current_date"), _today),
    **dict.fromkeys(("tostartofweek", "tolastdayofweek"), _week),
    **dict.fromkeys(("dateadd", "datesub", "timestampadd", "timestampsub"), _shift),
    **dict.fromkeys(("datetrunc", "date_trunc"), _truncate),
    **dict.fromkeys(("datediff", "date_diff", "age"), _difference),
    **dict.fromkeys(("tounixtimestamp64milli", "tounixtimestamp64micro"), _unix64),
    **dict.fromkeys(
        ("tumble", "hop", "tumblestart", "tumbleend", "hopstart", "hopend", "timeslots"), _windowed
    ),
    "tostartofsecond": _start_of_second,
    "datename": _name_of_part,
    "todate": _date_call,
    "todatetimeus": _parse_us,
    "parsedatetime": _parse_format,
    "totimezone": _time_zone,
    "tounixtimestamp": _unix,
}
