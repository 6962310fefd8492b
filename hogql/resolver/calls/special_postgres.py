"""PostgreSQL's functions on times (hogql A.1, A.4).

date_part('dow', t) -> toDayOfWeek(t) % 7      to_char(t, 'YYYY-MM') -> formatDateTime(t, '%Y-%m')
date_bin(i, t, o)   -> o + floor((t - o) / i) * i
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql.parser import parse_expr
from hogql.plan.making import call, text, word
from hogql.plan.nodes import Function, Infix, Node, Value
from hogql.resolver.calls.building import build, check_count, find
from hogql.resolver.calls.moments import SIX, parse, to_date, to_datetime
from hogql.resolver.coerce import as_integer, as_number, as_value
from hogql.resolver.operators import add_time
from hogql.resolver.scope import at
from hogql.resolver.times import zone
from hogql.types import DATE, FLOAT, INT, INTERVAL, STRING, ZONED, with_null

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql import ast
    from hogql.resolver.scope import Scope

PARTS: Final = {
    "year": "toYear(t)",
    "years": "toYear(t)",
    "quarter": "toQuarter(t)",
    "month": "toMonth(t)",
    "week": "toISOWeek(t)",
    "day": "toDayOfMonth(t)",
    "hour": "toHour(t)",
    "minute": "toMinute(t)",
    "second": "toSecond(t)",
    "millisecond": "toSecond(t) * 1000 + toMillisecond(t)",
    "milliseconds": "toSecond(t) * 1000 + toMillisecond(t)",
    "microseconds": "toSecond(t) * 1000000 + toUnixTimestamp64Micro(t) % 1000000",
    "epoch": "toUnixTimestamp64Micro(t) / 1000000",
    "dow": "toDayOfWeek(t) % 7",
    "dayofweek": "toDayOfWeek(t) % 7",
    "isodow": "toDayOfWeek(t)",
    "doy": "toDayOfYear(t)",
    "dayofyear": "toDayOfYear(t)",
    "isoyear": "toISOYear(t)",
    "decade": "intDiv(toYear(t), 10)",
    "century": "intDiv(toYear(t) + 99, 100)",
    "millennium": "intDiv(toYear(t) + 999, 1000)",
}
"""A part of a time -> what it is of the time ``t``, in HogQL."""

PATTERNS: Final = {
    "YYYY": "%Y", "YY": "%y", "MM": "%m", "Month": "%M", "MONTH": "%M", "month": "%M", "Mon": "%b",
    "MON": "%b", "mon": "%b", "DDD": "%j", "DD": "%d", "Day": "%W", "DAY": "%W", "day": "%W",
    "Dy": "%a", "DY": "%a", "dy": "%a", "HH24": "%H", "HH12": "%I", "HH": "%I", "MI": "%i",
    "SS": "%s", "US": "%f", "AM": "%p", "PM": "%p", "am": "%p", "pm": "%p", "Q": "%Q", "IW": "%V",
    "IYYY": "%G", "ID": "%u",
}  # fmt: skip
"""PostgreSQL's template patterns -> those of formatDateTime."""
_PATTERN: Final = (
    '"([^"]*)"|(' + "|".join(sorted(PATTERNS, key=len, reverse=True)) + ")|([A-Za-z]+)|(%)"
)
FIXED: Final = {"toIntervalSecond": 1, "toIntervalMinute": 60, "toIntervalHour": 3600,
                "toIntervalDay": 86_400, "toIntervalWeek": 604_800}  # fmt: skip


def _arguments(node: "ast.Call", scope: "Scope") -> tuple[Node, ...]:
    check_count(find(node.name, node), len(node.args), node)
    return tuple(as_value(scope.resolve(arg)) for arg in node.args)


def _constant(node: Node, place: "ast.Node", what: str) -> str:
    if not isinstance(node, Value) or not isinstance(node.value, str):
        raise at(place, f"The {what} of '{getattr(place, 'name', '')}' must be a constant text")
    return node.value


def _date_part(node: "ast.Call", scope: "Scope") -> Node:
    named, moment = _arguments(node, scope)
    unit = _constant(named, node, "unit").lower()
    if unit not in PARTS:
        raise at(node, f"Unknown part of a time: {unit}", "Use " + ", ".join(sorted(PARTS)))
    found = to_datetime(moment, scope.state.context.timezone, node)
    return with_number(read_part(unit, found, scope))


def with_number(node: Node) -> Node:
    """The value as PostgreSQL gives parts of times: a float."""
    return call("toFloat64", with_null(FLOAT, node.type.nullable), node)


def read_part(unit: str, moment: Node, scope: "Scope") -> Node:
    """A part of a resolved time."""
    outer, scope.locals = scope.locals, {"t": moment}
    try:
        return scope.resolve(_part_template(unit))
    finally:
        scope.locals = outer


@lru_cache(maxsize=64)
def _part_template(unit: str) -> "ast.Node":
    return parse_expr(PARTS[unit])


def translate_format(written: str, node: "ast.Node") -> str:
    """A format of PostgreSQL as one of formatDateTime; text in double quotes stands for itself."""

    def one(found: "re.Match[str]") -> str:
        if found[1] is not None:
            return found[1].replace("%", "%%")
        if found[2]:
            return PATTERNS[found[2]]
        if found[4]:
            return "%%"
        if found[3] == "T":
            return "T"
        raise at(node, f"Unknown pattern '{found[3]}' in the format '{written}'")

    return re.sub(_PATTERN, one, written)


