"""Dates and times: spans, cuts, differences, parts, texts, casts.

ts + INTERVAL '7 days'         ->  timestamp + INTERVAL 7 DAY
DATE_TRUNC('week', ts)         ->  toMonday(ts)
DATEDIFF(day, a, b)            ->  dateDiff('day', a, b)
EXTRACT(EPOCH FROM b - a)      ->  dateDiff('second', a, b)
"""

from typing import TYPE_CHECKING, Final

from sqlglot import exp

from hogql.ast import ArithmeticOperationOp
from hogql.tokens import INTERVALS
from hogql.translate.making import arithmetic, call, number, plus, text
from hogql.translate.translator import rule
from hogql.translate.units import intervals_of, moved, pattern_of, span, unit_of

if TYPE_CHECKING:
    from hogql import ast
    from hogql.translate.translator import Translator

_ADDED: Final = (exp.DateAdd, exp.DatetimeAdd, exp.TimestampAdd, exp.TsOrDsAdd, exp.TimeAdd)
_TAKEN: Final = (exp.DateSub, exp.DatetimeSub, exp.TimestampSub, exp.TimeSub)
_DIFFERENCES: Final = (exp.DateDiff, exp.DatetimeDiff, exp.TimestampDiff, exp.TsOrDsDiff)
_CUTS: Final = {
    "SECOND": "toStartOfSecond",
    "MINUTE": "toStartOfMinute",
    "HOUR": "toStartOfHour",
    "DAY": "toStartOfDay",
    "WEEK": "toMonday",
    "MONTH": "toStartOfMonth",
    "QUARTER": "toStartOfQuarter",
    "YEAR": "toStartOfYear",
}
_PARTS: Final = {
    "YEAR": "toYear",
    "ISOYEAR": "toISOYear",
    "QUARTER": "toQuarter",
    "MONTH": "toMonth",
    "WEEK": "toISOWeek",
    "ISOWEEK": "toISOWeek",
    "DAY": "toDayOfMonth",
    "DAYOFMONTH": "toDayOfMonth",
    "DOY": "toDayOfYear",
    "DAYOFYEAR": "toDayOfYear",
    "ISODOW": "toDayOfWeek",
    "DAYOFWEEKISO": "toDayOfWeek",
    "DAYOFWEEK_ISO": "toDayOfWeek",
    "HOUR": "toHour",
    "MINUTE": "toMinute",
    "SECOND": "toSecond",
    "EPOCH": "toUnixTimestamp",
    "EPOCH_SECOND": "toUnixTimestamp",
    "DATE": "toDate",
}
_PART_FUNCTIONS: Final[dict[type[exp.Expr], str]] = {
    exp.Year: "toYear",
    exp.Quarter: "toQuarter",
    exp.Month: "toMonth",
    exp.Week: "toISOWeek",
    exp.WeekOfYear: "toISOWeek",
    exp.Day: "toDayOfMonth",
    exp.DayOfMonth: "toDayOfMonth",
    exp.DayOfYear: "toDayOfYear",
    exp.DayOfWeekIso: "toDayOfWeek",
    exp.Hour: "toHour",
    exp.Minute: "toMinute",
    exp.Second: "toSecond",
    exp.TimeToUnix: "toUnixTimestamp",
    exp.UnixSeconds: "toUnixTimestamp",
    exp.UnixMillis: "toUnixTimestamp64Milli",
    exp.LastDay: "toLastDayOfMonth",
    exp.TsOrDsToDate: "toDate",
    exp.TsOrDsToTimestamp: "toDateTime",
    exp.Date: "toDate",
    exp.Timestamp: "toDateTime",
    exp.DateStrToDate: "toDate",
    exp.TimeStrToDate: "toDate",
    exp.TimeStrToTime: "toDateTime",
}
_NOW: Final[dict[type[exp.Expr], str]] = {
    exp.CurrentTimestamp: "now",
    exp.CurrentDatetime: "now",
    exp.Localtimestamp: "now",
    exp.UtcTimestamp: "now",
    exp.Systimestamp: "now",
    exp.CurrentDate: "today",
}


@rule(*_NOW)
def _now(translator: "Translator", node: exp.Expr) -> "ast.Node":
    """The number of digits that some may carry says nothing here; a time zone does."""
    zone = node.args.get("this")
    if isinstance(zone, exp.Literal) and zone.is_string:
        there = call("toTimeZone", call("now"), translator.expr(zone))
        return call("toDate", there) if isinstance(node, exp.CurrentDate) else there
    return call(_NOW[type(node)])


@rule(exp.Add, exp.Sub)
def _add(translator: "Translator", node: exp.Expr) -> "ast.Node":
    is_sum = isinstance(node, exp.Add)
    left, right = node.this, node.args["expression"]
    spans = intervals_of(translator, right)
    if spans is not None:
        return moved(translator.expr(left), spans, later=is_sum)
    spans = intervals_of(translator, left)
    if spans is not None and is_sum:
        return moved(translator.expr(right), spans, later=True)
    op = ArithmeticOperationOp.Add if is_sum else ArithmeticOperationOp.Sub
    return arithmetic(translator.expr(left), op, translator.expr(right))


@rule(exp.Interval)
def _interval(translator: "Translator", node: exp.Expr) -> "ast.Node":
    first, *others = intervals_of(translator, node) or [translator.unsupported(node)]
    return moved(first, others, later=True)


