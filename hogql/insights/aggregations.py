"""Maths: how the events of one bucket become a number (insights 1.8, 3.3).

    series, actor  ->  Aggregation(form, aggregate)        trends/cells.py has a query for each form

The aggregate of form ACTORS and SESSIONS is over the column ``number``: the events of an actor, the
duration of a session. Properties are read as floats; what is no number is ignored. Quantiles may
lie between two values.

Source: PostHog ``posthog/hogql_queries/insights/trends/aggregation_operations.py``.
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.functions.combinators import find_combined
from hogql.functions.registry import find_function
from hogql.insights.actors import Actor, group, read_expression
from hogql.insights.entities import Math
from hogql.insights.errors import InsightError
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hogql.insights.entities import Entity


class Form(Enum):
    """Over what a number is made."""

    EVENTS = auto()
    ACTORS = auto()
    SESSIONS = auto()
    ACTIVE = auto()
    FIRST_EVER = auto()
    FIRST_MATCHING = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class Aggregation:
    """How a series is counted.

    ``is_additive``: the number of a set of events is the sum of the numbers of its parts, so that
    the smaller values of a breakdown may be added up to one row. ``once_per`` is what is counted
    once in all of a cumulative line, not once in every bucket. ``days`` is how long somebody stays
    active. ``exists`` is a condition on the events. ``is_sum``: of a sample it is scaled up.
    """

    form: Form = Form.EVENTS
    aggregate: ast.Expr
    key: ast.Expr
    exists: ast.Expr = TRUE
    is_additive: bool = False
    is_sum: bool = False
    once_per: ast.Expr | None = None
    days: int = 0


WINDOWS: Final = {Math.WEEKLY_ACTIVE: 7, Math.MONTHLY_ACTIVE: 30}
SESSION: Final = ast.Field(chain=("$session_id",))
SESSION_DURATION: Final = "$session_duration"

_COUNT: Final = parse_expr("count()")
_SECONDS: Final = parse_expr("toUnixTimestamp(timestamp)")
_NUMBER: Final = ast.Field(chain=("number",))
_HAS_SESSION: Final = parse_expr("$session_id is not null")
_FIRSTS: Final = {
    Math.FIRST_TIME_FOR_USER: Form.FIRST_EVER,
    Math.FIRST_MATCHING_EVENT_FOR_USER: Form.FIRST_MATCHING,
    Math.FIRST_TIME_FOR_USER_WITH_FILTERS: Form.FIRST_MATCHING,
}
_OF_NUMBERS: Final["Mapping[str, str]"] = {
    "avg": "avgIf({of}, {is_one})",
    "sum": "sumIf({of}, {is_one})",
    "min": "minIf({of}, {is_one})",
    "max": "maxIf({of}, {is_one})",
    "median": "quantileExactInclusiveIf(0.5)({of}, {is_one})",
    "p75": "quantileExactInclusiveIf(0.75)({of}, {is_one})",
    "p90": "quantileExactInclusiveIf(0.9)({of}, {is_one})",
    "p95": "quantileExactInclusiveIf(0.95)({of}, {is_one})",
    "p99": "quantileExactInclusiveIf(0.99)({of}, {is_one})",
}
_SPREAD: Final = """
    tuple(
        countIf({is_one}), minIf({of}, {is_one}),
        quantileExactInclusiveIf(0.25)({of}, {is_one}),
        quantileExactInclusiveIf(0.5)({of}, {is_one}),
        quantileExactInclusiveIf(0.75)({of}, {is_one}),
        maxIf({of}, {is_one}), avgIf({of}, {is_one})
    )
