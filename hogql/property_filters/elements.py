"""Filters on what was clicked: tag, text, link, CSS selector.

    tag_name "a"    ->  elements_chain =~ '(^|;)a...'    text "Buy"  ->  one of the texts is it
    selector "a.x"  ->  elements_chain =~ ...            href "/x"   ->  elements_chain_href = '/x'

Source: PostHog ``posthog/hogql/property.py``; insights 1.5.
"""

import re
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.errors import QueryError
from hogql.insights.errors import InsightError
from hogql.property_filters.conditions import all_of, any_of
from hogql.property_filters.models import PropertyOperator
from hogql.property_filters.selectors import selector_pattern
from hogql.property_filters.values import read_texts

if TYPE_CHECKING:
    from hogql.property_filters.facts import FilterFacts
    from hogql.property_filters.models import PropertyFilter

Op: Final = ast.CompareOperationOp

CHAIN: Final = ast.Field(chain=("elements_chain",))


def element_condition(item: "PropertyFilter", facts: "FilterFacts", attr: str) -> ast.Expr:
    """The condition of a filter by tag or selector: any of its values, or none of them."""
    if facts.rows != "event":
        message = f"Filters of type 'element' can not be used on {facts.rows}s."
        raise InsightError(message, attr=f"{attr}.type")
    operator = item.operator or PropertyOperator.EXACT
    if operator not in {PropertyOperator.EXACT, PropertyOperator.IS_NOT}:
        message = f"A filter by {item.key} is exact or is_not."
        raise InsightError(message, attr=f"{attr}.operator")
    is_tag = item.key == "tag_name"
    texts = read_texts(item.value, f"{attr}.value")
    is_not = operator is PropertyOperator.IS_NOT
    found = [_match(_pattern(text, f"{attr}.value", is_tag=is_tag), is_not) for text in texts]
    return all_of(*found) if is_not else any_of(*found)


def has_tag(name: str) -> ast.Expr:
    """Whether an element of that tag is in the chain."""
    return _match(tag_pattern(name), is_not=False)


def has_element(selector: str) -> ast.Expr:
    """Whether the selector finds an element; QueryError when it can not be looked for."""
    return _match(selector_pattern(selector), is_not=False)


def tag_pattern(name: str) -> str:
    """The regular expression for chains with an element of that tag."""
    return rf"(?:^|;){re.escape(name)}(?:[.:;]|$)"


def _pattern(text: str, attr: str, *, is_tag: bool) -> str:
    if is_tag:
        return tag_pattern(text)
    try:
        return selector_pattern(text)
    except QueryError as error:
        raise InsightError(error.message, attr=attr) from error


def _match(pattern: str, is_not: bool) -> ast.Expr:
    op = Op.NotRegex if is_not else Op.Regex
    return ast.CompareOperation(left=CHAIN, op=op, right=ast.Constant(value=pattern))
