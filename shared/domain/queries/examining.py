"""What an editor asks of a text: what is wrong with it, what it costs, what could come next.

    HogQLMetadata      ->  tree -> what it speaks of is loaded -> examine -> estimate -> JSON
    HogQLAutocomplete  ->  place of the cursor -> the project's names for it -> suggest -> JSON

Nothing is run but the estimate, and nothing is kept.
"""

import time
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.context import Context
from hogql.editor.autocomplete import Definition, read_place, suggest
from hogql.editor.cost import cost_of
from hogql.editor.explain import explain
from hogql.editor.metadata import examine, read_tree
from hogql.errors import HogQLError
from hogql.insights.context import Explained
from hogql.insights.editor.fill import fill_known
from hogql.insights.editor.models import HogQLAutocomplete, HogQLMetadata
from hogql.insights.editor.shape import to_response, to_suggestions
from hogql.insights.sql.build import filled
from hogql.parser import parse_select
from shared.clickhouse.select import estimate
from shared.domain.groups.repository import list_group_types
from shared.domain.insight_variables.repository import list_code_names
from shared.domain.property_definitions.repository import NOT_A_GROUP, search_definitions
from shared.domain.queries.knowledge import load_context, load_facts
from shared.errors import ProductError
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from psycopg import Connection
    from pydantic import JsonValue

    from hogql.editor.autocomplete import Place
    from hogql.editor.cost import Cost
    from hogql.editor.metadata import Findings
    from hogql.insights.context import InsightContext
    from hogql.insights.editor.answers import HogQLAutocompleteResponse
    from hogql.insights.registry import EditorNode
    from hogql.insights.sql.models import HogQLQuery
    from shared.domain.queries.asking import Asking

MOST_PROPERTIES: Final = 200


def answer_editor(asking: "Asking", request: "EditorNode") -> "dict[str, JsonValue]":
    """Return the answer to an editor's question; only a malformed node is an error."""
    if isinstance(request, HogQLMetadata):
        findings, cost = _examined(asking, request)
        response = to_response(request.query, findings, cost)
        return response.model_dump(mode="json", by_alias=True)
    return _suggested(asking, request).model_dump(mode="json", by_alias=True)


def explained(request: "HogQLQuery", facts: "InsightContext", known: Context) -> Explained:
    """Return how a query is answered, in words and in SQL, and what an editor would say to it."""
    findings = examine(
        request.query, known, language="hogQL", fill=lambda _tree: filled(request, facts)
    )
    cost = _cost(findings)
    compiled = findings.compiled
    return Explained(
        sql="" if compiled is None else compiled.sql,
        lines=() if compiled is None else explain(compiled, findings.reads, cost),
        findings=findings,
        cost=cost,
    )


def _examined(asking: "Asking", request: HogQLMetadata) -> "tuple[Findings, Cost | None]":
    around = _source(request.source_query)
    facts = load_facts(asking, request)
    trees = [tree for tree in (_tree_of(request, facts), around) if tree is not None]
    known = load_context(asking, trees, facts)
    findings = examine(
        request.query,
        known,
        language=request.language,
        fill=lambda tree: fill_known(tree, request, facts),
        around=around,
    )
    return findings, _cost(findings)


def _tree_of(request: HogQLMetadata, facts: "InsightContext") -> ast.Node | None:
    """The text with its filters as a tree, to look up what they speak of; None if it is none."""
    try:
        return fill_known(read_tree(request.query, request.language), request, facts)
    except HogQLError:
        return None


def _source(node: "JsonValue") -> ast.Query | None:
    """The query around an expression; only one written by hand has columns of its own."""
    text = node.get("query") if isinstance(node, dict) else None
    try:
        tree: ast.Node | None = parse_select(text) if isinstance(text, str) else None
    except HogQLError:
        return None
    return tree if isinstance(tree, ast.SelectQuery | ast.SelectSetQuery) else None


def _cost(findings: "Findings") -> "Cost | None":
    if findings.compiled is None or not findings.reads:
        return None
    try:
        rows = estimate(findings.compiled)
    except ProductError:
        return None  # ClickHouse is away; what was found out about the text still holds
    return None if rows is None else cost_of(findings.reads, rows)


def _suggested(asking: "Asking", request: HogQLAutocomplete) -> "HogQLAutocompleteResponse":
    started = time.perf_counter()
    source = request.source_query.get("query") if isinstance(request.source_query, dict) else None
    with transaction() as connection:
        team_id = asking.project.id
        known = Context(
            team_id=team_id,
            group_types=list_group_types(connection, team_id),
            restrictions=asking.restrictions,
        )
        place = read_place(
            request.query,
            request.end_position,
            known,
            language=request.language,
            source=source if isinstance(source, str) else None,
        )
        definitions = _definitions(connection, team_id, place)
        holes = _holes(connection, team_id, request) if place.sort == "hole" else {}
    found = suggest(place, known, definitions=definitions, holes=holes)
    return to_suggestions(found, seconds=time.perf_counter() - started)


def _definitions(connection: "Connection", team_id: int, place: "Place") -> list[Definition]:
    keys = place.keys
    if keys is None or "\0" in place.prefix:
        return []
    found = search_definitions(
        connection,
        team_id,
        kind=keys.kind,
        group_type_index=NOT_A_GROUP if keys.group is None else keys.group,
        prefix=place.prefix,
        limit=MOST_PROPERTIES + 1,
    )
    return [Definition(name=each.name, property_type=each.property_type) for each in found]


def _holes(connection: "Connection", team_id: int, request: HogQLAutocomplete) -> dict[str, object]:
    """The names that may stand in braces, each with those that may follow it."""
    variables = dict.fromkeys(list_code_names(connection, team_id))
    return {**(request.globals or {}), "variables": variables, "filters": {}}