"""
_OF_COUNTS: Final = {
    "avg": "avg(number)",
    "min": "min(number)",
    "max": "max(number)",
    "median": "quantileExactInclusive(0.5)(number)",
    "p75": "quantileExactInclusive(0.75)(number)",
    "p90": "quantileExactInclusive(0.9)(number)",
    "p95": "quantileExactInclusive(0.95)(number)",
    "p99": "quantileExactInclusive(0.99)(number)",
}
_PER_ACTOR: Final = "_count_per_actor"
_SCOPES: Final = {
    None: ("properties",),
    "event_properties": ("properties",),
    "person_properties": ("person", "properties"),
    "session_properties": ("session",),
}


def aggregation_of(series: "Entity", actor: Actor, *, attr: str) -> Aggregation:
    """Return how a series is counted. Raises InsightError, naming the field below ``attr``."""
    math = series.math or Math.TOTAL
    if math is Math.TOTAL:
        return Aggregation(aggregate=_COUNT, key=actor.key, is_additive=True, is_sum=True)
    if math is Math.HOGQL:
        return _written(series, actor, f"{attr}.math_hogql")
    if math in _OF_NUMBERS:
        return _of_property(series, math, actor, attr)
    return _of_known(math, actor) or _distinct(_counted(series, math, actor, attr))


def spread_of(series: "Entity", actor: Actor, *, attr: str) -> Aggregation:
    """Return how the numbers of a series are spread: how many, least, quartiles, most, mean.

    Raises InsightError for a series without a property, naming the field below ``attr``.
    """
    value = _property(series, attr)
    number = _NUMBER if value is None else _as_number(value)
    if series.math_multiplier is not None:
        number = _times(number, series.math_multiplier)
    is_one = ast.Call(name="isFinite", args=(number,))
    spread = parse_expr(_SPREAD, of=number, is_one=is_one)
    if value is None:
        return Aggregation(form=Form.SESSIONS, aggregate=spread, key=SESSION, exists=_HAS_SESSION)
    return Aggregation(aggregate=spread, key=actor.key)


def as_distinct(aggregation: Aggregation) -> Aggregation:
    """Return the plain count of the actors that are active, without looking back."""
    return _distinct(Actor(key=aggregation.key, exists=aggregation.exists))


def _of_known(math: Math, actor: Actor) -> Aggregation | None:
    """The maths about actors over time or one by one; None for a count of different ones."""
    if math in _FIRSTS:
        return _of_actors(_FIRSTS[math], _COUNT, actor, is_sum=True)
    if math in WINDOWS:
        return _active(actor, WINDOWS[math])
    if math.endswith(_PER_ACTOR):
        text = _OF_COUNTS[math.removesuffix(_PER_ACTOR)]
        return _of_actors(Form.ACTORS, parse_expr(text), actor, is_sum=False)
    return None


def _of_actors(form: Form, aggregate: ast.Expr, actor: Actor, *, is_sum: bool) -> Aggregation:
    return Aggregation(
        form=form, aggregate=aggregate, key=actor.key, exists=actor.exists, is_sum=is_sum
    )


def _active(actor: Actor, days: int) -> Aggregation:
    return Aggregation(
        form=Form.ACTIVE,
        aggregate=_count_distinct(actor.key),
        key=actor.key,
        exists=actor.exists,
        is_sum=True,
        days=days,
    )


def _distinct(actor: Actor) -> Aggregation:
    return Aggregation(
        aggregate=_count_distinct(actor.key),
        key=actor.key,
        exists=actor.exists,
        is_sum=True,
        once_per=actor.key,
    )


def _count_distinct(key: ast.Expr) -> ast.Expr:
    return ast.Call(name="count", distinct=True, args=(key,))


def _counted(series: "Entity", math: Math, actor: Actor, attr: str) -> Actor:
    """Whom or what a distinct count counts."""
    if math is Math.UNIQUE_SESSION:
        return Actor(key=SESSION, exists=_HAS_SESSION)
    if math is Math.UNIQUE_GROUP:
        if series.math_group_type_index is None:
            message = "Unique groups need the number of their type."
            raise InsightError(message, attr=f"{attr}.math_group_type_index")
        return group(series.math_group_type_index)
    return actor


def _written(series: "Entity", actor: Actor, attr: str) -> Aggregation:
    if not series.math_hogql:
        raise InsightError("This math needs an expression, such as sum(properties.x).", attr=attr)
    tree = read_expression(series.math_hogql, attr=attr)
    if not any(_aggregates(node) for node in ast.walk(tree)):
        raise InsightError("The expression must be an aggregation, such as count().", attr=attr)
    return Aggregation(aggregate=_or_zero(tree), key=actor.key)


def _aggregates(node: ast.Node) -> bool:
    if not isinstance(node, ast.Call):
        return False
    found = find_function(node.name) or find_combined(node.name)
    return found is not None and found.is_aggregate


def _of_property(series: "Entity", math: Math, actor: Actor, attr: str) -> Aggregation:
    value = _property(series, attr)
    if value is None:
        aggregate = _of_finite(math, _NUMBER, series.math_multiplier)
        return Aggregation(
            form=Form.SESSIONS, aggregate=aggregate, key=SESSION, exists=_HAS_SESSION
        )
    number = _as_number(value)
    is_sum = math is Math.SUM
    aggregate = _of_finite(math, number, series.math_multiplier)
    return Aggregation(aggregate=aggregate, key=actor.key, is_additive=is_sum, is_sum=is_sum)


def _of_finite(math: Math, number: ast.Expr, multiplier: float | None) -> ast.Expr:
    """The aggregate of the numbers among the values, 0 for none."""
    is_one = ast.Call(name="isFinite", args=(number,))
    found = parse_expr(_OF_NUMBERS[math], of=number, is_one=is_one)
    if multiplier is not None and multiplier != 1:
        found = _times(found, multiplier)
    return _or_zero(found)


def _as_number(value: ast.Expr) -> ast.Expr:
    return value if value is _SECONDS else ast.Call(name="toFloat", args=(value,))


def _times(number: ast.Expr, multiplier: float) -> ast.Expr:
    factor = ast.Constant(value=multiplier)
    return ast.ArithmeticOperation(left=number, op=ast.ArithmeticOperationOp.Mult, right=factor)


def _or_zero(aggregate: ast.Expr) -> ast.Expr:
    return ast.Call(name="ifNull", args=(aggregate, ast.Constant(value=0)))


def _property(series: "Entity", attr: str) -> ast.Expr | None:
    """The property whose values are aggregated; None for the duration of sessions."""
    key, kind = series.math_property, series.math_property_type
    if not key:
        raise InsightError("This math needs a property.", attr=f"{attr}.math_property")
    if key == "$time":
        return _SECONDS
    if key == SESSION_DURATION and kind in (None, "event_properties", "session_properties"):
        return None
    if kind == "group_properties" and series.math_group_type_index is not None:
        return ast.Field(chain=(f"group_{series.math_group_type_index}", "properties", key))
    if kind not in _SCOPES:
        message = f"Properties of type '{kind}' can not be aggregated."
        raise InsightError(message, attr=f"{attr}.math_property_type")
    return ast.Field(chain=(*_SCOPES[kind], key))
