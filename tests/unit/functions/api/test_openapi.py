"""The OpenAPI document that clients and the dashboard's types are made from."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

from functions.api.openapi import build_document
from shared.access.permissions import is_scope

COMMITTED: Final = Path(__file__).parents[4] / "docs" / "reference" / "openapi.json"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return build_document()


def test_the_committed_document_is_the_one_of_this_code(document: dict[str, Any]) -> None:
    assert json.loads(COMMITTED.read_text()) == document, "run python -m functions.api.openapi"


def test_every_reference_has_a_schema(document: dict[str, Any]) -> None:
    names = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document)))

    assert names == set(document["components"]["schemas"])


def test_every_operation_has_its_own_id_and_says_who_may_call_it(document: dict[str, Any]) -> None:
    operations = [found for item in document["paths"].values() for found in item.values()]
    ids = [found["operationId"] for found in operations]
    scopes = {
        scope
        for found in operations
        for scheme in found["security"]
        for scope in scheme.get("PersonalAPIKeyAuth", [])
    }

    assert len(ids) == len(set(ids))
    assert all(found["summary"].endswith(".") for found in operations)
    assert {"project:read", "query:read"} < scopes
    assert all(is_scope(scope) for scope in scopes)


def test_every_parameter_of_a_path_is_declared(document: dict[str, Any]) -> None:
    for path, item in document["paths"].items():
        for operation in item.values():
            declared = {one["name"] for one in operation["parameters"] if one["in"] == "path"}
            assert declared == set(re.findall(r"{(\w+)}", path)), path


def test_every_failure_is_a_problem_and_nothing_is_of_the_framework(
    document: dict[str, Any],
) -> None:
    operations = [found for item in document["paths"].values() for found in item.values()]

    assert all("default" in found["responses"] for found in operations)
    assert not any("422" in found["responses"] for found in operations)
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_responses_have_no_optional_fields(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]

    for name in ("User", "Project", "Organization", "PersonalApiKey", "Freshness", "QueryStatus"):
        assert set(schemas[name]["required"]) == set(schemas[name]["properties"]), name


def test_the_query_endpoint_names_every_kind_of_node(document: dict[str, Any]) -> None:
    query = document["components"]["schemas"]["QueryRequest"]["properties"]["query"]
    kinds = {one["$ref"].rpartition("/")[2] for one in query["anyOf"]}

    assert {"HogQLQuery", "TrendsQuery"} <= kinds
