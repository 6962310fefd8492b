"""Who is counted: persons after merges, groups, distinct ids, or what an expression says.

    request, context  ->  Actor(key, exists)       GROUP BY {key}, and {exists} in the condition

Events that belong to nobody (the empty key of a group) are left out wherever actors are counted
(insights 1.9). A key by an expression is a text; events where it is missing have no actor.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.errors import HogQLError
from hogql.insights.errors import InsightError
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE

if TYPE_CHECKING:
    from hogql.insights.context import InsightContext
    from hogql.insights.nodes import InsightNode

_NOTHING: Final = ast.Constant(value="")


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Whom an event counts for. ``exists`` is the condition that there is somebody."""

    key: ast.Expr
    exists: ast.Expr = TRUE
    group_type_index: int | None = None


PERSON: Final = Actor(key=ast.Field(chain=("person_id",)))
DISTINCT_ID: Final = Actor(key=ast.Field(chain=("distinct_id",)))


def actor_of(request: "InsightNode", context: "InsightContext") -> Actor:
    """Return the actor of a query: the group that it names, else the project's kind of person."""
    if request.aggregation_group_type_index is not None:
        return group(request.aggregation_group_type_index)
    return DISTINCT_ID if context.aggregate_users_by_distinct_id else PERSON


def group(index: int) -> Actor:
    """Return the group of a type as actor."""
    key = ast.Field(chain=(f"$group_{index}",))
    is_one = ast.CompareOperation(left=key, op=ast.CompareOperationOp.NotEq, right=_NOTHING)
    return Actor(key=key, exists=is_one, group_type_index=index)


def written(text: str, *, attr: str) -> Actor:
    """Return what a HogQL expression says; InsightError, naming ``attr``, when it is none."""
    found = read_expression(text, attr=attr)
    key = ast.Call(name="ifNull", args=(ast.Call(name="toString", args=(found,)), _NOTHING))
    is_one = ast.CompareOperation(left=key, op=ast.CompareOperationOp.NotEq, right=_NOTHING)
    return Actor(key=key, exists=is_one)


def read_expression(text: str, *, attr: str) -> ast.Expr:
    """Return a HogQL expression of a request as a tree. Raises InsightError, naming ``attr``."""
    try:
        return parse_expr(text)
    except HogQLError as error:
        message = f"This is not HogQL: {error.message}"
        raise InsightError(message, attr=attr) from error
