"""The table of what can name actors: one row for each kind of source.

    source, context  ->  Found(tree)          SELECT actor_id[, event_count, appearances, ...]

A function gets the source as it was read and returns the query of its actors, a row for each. The
columns after ``actor_id`` can be selected and ordered by in an ActorsQuery. What it refuses names a
field relative to the source. A new kind adds its model to ``models.ActorsSource`` and a row here.
"""

from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec.structs import replace

from hogql import ast
from hogql.insights.correlation.actors import actors as correlation_actors
from hogql.insights.correlation.models import FunnelCorrelationActorsQuery
from hogql.insights.correlation.stays import prepare as prepare_correlation
from hogql.insights.errors import InsightError
from hogql.insights.funnels.actors import actors as funnel_actors
from hogql.insights.funnels.actors import prepare as prepare_funnel
from hogql.insights.funnels.models import FunnelsActorsQuery
from hogql.insights.lifecycle.actors import actors as lifecycle_actors
from hogql.insights.lifecycle.models import LifecycleQuery
from hogql.insights.paths.actors import actors as path_actors
from hogql.insights.paths.models import PathsQuery
from hogql.insights.paths.walks import prepare as prepare_paths
from hogql.insights.people.found import Found, inside
from hogql.insights.people.models import (
    InsightActorsQuery,
    StickinessActorsQuery,
)
from hogql.insights.retention.actors import actors as retention_actors
from hogql.insights.retention.models import RetentionQuery
from hogql.insights.sql.build import filled
from hogql.insights.sql.models import HogQLQuery
from hogql.insights.stickiness.actors import actors as stickiness_actors
from hogql.insights.stickiness.models import StickinessQuery
from hogql.insights.trends.actors import actors as trends_actors

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import BaseModel

    from hogql.insights.context import InsightContext, Query

FindActors: TypeAlias = "Callable[[BaseModel, InsightContext], Found]"
ACTOR: Final = frozenset({"actor_id", "person_id"})


def find_actors(source: "BaseModel", context: "InsightContext", *, attr: str) -> Found:
    """Return the actors that a source names. Raises InsightError below ``attr``."""
    find = SOURCES[str(getattr(source, "kind", ""))]
    with inside(attr):
        return find(source, context)


def prepare(source: "BaseModel | None", context: "InsightContext") -> "tuple[Query, ...]":
    """Return what has to be asked before the actors of a source can be."""
    if isinstance(source, FunnelsActorsQuery):
        return prepare_funnel(source, context)
    if isinstance(source, FunnelCorrelationActorsQuery):
        with inside("source"):
            return prepare_correlation(source.source, context)
    if isinstance(source, InsightActorsQuery) and isinstance(source.source, PathsQuery):
        with inside("source"):
            return prepare_paths(source.source, context)
    return ()


def _of_insight(asked: "BaseModel", context: "InsightContext") -> Found:
    if not isinstance(asked, InsightActorsQuery):
        raise TypeError(f"Expected InsightActorsQuery, got {type(asked).__name__}.")
    request = asked.source
    if isinstance(request, LifecycleQuery):
        return lifecycle_actors(asked, request, context)
    if isinstance(request, StickinessQuery):
        return stickiness_actors(asked, request, context)
    if isinstance(request, RetentionQuery):
        return retention_actors(asked, request, context)
    if isinstance(request, PathsQuery):
        return path_actors(asked, request, context)
    return trends_actors(asked, request, context)


def _of_funnel(asked: "BaseModel", context: "InsightContext") -> Found:
    if not isinstance(asked, FunnelsActorsQuery):
        raise TypeError(f"Expected FunnelsActorsQuery, got {type(asked).__name__}.")
    return funnel_actors(asked, context)


def _of_correlation(asked: "BaseModel", context: "InsightContext") -> Found:
    if not isinstance(asked, FunnelCorrelationActorsQuery):
        raise TypeError(f"Expected FunnelCorrelationActorsQuery, got {type(asked).__name__}.")
    return correlation_actors(asked, context)


def _of_stickiness(asked: "BaseModel", context: "InsightContext") -> Found:
    if not isinstance(asked, StickinessActorsQuery):
        raise TypeError(f"Expected StickinessActorsQuery, got {type(asked).__name__}.")
    return stickiness_actors(asked, asked.source, context)


def _of_sql(asked: "BaseModel", context: "InsightContext") -> Found:
    if not isinstance(asked, HogQLQuery):
        raise TypeError(f"Expected HogQLQuery, got {type(asked).__name__}.")
    tree = filled(asked, context)
    if not isinstance(tree, ast.SelectQuery):
        raise InsightError("A list of actors is one SELECT.", attr="query")
    names = [_name_of(one) for one in tree.select]
    place = next((at for at, name in enumerate(names) if name in ACTOR), 0)
    chosen = tree.select[place]
    expr = chosen.expr if isinstance(chosen, ast.Alias) else chosen
    own = ast.Alias(alias="actor_id", expr=expr)
    rest = (one for at, one in enumerate(tree.select) if at != place)
    return Found(tree=replace(tree, select=(own, *rest)))


def _name_of(node: ast.Expr) -> str | None:
    if isinstance(node, ast.Alias):
        return node.alias
    return str(node.chain[-1]) if isinstance(node, ast.Field) else None


SOURCES: Final["Mapping[str, FindActors]"] = {
    "FunnelCorrelationActorsQuery": _of_correlation,
    "FunnelsActorsQuery": _of_funnel,
    "HogQLQuery": _of_sql,
    "InsightActorsQuery": _of_insight,
    "StickinessActorsQuery": _of_stickiness,
}
