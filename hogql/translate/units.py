"""Units of time and patterns of dates: words of other languages -> words of HogQL.

DAYS, dd, DAY         ->  DAY
%Y-%m-%d %H:%M        ->  %Y-%m-%d %H:%i      (strftime, as sqlglot has it -> formatDateTime)
"""

import re
from typing import TYPE_CHECKING, Final

from sqlglot import exp

from hogql import ast
from hogql.ast import ArithmeticOperationOp
from hogql.tokens import INTERVALS
from hogql.translate.making import Interval, arithmetic, call, number, whole_number

if TYPE_CHECKING:
    from hogql.translate.translator import Translator

_ALIASES: Final = {
    "SEC": "SECOND",
    "MIN": "MINUTE",
    "MON": "MONTH",
    "HR": "HOUR",
    "D": "DAY",
    "DD": "DAY",
    "WK": "WEEK",
    "W": "WEEK",
    "ISOWEEK": "WEEK",
    "M": "MONTH",
    "MM": "MONTH",
    "QTR": "QUARTER",
    "Y": "YEAR",
    "YY": "YEAR",
    "YYYY": "YEAR",
    "YR": "YEAR",
    "H": "HOUR",
    "HH": "HOUR",
    "MI": "MINUTE",
    "S": "SECOND",
    "SS": "SECOND",
}
_LONGER: Final = {"DECADE": ("YEAR", 10), "CENTURY": ("YEAR", 100)}
_SPAN: Final = re.compile(r"([+-]?\d+)\s*([a-zA-Z]+)")
_CLOCK: Final = re.compile(r"(\d+):(\d+)(?::(\d+))?")

PATTERNS: Final = {
    "%M": "%i",
    "%I": "%h",
    "%B": "%M",
    "%A": "%W",
    "%-d": "%e",
    "%F": "%Y-%m-%d",
    "%T": "%H:%i:%S",
    "%R": "%H:%i",
    "%D": "%m/%d/%y",
}
SAME: Final = frozenset(f"%{letter}" for letter in "YmdHSybjpaefGVuwn%tCg")
_DIRECTIVE: Final = re.compile(r"%-?.")


def unit_of(node: "exp.Expr | None", default: str = "DAY") -> str:
    """The unit in capitals and singular; an unknown one as it is."""
    if node is None:
        return default
    found = node.this if isinstance(node, exp.WeekStart) else node
    name = "WEEK" if isinstance(node, exp.WeekStart) else found.name.upper()
    if name not in INTERVALS and name.endswith("S") and len(name) > 2:
        name = name.removesuffix("S")
    return _ALIASES.get(name, name)


def intervals_of(translator: "Translator", node: exp.Expr) -> "list[ast.Node] | None":
    """The spans of time that the node is the sum of; ``None`` when it is something else."""
    if isinstance(node, exp.Cast) and node.to.is_type("interval"):
        node = exp.Interval(this=node.this)
    if not isinstance(node, exp.Interval):
        return None
    amount, unit = node.this, node.args.get("unit")
    if unit is None and isinstance(amount, exp.Literal):
        return _spans(amount.name) or [translator.unsupported(node)]
    return [span(translator, amount, unit_of(unit), node)]


def span(translator: "Translator", amount: exp.Expr, unit: str, node: exp.Expr) -> ast.Node:
    """So many units."""
    count: ast.Node = translator.expr(amount)
    if isinstance(count, ast.Constant) and isinstance(count.value, str):
        if not count.value.strip().lstrip("+-").isdigit():
            return translator.unsupported(node)
        count = number(int(count.value))
    unit, factor = _LONGER.get(unit, (unit, 1))
    if unit not in INTERVALS:
        return translator.unsupported(node)
    whole = whole_number(count)
    if whole is not None:
        return Interval(count=whole * factor, unit=unit)
    if factor > 1:
        count = arithmetic(count, ArithmeticOperationOp.Mult, number(factor))
    return call(INTERVALS[unit], count)


def _spans(text: str) -> list[ast.Node]:
    """``1 day 02:30:00`` and the like."""
    found: list[ast.Node] = []
    for count, word in _SPAN.findall(_CLOCK.sub("", text)):
        unit = unit_of(exp.Var(this=word))
        if unit not in INTERVALS:
            return []
        found.append(Interval(count=int(count), unit=unit))
    clock = _CLOCK.search(text)
    if clock:
        units = zip(clock.groups(), ("HOUR", "MINUTE", "SECOND"), strict=True)
        found += [Interval(count=int(n), unit=unit) for n, unit in units if int(n or 0)]
    return found


def moved(when: ast.Node, spans: "list[ast.Node]", *, later: bool) -> ast.Node:
    """A time with spans added or taken away."""
    for each in spans:
        is_back, item = False, each
        if isinstance(each, Interval) and each.count < 0:
            is_back, item = True, Interval(count=-each.count, unit=each.unit)
        adds = later != is_back
        op = ArithmeticOperationOp.Add if adds else ArithmeticOperationOp.Sub
        when = arithmetic(when, op, item)
    return when


def pattern_of(translator: "Translator", node: exp.Expr) -> ast.Node:
    """A pattern of ``strftime`` as one of ``formatDateTime``."""
    if not isinstance(node, exp.Literal):
        translator.note("A pattern of a date must be a constant", node)
        return translator.expr(node)
    unknown = {item for item in _DIRECTIVE.findall(node.name) if item not in {*PATTERNS, *SAME}}
    if unknown:
        translator.note(f"The pattern's {', '.join(sorted(unknown))} may mean something else", node)
    return ast.Constant(
        value=_DIRECTIVE.sub(lambda match: PATTERNS.get(match[0], match[0]), node.name)
    )