@rule(*_ADDED, *_TAKEN)
def _move(translator: "Translator", node: exp.Expr) -> "ast.Node":
    amount = node.args["expression"]
    spans = intervals_of(translator, amount)
    if spans is None:
        spans = [span(translator, amount, unit_of(node.args.get("unit")), node)]
    return moved(translator.expr(node.this), spans, later=isinstance(node, _ADDED))


@rule(exp.AddMonths)
def _add_months(translator: "Translator", node: exp.Expr) -> "ast.Node":
    spans = [span(translator, node.args["expression"], "MONTH", node)]
    return moved(translator.expr(node.this), spans, later=True)


@rule(*_DIFFERENCES)
def _difference(translator: "Translator", node: exp.Expr) -> "ast.Node":
    unit = unit_of(node.args.get("unit"))
    if unit not in INTERVALS:
        translator.note(f"The unit {unit} is unknown here", node)
    later, earlier = translator.exprs([node.this, node.args["expression"]])
    return call("dateDiff", text(unit.lower()), earlier, later)


@rule(exp.DateTrunc, exp.TimestampTrunc, exp.DatetimeTrunc)
def _cut(translator: "Translator", node: exp.Expr) -> "ast.Node":
    unit = node.args.get("unit")
    name = unit_of(unit)
    when = translator.expr(node.this)
    zone = node.args.get("zone")
    if zone is not None:
        when = call("toTimeZone", when, translator.expr(zone))
    if isinstance(unit, exp.WeekStart) and unit.name.upper() == "SUNDAY":
        return call("toStartOfWeek", when, number(0))
    if isinstance(unit, exp.WeekStart) and unit.name.upper() != "MONDAY":
        translator.note("Weeks start on Monday here", node)
    if name not in _CUTS:
        translator.note(f"The unit {name} is unknown here", node)
        return call("dateTrunc", text(name.lower()), when)
    return call(_CUTS[name], when)


@rule(exp.Extract)
def _part(translator: "Translator", node: exp.Expr) -> "ast.Node":
    name = node.this.name.upper()
    when = node.args["expression"].unnest()
    if name.startswith("EPOCH") and isinstance(when, exp.Sub):
        later, earlier = translator.exprs([when.this, when.args["expression"]])
        return call("dateDiff", text("second"), earlier, later)
    if name in {"DOW", "DAYOFWEEK"}:
        return _weekday(translator, when, from_one=translator.dialect in {"bigquery", "mysql"})
    name = unit_of(node.this) if name not in _PARTS else name
    if name not in _PARTS:
        return translator.unsupported(node)
    return call(_PARTS[name], translator.expr(when))


@rule(exp.DayOfWeek)
def _day_of_week(translator: "Translator", node: exp.Expr) -> "ast.Node":
    is_from_one = translator.dialect in {"bigquery", "mysql"}
    return _weekday(translator, node.this, from_one=is_from_one)


def _weekday(translator: "Translator", when: exp.Expr, *, from_one: bool) -> "ast.Node":
    """Sunday is 0, or 1; HogQL counts from Monday, 1, to Sunday, 7."""
    bare = when.this if isinstance(when, exp.TsOrDsToDate) else when
    day = call("toDayOfWeek", translator.expr(bare))
    found = arithmetic(day, ArithmeticOperationOp.Mod, number(7))
    return plus(found, 1) if from_one else found


@rule(*_PART_FUNCTIONS)
def _part_function(translator: "Translator", node: exp.Expr) -> "ast.Node":
    inner = node.this
    if isinstance(inner, exp.TsOrDsToDate) and not isinstance(node, exp.TsOrDsToDate):
        inner = inner.this
    if node.args.get("unit") is not None and unit_of(node.args["unit"]) != "MONTH":
        return translator.unsupported(node)
    return call(_PART_FUNCTIONS[type(node)], translator.expr(inner))


@rule(exp.UnixToTime)
def _from_seconds(translator: "Translator", node: exp.Expr) -> "ast.Node":
    scale = node.args.get("scale")
    is_milli = scale is not None and scale.name == "3"
    name = "fromUnixTimestamp64Milli" if is_milli else "fromUnixTimestamp"
    return call(name, translator.expr(node.this))


@rule(exp.TimeToStr)
def _to_text(translator: "Translator", node: exp.Expr) -> "ast.Node":
    when = node.this
    if isinstance(when, exp.TsOrDsToDate | exp.TsOrDsToTimestamp):
        when = when.this
    return call(
        "formatDateTime", translator.expr(when), pattern_of(translator, node.args["format"])
    )


@rule(exp.StrToTime, exp.StrToDate, exp.StrToUnix)
def _from_text(translator: "Translator", node: exp.Expr) -> "ast.Node":
    found = translator.expr(node.this)
    pattern = node.args.get("format")
    if pattern is not None:
        found = call("parseDateTime", found, pattern_of(translator, pattern))
    elif not isinstance(node, exp.StrToDate):
        found = call("toDateTime", found)
    if isinstance(node, exp.StrToTime):
        return found
    return call("toDate" if isinstance(node, exp.StrToDate) else "toUnixTimestamp", found)


@rule(exp.AtTimeZone)
def _zone(translator: "Translator", node: exp.Expr) -> "ast.Node":
    return call("toTimeZone", *translator.exprs([node.this, node.args["zone"]]))
