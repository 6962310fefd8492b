"""Times: constants are read here, the project's zone is added, nothing throws (hogql 6.8).

toDateTime('2026-03-01')  -> a UTC constant       toStartOfWeek(t) -> with the project's first day
today()                   -> toDate(now64(6, zone))
"""

from typing import TYPE_CHECKING, Final

from hogql.plan.making import call, word
from hogql.plan.nodes import Function, Infix, Node, Value
from hogql.resolver.building import build, check_count, find
from hogql.resolver.coerce import as_number, as_text, as_value
from hogql.resolver.scope import at
from hogql.resolver.times import constant_datetime, read_date, zone
from hogql.types import DATE, INT, INTERVAL, ZONED, with_null

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql import ast
    from hogql.resolver.scope import Scope

_UNITS: Final = {
    unit: f"{unit.capitalize()}s"
    for unit in ("second", "minute", "hour", "day", "week", "month", "quarter", "year")
}
_LONG_UNITS: Final = frozenset({"week", "month", "quarter", "year"})
_SIX: Final = Value(INT, 6)


def to_datetime(node: Node, timezone: str, place: "ast.Node") -> Node:
    """The value as a moment; text is read in ``timezone``, null when it is none."""
    constant = constant_datetime(node, timezone, place)
    if constant is not None:
        return constant
    kind = node.type.kind
    if kind == "datetime":
        return node
    if kind == "date" or node.type.is_number:
        return call("toDateTime", with_null(ZONED, node.type.nullable), node, word(timezone))
    return _parse("parseDateTime64BestEffortOrNull", node, timezone)


def _parse(function: str, node: Node, timezone: str) -> Function:
    written = as_text(node) if node.type.kind != "unknown" else call("toString", node.type, node)
    return call(function, with_null(ZONED), written, _SIX, word(timezone))


def to_date(node: Node, timezone: str, place: "ast.Node") -> Node:
    """The value as a date of ``timezone``, null when it is none."""
    if isinstance(node, Value) and isinstance(node.value, str):
        found = read_date(node.value)
        if found is None:
            raise at(place, f"Could not read '{node.value}' as a date")
        return found
    if node.type.kind == "date":
        return node
    moment = to_datetime(node, timezone, place)
    of = with_null(DATE, moment.type.nullable)
    if moment.type.zoned or timezone == "UTC":
        return call("toDate", of, moment)
    return call("toDate", of, moment, word(timezone))


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
    found = to_datetime(args[0], named or scope.state.context.timezone, node)
    if named is None:
        return found
    return call("toTimeZone", with_null(ZONED, found.type.nullable), found, word(named))


def _date_call(node: "ast.Call", scope: "Scope") -> Node:
    args = _arguments(node, scope)
    named = _zone_of(args[1:], node)
    return to_date(args[0], named or scope.state.context.timezone, node)


def _parse_us(node: "ast.Call", scope: "Scope") -> Node:
    (only,) = _arguments(node, scope)
    return _parse("parseDateTime64BestEffortUSOrNull", only, scope.state.context.timezone)


def _parse_format(node: "ast.Call", scope: "Scope") -> Node:
    inner, pattern, *rest = _arguments(node, scope)
    if not isinstance(pattern, Value):
        raise at(node, "The format of parseDateTime must be a constant")
    named = _zone_of(tuple(rest), node) or scope.state.context.timezone
    of = with_null(ZONED)
    return call("parseDateTimeOrNull", of, as_text(inner), pattern, word(named))


def _now(node: "ast.Call", scope: "Scope") -> Node:
    named = _zone_of(_arguments(node, scope), node)
    return call("now64", ZONED, _SIX, word(named or scope.state.context.timezone))


def _today(node: "ast.Call", scope: "Scope") -> Node:
    _arguments(node, scope)
    now: Node = call("now64", ZONED, _SIX, word(scope.state.context.timezone))
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
        return Infix(args[0].type, "+" if is_later else "-", *args)
    unit = _unit(args[0], node)
    function = find(("add" if is_later else "subtract") + _UNITS[unit], node)
    return build(function, (args[2], as_number(args[1])), node, scope)


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
    return call("toUnixTimestamp", with_null(INT, moment.type.nullable), moment)


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
    "todate": _date_call,
    "todatetimeus": _parse_us,
    "parsedatetime": _parse_format,
    "totimezone": _time_zone,
    "tounixtimestamp": _unix,
}
