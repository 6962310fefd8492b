"""An action's steps as one HogQL condition over ``events``: any of the steps, all of each.

    {"event": "$pageview", "url": "/buy"}           ->  event = '$pageview' and
                                                        properties.$current_url like '%/buy%'
    {"event": "$autocapture", "selector": "a.buy"}  ->  event = '$autocapture' and
                                                        elements_chain =~ '...'

What was clicked is asked of autocaptured events only, as no other event has elements. In a text
that is to be contained, ``%`` stands for anything, as the form for actions promises.

Source: PostHog ``posthog/hogql/property.py`` (``steps_to_expr``); application-api 5.5.
"""

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from hogql import ast
from hogql.canonical import to_hogql
from hogql.errors import HogQLError
from hogql.insights.errors import InsightError
from hogql.property_filters.conditions import all_of, any_of
from hogql.property_filters.elements import has_element, has_tag
from hogql.property_filters.models import PropertyFilters
from hogql.property_filters.to_expression import to_expression

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic import JsonValue

    from hogql.property_filters.facts import FilterFacts

Matching: TypeAlias = Literal["contains", "regex", "exact"]
Op: TypeAlias = ast.CompareOperationOp

AUTOCAPTURE: Final = "$autocapture"
URL: Final = ast.Field(chain=("properties", "$current_url"))
HREF: Final = ast.Field(chain=("elements_chain_href",))
TEXTS: Final = ast.Field(chain=("elements_chain_texts",))
_EACH: Final = "each_value"


class ActionStep(BaseModel):
    """One way in which an action happens. What is empty is not asked."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    event: str | None = None
    selector: str | None = None
    tag_name: str | None = None
    text: str | None = None
    text_matching: Matching | None = None
    href: str | None = None
    href_matching: Matching | None = None
    url: str | None = None
    url_matching: Matching | None = None
    properties: PropertyFilters | None = None


_STEPS: Final = TypeAdapter(tuple[ActionStep, ...])


def action_condition(
    steps: "Sequence[Mapping[str, JsonValue]]", facts: "FilterFacts", *, attr: str = "steps"
) -> str:
    """Return the condition as HogQL text, for ``context.Action``; ``true`` without any step.

    Raises InsightError, naming the field below ``attr``, for steps that no query can look for.
    """
    return to_hogql(steps_to_expression(steps, facts, attr=attr))


def steps_to_expression(
    steps: "Sequence[Mapping[str, JsonValue]]", facts: "FilterFacts", *, attr: str = "steps"
) -> ast.Expr:
    """Return the condition as a tree."""
    try:
        read = _STEPS.validate_python(tuple(steps))
    except ValidationError as error:
        problem = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = [str(part) for part in problem["loc"] if not str(part).startswith("(")]
        raise InsightError(problem["msg"], attr=".".join((attr, *place))) from error
    return any_of(*(_step(step, facts, f"{attr}.{place}") for place, step in enumerate(read)))


def _step(step: ActionStep, facts: "FilterFacts", attr: str) -> ast.Expr:
    parts: list[ast.Expr] = []
    if step.event:
        event = ast.Field(chain=("event",))
        parts.append(_compare(event, Op.Eq, step.event))
    if step.event == AUTOCAPTURE:
        parts.extend(_clicked(step, attr))
    if step.url:
        parts.append(_matches(URL, step.url, step.url_matching or "contains", Op.Like))
    parts.append(to_expression(step.properties, facts, attr=f"{attr}.properties"))
    return all_of(*parts)


def _clicked(step: ActionStep, attr: str) -> "list[ast.Expr]":
    parts: list[ast.Expr] = []
    if step.selector:
        parts.append(_found(step.selector, f"{attr}.selector"))
    if step.tag_name:
        parts.append(has_tag(step.tag_name))
    if step.href:
        parts.append(_matches(HREF, step.href, step.href_matching or "exact", Op.ILike))
    if step.text:
        each = ast.Field(chain=(_EACH,))
        test = _matches(each, step.text, step.text_matching or "exact", Op.ILike)
        is_it = ast.Lambda(args=(_EACH,), expr=test)
        parts.append(ast.Call(name="arrayExists", args=(is_it, TEXTS)))
    return parts


def _found(selector: str, attr: str) -> ast.Expr:
    try:
        return has_element(selector)
    except HogQLError as error:
        raise InsightError(error.message, attr=attr) from error


def _matches(subject: ast.Expr, text: str, matching: Matching, contains: Op) -> ast.Expr:
    if matching == "exact":
        return _compare(subject, Op.Eq, text)
    if matching == "regex":
        return _compare(subject, Op.Regex, text)
    escaped = text.replace("\\", "\\\\").replace("_", "\\_")
    return _compare(subject, contains, f"%{escaped}%")


def _compare(subject: ast.Expr, op: Op, text: str) -> ast.Expr:
    return ast.CompareOperation(left=subject, op=op, right=ast.Constant(value=text))
