"""Puts what a dashboard sets (dates, properties, breakdown, variables) over a query node.

    JSON of a node, overrides  ->  JSON of a node

Source: PostHog's ``apply_dashboard_filters`` and ``apply_dashboard_variables``.
"""

from typing import TYPE_CHECKING, Final

from pydantic import JsonValue

from hogql.errors import HogQLError
from hogql.insights.kinds import INSIGHTS
from hogql.insights.legacy.convert import filter_to_query, is_legacy
from hogql.insights.registry import WRAPPERS, read_node
from shared.domain.queries.faults import as_invalid_request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.domain.queries.models import FiltersOverride, QueryRequest

Node = dict[str, JsonValue]
SQL: Final = "HogQLQuery"


def overridden(request: "QueryRequest") -> Node:
    """Return the node of the request with its overrides applied.

    InsightError for an insight of old that was never one.
    """
    return _inside_wrappers(_node_of(request), request)


def upgraded(request: "QueryRequest") -> Node:
    """Return the node that a request means today; InvalidRequestError when it cannot be read."""
    try:
        node = overridden(request)
        read_node(node)
    except HogQLError as error:
        raise as_invalid_request(error, request.query) from error
    return node


def _node_of(request: "QueryRequest") -> Node:
    """The node that was sent, or the one that an insight of old means."""
    if request.filters is not None and not request.query:
        return filter_to_query(request.filters)
    return filter_to_query(request.query) if is_legacy(request.query) else request.query


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
    return _split(_narrowed(node, override), override)


def _narrowed(holder: Node, override: "FiltersOverride") -> Node:
    """Return the object with its ``dateRange`` replaced and its ``properties`` added to."""
    narrowed = dict(holder)
    if override.date_from or override.date_to:
        range_: Node = {"date_from": override.date_from, "date_to": override.date_to}
        if override.explicit_date is not None:
            range_["explicitDate"] = override.explicit_date
        narrowed["dateRange"] = range_
    if override.filter_test_accounts is not None:
        narrowed["filterTestAccounts"] = override.filter_test_accounts
    if override.properties:
        narrowed["properties"] = _all_of(holder.get("properties"), override.properties)
    return narrowed


def _split(node: Node, override: "FiltersOverride") -> Node:
    """Return the node with another breakdown, if its kind has breakdowns."""
    insight = INSIGHTS.get(str(node.get("kind")))
    if not override.breakdown_filter or insight is None:
        return node
    if "breakdown_filter" not in insight.request.model_fields:
        return node
    return {**node, "breakdownFilter": override.breakdown_filter}


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
