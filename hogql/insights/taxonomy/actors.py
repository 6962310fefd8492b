"""ActorsPropertyTaxonomyQuery: samples of properties of persons, or of groups of a type.

    {"properties": ["plan", "email"]}  ->  [{"sample_values": ["pro", ...], "sample_count": 3}, ...]

The answer has an item for each property, in the order asked; samples are of the newest first.

Source: PostHog ``posthog/hogql_queries/ai/actors_property_taxonomy_query_runner.py``.
"""

from typing import TYPE_CHECKING, Annotated, Final, Literal

from msgspec.structs import replace
from pydantic import BaseModel, Field

from hogql import ast
from hogql.insights.context import Answer, InsightContext, Query
from hogql.insights.nodes import GroupIndex, QueryNode
from hogql.insights.taxonomy.models import DEFAULT_VALUES, MAX_ROWS, Name, Values, pairs
from hogql.insights.templates import select
from hogql.property_filters.models import WIRE

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAMPLES: Final = """
    SELECT place, value, count() OVER (PARTITION BY place) AS total
    FROM (
        SELECT tupleElement(pair, 1) AS place, tupleElement(pair, 2) AS value, max(at) AS newest
        FROM {pairs}
        ARRAY JOIN pairs AS pair
        WHERE value != ''
        GROUP BY place, value
    )
    ORDER BY place, newest DESC, value
"""
_OF_PERSONS: Final = "SELECT created_at AS at, {pairs} AS pairs FROM persons"
_OF_GROUPS: Final = """
    SELECT created_at AS at, {pairs} AS pairs FROM groups WHERE index = {index}
"""
Names = Annotated[tuple[Name, ...], Field(min_length=1, max_length=200)]
Samples = Values
Index = GroupIndex | None


class ActorsPropertyTaxonomyQuery(QueryNode):
    """Which values properties of persons or groups have."""

    kind: Literal["ActorsPropertyTaxonomyQuery"]
    properties: Names
    group_type_index: Index = Field(default=None, alias="groupTypeIndex")
    max_property_values: Samples = Field(default=None, alias="maxPropertyValues")


class ActorsPropertyTaxonomyItem(BaseModel):
    """Some values of a property, and how many different ones there are."""

    model_config = WIRE

    sample_values: tuple[str, ...]
    sample_count: int


class ActorsPropertyTaxonomyQueryResponse(BaseModel):
    """An item for each property that was asked for."""

    model_config = WIRE

    results: tuple[ActorsPropertyTaxonomyItem, ...]
    hogql: str


def build(request: ActorsPropertyTaxonomyQuery, context: InsightContext) -> tuple[Query, ...]:
    """Return the one query: rows of (place of the property, value, number of values)."""
    _ = context
    found = pairs(enumerate(request.properties))
    if request.group_type_index is None:
        source = select(_OF_PERSONS, pairs=found)
    else:
        index = ast.Constant(value=request.group_type_index)
        source = select(_OF_GROUPS, pairs=found, index=index)
    each = ast.Constant(value=request.max_property_values or DEFAULT_VALUES)
    by_place = ast.LimitByExpr(n=each, exprs=(ast.Field(chain=("place",)),))
    tree = replace(select(_SAMPLES, pairs=source), limit_by=by_place, limit=MAX_ROWS)
    return (Query(name="properties of actors", tree=tree),)


def shape(
    answers: "Sequence[Answer]", request: ActorsPropertyTaxonomyQuery, context: InsightContext
) -> ActorsPropertyTaxonomyQueryResponse:
    """Return the response; ``answers`` is that of ``build``'s query."""
    _ = context
    (answer,) = answers
    samples: dict[object, list[str]] = {}
    totals: dict[object, object] = {}
    for place, value, total in answer.rows:
        samples.setdefault(place, []).append(str(value))
        totals[place] = total
    return ActorsPropertyTaxonomyQueryResponse(
        results=tuple(
            ActorsPropertyTaxonomyItem.model_validate(
                {"sample_values": samples.get(place, ()), "sample_count": totals.get(place, 0)}
            )
            for place in range(len(request.properties))
        ),
        hogql=answer.hogql,
    )