def _to_char(node: "ast.Call", scope: "Scope") -> Node:
    moment, pattern = _arguments(node, scope)
    written = text(translate_format(_constant(pattern, node, "format"), node))
    found = to_datetime(moment, scope.state.context.timezone, node)
    return build(find("formatDateTime", node), (found, written), node, scope)


def _parsed(moment: Node, pattern: Node, node: "ast.Call", scope: "Scope") -> Node:
    written = text(translate_format(_constant(pattern, node, "format"), node))
    named = word(scope.state.context.timezone)
    as_written = call("toString", with_null(STRING, moment.type.nullable), moment)
    return call("parseDateTimeOrNull", with_null(ZONED), as_written, written, named)


def _to_timestamp(node: "ast.Call", scope: "Scope") -> Node:
    moment, *rest = _arguments(node, scope)
    if rest:
        return _parsed(moment, rest[0], node, scope)
    timezone = scope.state.context.timezone
    if moment.type.kind == "string" and not isinstance(moment, Value):
        return parse("parseDateTime64BestEffortOrNull", moment, timezone)
    return to_datetime(moment, timezone, node)


def _to_date(node: "ast.Call", scope: "Scope") -> Node:
    moment, *rest = _arguments(node, scope)
    if not rest:
        return to_date(moment, scope.state.context.timezone, node)
    return call("toDate", with_null(DATE), _parsed(moment, rest[0], node, scope))


def _make_date(node: "ast.Call", scope: "Scope") -> Node:
    parts = tuple(as_integer(arg) for arg in _arguments(node, scope))
    return call("makeDate", with_null(DATE, any(part.type.nullable for part in parts)), *parts)


def _make_timestamp(node: "ast.Call", scope: "Scope") -> Node:
    year, month, day, hour, minute, second, *named = _arguments(node, scope)
    timezone = scope.state.context.timezone
    if named:
        timezone = _constant(named[0], node, "time zone")
        zone(timezone)
    seconds = as_number(second)
    parts = tuple(as_integer(arg) for arg in (year, month, day, hour, minute, seconds))
    million = Value(INT, 1_000_000)
    fraction = call("modulo", FLOAT, Infix(FLOAT, "*", seconds, million), million)
    micros = Value(INT, 0) if seconds.type.kind == "int" else as_integer(fraction)
    of = with_null(ZONED, any(part.type.nullable for part in (*parts, micros)))
    return call("makeDateTime64", of, *parts, micros, SIX, word(timezone))


def _make_interval(node: "ast.Call", scope: "Scope") -> Node:
    units = ("Year", "Month", "Day", "Hour", "Minute", "Second")
    spans = [
        build(find(f"toInterval{unit}", node), (arg,), node, scope)
        for unit, arg in zip(units, _arguments(node, scope), strict=True)
    ]
    found: Node = spans[0]
    for span in spans[1:]:
        found = Infix(
            with_null(INTERVAL, found.type.nullable or span.type.nullable), "+", found, span
        )
    return found


def _shift(node: "ast.Call", scope: "Scope") -> Node:
    if len(node.args) == 3:
        return _renamed(node, scope)
    moment, span = _arguments(node, scope)
    found = (
        to_datetime(moment, scope.state.context.timezone, node)
        if moment.type.kind == "string"
        else moment
    )
    return add_time("+" if node.name.lower() == "date_add" else "-", found, span, scope)


def _renamed(node: "ast.Call", scope: "Scope") -> Node:
    name = "dateAdd" if node.name.lower() == "date_add" else "dateSub"
    return scope.resolve(replace(node, name=name))


def _date_bin(node: "ast.Call", scope: "Scope") -> Node:
    span, moment, origin = _arguments(node, scope)
    timezone = scope.state.context.timezone
    count = span.args[0] if isinstance(span, Function) and span.args else None
    size = FIXED.get(span.name, 0) if isinstance(span, Function) else 0
    if (
        not size
        or not isinstance(count, Value)
        or not isinstance(count.value, int)
        or count.value < 1
    ):
        raise at(
            node, "date_bin needs a constant interval of seconds, minutes, hours, days or weeks"
        )
    start, end = to_datetime(origin, timezone, node), to_datetime(moment, timezone, node)
    nullable = start.type.nullable or end.type.nullable
    whole = Value(INT, size * count.value)
    passed = call("dateDiff", with_null(INT, nullable), word("second"), start, end)
    bins = call("floor", with_null(FLOAT, nullable), Infix(FLOAT, "/", passed, whole))
    past = call("toInt64", with_null(INT, nullable), Infix(FLOAT, "*", bins, whole))
    return call("addSeconds", with_null(start.type, nullable), start, past)


POSTGRES: Final["dict[str, Callable[[ast.Call, Scope], Node]]"] = {
    "date_part": _date_part,
    "date_bin": _date_bin,
    "date_add": _shift,
    "date_sub": _shift,
    "date_subtract": _shift,
    "make_date": _make_date,
    "make_timestamp": _make_timestamp,
    "make_timestamptz": _make_timestamp,
    "make_timestampz": _make_timestamp,
    "make_interval": _make_interval,
    "to_char": _to_char,
    "to_date": _to_date,
    "to_timestamp": _to_timestamp,
}
