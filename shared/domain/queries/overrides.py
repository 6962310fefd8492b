"""Puts the dates, properties and variables of a dashboard over those of a query node.

    JSON of a node, overrides  ->  JSON of a node

Source: PostHog's ``apply_dashboard_filters`` and ``apply_dashboard_variables``.
"""

from typing import TYPE_CHECKING, Final

from pydantic import JsonValue

from hogql.insights.registry import WRAPPERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.domain.queries.models import FiltersOverride, QueryRequest

Node = dict[str, JsonValue]
SQL: Final = "HogQLQuery"


def overridden(request: "QueryRequest") -> Node:
    """Return the node of the request with its overrides applied."""
    return _inside_wrappers(request.query, request)


def _inside_wrappers(node: Node, request: "QueryRequest") -> Node:
    source = node.get("source")
    if node.get("kind") in WRAPPERS and isinstance(source, dict):
        return {**node, "source": _inside_wrappers(source, request)}
    filtered = _filtered(node, request.filters_override)
    return _with_variables(filtered, request.variables_override)


def _filtered(node: Node, override: "FiltersOverride | None") -> Node:
    if override is None:
        return node
    if node.get("kind") == SQL:
        filters = node.get("filters")
        return {
            **node,
            "filters": _narrowed(filters if isinstance(filters, dict) else {}, override),
        }
    return _narrowed(node, override)


def _narrowed(holder: Node, override: "FiltersOverride") -> Node:
    """Return the object with its ``dateRange`` replaced and its ``properties`` added to."""
    narrowed = dict(holder)
    if override.date_from or override.date_to:
        narrowed["dateRange"] = {"date_from": override.date_from, "date_to": override.date_to}
    if override.properties:
        narrowed["properties"] = _all_of(holder.get("properties"), override.properties)
    return narrowed


def _all_of(existing: JsonValue, added: list[JsonValue]) -> JsonValue:
    if not existing:
        return added
    if isinstance(existing, list):
        return [*existing, *added]
    return {"type": "AND", "values": [existing, {"type": "AND", "values": added}]}


def _with_variables(node: Node, override: "Mapping[str, Node] | None") -> Node:
    if not override or node.get("kind") != SQL:
        return node
    own = node.get("variables")
    named = {key: {"variableId": key, **value} for key, value in override.items()}
    return {**node, "variables": {**(own if isinstance(own, dict) else {}), **named}}
