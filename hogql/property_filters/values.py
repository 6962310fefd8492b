"""The values of a filter, read as what its operator compares: texts, numbers, instants.

true -> 'true'      10.0 -> '10'      "1e3" -> 1000      "-7d" -> toDateTime('...Z')
"""

import math
from typing import TYPE_CHECKING

from hogql import ast
from hogql.insights.errors import InsightError
from hogql.insights.periods import literal
from hogql.insights.relative_dates import read_date

if TYPE_CHECKING:
    from hogql.property_filters.facts import FilterFacts
    from hogql.property_filters.models import FilterScalar, FilterValue


def read_texts(value: "FilterValue", attr: str) -> tuple[str, ...]:
    """The values as the texts that properties are stored as, each once."""
    if value is None:
        raise InsightError("This filter needs a value.", attr=attr)
    values = value if isinstance(value, tuple) else (value,)
    return tuple(dict.fromkeys(read_text(each) for each in values))


def read_text(value: "FilterScalar") -> str:
    """One value as the text that a property with this value is stored as."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def read_number(value: "FilterScalar | None", attr: str) -> ast.Constant:
    """A number, also when it is written as text."""
    number = _finite(value, attr)
    return ast.Constant(value=int(number) if number.is_integer() else number)


def read_numbers(value: "FilterValue", attr: str) -> tuple[ast.Constant, ast.Constant]:
    """The two ends of a range, the low one first."""
    if not isinstance(value, tuple) or len(value) != 2:
        raise InsightError("This operator takes two values, low and high.", attr=attr)
    low, high = value
    if _finite(low, attr) > _finite(high, attr):
        raise InsightError("The low value is above the high one.", attr=attr)
    return read_number(low, attr), read_number(high, attr)


def _finite(value: "FilterScalar | None", attr: str) -> float:
    try:
        number = math.nan if value is None or isinstance(value, bool) else float(value)
    except (OverflowError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        raise InsightError("This operator compares numbers; the value is not one.", attr=attr)
    return number


def read_single(value: "FilterValue", attr: str) -> "FilterScalar | None":
    """The only value of an operator that takes one."""
    if not isinstance(value, tuple):
        return value
    if len(value) != 1:
        raise InsightError("This operator takes one value.", attr=attr)
    return value[0]


def read_instant(text: str, facts: "FilterFacts", attr: str) -> ast.Expr:
    """A date, relative ones as of now, as a constant instant."""
    return literal(read_date(text, facts.calendar, attr=attr).at)
