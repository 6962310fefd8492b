"""Filters of the people behind a count: what equals something is compared as it was counted.

plan = ''          who has no plan, or an empty one       (the pair ("plan", ""))
elements_chain =   the click on that very chain           (the pair of a click)
others             as everywhere
"""

from typing import TYPE_CHECKING, Final

from hogql.insights.correlation.pairs import has_pair
from hogql.property_filters.conditions import all_of
from hogql.property_filters.models import PropertyFilter, PropertyFilterType, PropertyOperator
from hogql.property_filters.to_expression import list_to_expression
from hogql.property_filters.values import read_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hogql import ast
    from hogql.property_filters.facts import FilterFacts

_NONE: Final = PropertyFilter(key="", type=PropertyFilterType.EMPTY)


def is_equal(item: PropertyFilter) -> bool:
    """Return whether a filter asks for one text, or one of several."""
    is_exact = item.operator in (None, PropertyOperator.EXACT)
    return is_exact and item.value not in (None, ())


def as_counted(
    filters: "Sequence[PropertyFilter]",
    is_counted: "Callable[[PropertyFilter], bool]",
    pairs: "ast.Expr",
    facts: "FilterFacts",
    *,
    attr: str,
) -> "ast.Expr":
    """Return the condition that all filters hold, those that were ``counted`` of the pairs."""
    counted = [one for one in filters if is_equal(one) and is_counted(one)]
    # What is compared otherwise keeps its place in the list, which a refusal names.
    others = [_NONE if one in counted else one for one in filters]
    return all_of(
        *(has_pair(one.key, read_texts(one.value, attr), pairs) for one in counted),
        list_to_expression(others, facts, attr=attr),
    )
