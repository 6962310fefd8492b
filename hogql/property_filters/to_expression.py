"""Property filters as HogQL conditions. Read ``subjects.py`` and ``operators.py`` for the parts.

    {"key": "$browser", "value": ["Chrome", "Edge"]}  ->  properties.$browser in ('Chrome', 'Edge')
    {"key": "plan", "value": "pro", "operator": "is_not"}  ->  properties.plan != 'pro'
    {"key": "id", "value": 5, "type": "cohort"}  ->  person_id in cohort 5
    {"type": "OR", "values": [a, b]}  ->  a or b

The rules that are easy to get wrong (insights 1.5): ``is_not``, ``not_icontains`` and ``not_regex``
keep events without the property; a list is any of its values, and for the negated operators none of
them; booleans are the texts ``true`` and ``false``; a text to look for may hold ``%`` and ``_``.

Source: PostHog ``posthog/hogql/property.py``.
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.errors import HogQLError
from hogql.insights.errors import InsightError
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE, all_of, any_of
from hogql.property_filters.elements import element_condition
from hogql.property_filters.models import (
    PropertyFilter,
    PropertyFilters,
    PropertyGroupFilter,
    PropertyOperator,
)
from hogql.property_filters.models import PropertyFilterType as Kind
from hogql.property_filters.operators import POSITIVE, compare, has_no_value
from hogql.property_filters.subjects import subject_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hogql.property_filters.facts import FilterFacts
    from hogql.property_filters.models import FilterScalar

MAX_DEPTH: Final = 8
DISTINCT_ID: Final = "distinct_id"
_EACH: Final = "each_value"
"""The argument of the lambda that looks through a list."""


def to_expression(filters: PropertyFilters | None, facts: "FilterFacts", *, attr: str) -> ast.Expr:
    """Return one condition for all the filters, ``true`` for none; ``attr`` is where they stand."""
    if filters is None:
        return TRUE
    if isinstance(filters, PropertyGroupFilter):
        return _group(filters, facts, attr, depth=1)
    return list_to_expression(filters, facts, attr=attr)


def list_to_expression(
    filters: "Iterable[PropertyFilter]", facts: "FilterFacts", *, attr: str
) -> ast.Expr:
    """Return the condition that all filters of a flat list hold."""
    return all_of(*(_filter(item, facts, f"{attr}.{index}") for index, item in enumerate(filters)))


def _group(group: PropertyGroupFilter, facts: "FilterFacts", attr: str, depth: int) -> ast.Expr:
    if depth > MAX_DEPTH:
        raise InsightError(f"Filters may be nested {MAX_DEPTH} deep.", attr=attr)
    parts: list[ast.Expr] = []
    for index, member in enumerate(group.values):
        place = f"{attr}.values.{index}"
        if isinstance(member, PropertyGroupFilter):
            parts.append(_group(member, facts, place, depth + 1))
        else:
            parts.append(_filter(member, facts, place))
    return all_of(*parts) if group.type == "AND" else any_of(*parts)


def _filter(item: PropertyFilter, facts: "FilterFacts", attr: str) -> ast.Expr:
    own = _OF_TYPE.get(item.type)
    if own is not None:
        return own(item, facts, attr)
    if has_no_value(item.operator, item.value):
        return TRUE
    return _OF_KEY.get((item.type, item.key), _compare)(item, facts, attr)


def _compare(item: PropertyFilter, facts: "FilterFacts", attr: str) -> ast.Expr:
    """The comparison; of a list, whether one of its items is such, or none for the negated."""
    subject = subject_of(item, facts.rows, attr)
    operator = item.operator or PropertyOperator.EXACT
    if not subject.is_list:
        return compare(operator, subject.expr, item.value, facts, attr)
    if operator in {PropertyOperator.IS_SET, PropertyOperator.IS_NOT_SET}:
        word = "notEmpty" if operator is PropertyOperator.IS_SET else "empty"
        return ast.Call(name=word, args=(subject.expr,))
    each = ast.Field(chain=(_EACH,))
    test = compare(POSITIVE.get(operator, operator), each, item.value, facts, attr)
    found = ast.Call(name="arrayExists", args=(ast.Lambda(args=(_EACH,), expr=test), subject.expr))
    return ast.Not(expr=found) if operator in POSITIVE else found


def _distinct_ids(item: PropertyFilter, facts: "FilterFacts", attr: str) -> ast.Expr:
    """Persons by any of their distinct ids, of which a person may have many."""
    operator = item.operator or PropertyOperator.EXACT
    is_not = operator in POSITIVE or operator is PropertyOperator.IS_NOT_SET
    if operator is PropertyOperator.IS_NOT_SET:
        operator = PropertyOperator.IS_SET
    distinct_id = ast.Field(chain=(DISTINCT_ID,))
    test = compare(POSITIVE.get(operator, operator), distinct_id, item.value, facts, attr)
    found = ast.SelectQuery(
        select=(ast.Field(chain=("person_id",)),),
        select_from=ast.JoinExpr(table=ast.Field(chain=("person_distinct_ids",))),
        where=test,
    )
    op = ast.CompareOperationOp.NotIn if is_not else ast.CompareOperationOp.In
    return ast.CompareOperation(left=_person(facts), op=op, right=found)


def _person(facts: "FilterFacts") -> ast.Expr:
    return ast.Field(chain=("id" if facts.rows == "person" else "person_id",))


def _written(item: PropertyFilter, _facts: "FilterFacts", attr: str) -> ast.Expr:
    try:
        return parse_expr(item.key)
    except HogQLError as error:
        message = f"This is not HogQL: {error.message}"
        raise InsightError(message, attr=f"{attr}.key") from error


def _nothing(_item: PropertyFilter, _facts: "FilterFacts", _attr: str) -> ast.Expr:
    return TRUE


def _cohorts(item: PropertyFilter, facts: "FilterFacts", attr: str) -> ast.Expr:
    if facts.rows not in {"event", "person"}:
        message = f"Cohorts can not be used on {facts.rows}s."
        raise InsightError(message, attr=f"{attr}.type")
    values = item.value if isinstance(item.value, tuple) else (item.value,)
    is_not = bool(item.negation) != (item.operator in _OUTSIDE)
    if item.operator not in _OUTSIDE | _INSIDE:
        message = f"The operator '{item.operator}' does not apply to cohorts; use in or not_in."
        raise InsightError(message, attr=f"{attr}.operator")
    op = ast.CompareOperationOp.NotInCohort if is_not else ast.CompareOperationOp.InCohort
    tests = [
        ast.CompareOperation(left=_person(facts), op=op, right=_cohort_id(value, f"{attr}.value"))
        for value in values
    ]
    return all_of(*tests) if is_not else any_of(*tests)


def _cohort_id(value: "FilterScalar | None", attr: str) -> ast.Constant:
    written = "" if isinstance(value, bool) else str(value)
    if not (written.isascii() and written.isdigit()):
        raise InsightError("A filter by a cohort needs the cohort's id.", attr=attr)
    return ast.Constant(value=int(written))


_OUTSIDE: Final = frozenset({PropertyOperator.NOT_IN, PropertyOperator.IS_NOT})
_INSIDE: Final = frozenset({None, PropertyOperator.IN, PropertyOperator.EXACT})

_OF_TYPE: Final["dict[Kind, Callable[[PropertyFilter, FilterFacts, str], ast.Expr]]"] = {
    Kind.EMPTY: _nothing,
    Kind.HOGQL: _written,
    Kind.COHORT: _cohorts,
    Kind.STATIC_COHORT: _cohorts,
}
_OF_KEY: Final["dict[tuple[Kind, str], Callable[[PropertyFilter, FilterFacts, str], ast.Expr]]"] = {
    (Kind.ELEMENT, "tag_name"): element_condition,
    (Kind.ELEMENT, "selector"): element_condition,
    (Kind.PERSON, DISTINCT_ID): _distinct_ids,
}
