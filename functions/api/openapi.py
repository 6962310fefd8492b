"""Prints the OpenAPI 3.1 document of every typed app: ``python -m functions.api.openapi``.

    routes of api, query -> Powertools' documents -> merged, in PostHog's terms -> JSON

The apps are found through the topology, so that no function imports another. Paths end with a
slash as PostHog's do, every operation names its scope, every failure is a ``Problem``, and the
query endpoint names the request and response of every kind of node.
"""

import json
import re
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Literal

from functions.topology import FUNCTIONS, HttpTrigger
from hogql.insights.kinds import INSIGHTS
from hogql.insights.registry import EDITOR_KINDS
from shared.access.permissions import ANY_SCOPE, OPERATIONS
from shared.domain.queries.models import Freshness
from shared.http.api import OPERATION_EXTENSION, Api
from shared.http.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

Document = dict[str, Any]
FROM_POWERTOOLS: Final = ("HTTPValidationError", "ValidationError", "ResponseValidationError")
SECURITY_SCHEMES: Final = {
    "PersonalAPIKeyAuth": {"type": "http", "scheme": "bearer", "description": "phx_..."},
    "SessionAuth": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
}
REFERENCE: Final = "#/components/schemas/{model}"
PROBLEM_ANSWER: Final = {
    "description": "What went wrong.",
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def build_document() -> Document:
    """Return the document of all typed apps, the same bytes for the same code."""
    schemas: Document = {"Problem": Problem.model_json_schema()}
    paths: Document = {}
    for app in typed_apps():
        found = json.loads(app.get_openapi_json_schema(title="Hedgerow", version="1"))
        schemas |= found.get("components", {}).get("schemas", {})
        paths |= {_slashed(path): _path_item(path, item) for path, item in found["paths"].items()}
    for name in FROM_POWERTOOLS:
        schemas.pop(name, None)
    schemas |= _insight_schemas() | _schemas_of(Freshness, "serialization")
    freshness = {"$ref": REFERENCE.format(model=Freshness.__name__)}
    insights, editor = tuple(INSIGHTS.values()), tuple(EDITOR_KINDS.values())
    results = {"allOf": [{"anyOf": [_reference(kind.response) for kind in insights]}, freshness]}
    schemas["QueryRequest"]["properties"]["query"] = {
        "anyOf": [_reference(model) for model, _ in _kinds()]
    }
    schemas["QueryAnswer"] = {"anyOf": [results, *(_reference(kind.response) for kind in editor)]}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Hedgerow API", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": SECURITY_SCHEMES},
    }


def _insight_schemas() -> Document:
    """Return the schemas of every kind's request and response, with all that they refer to."""
    schemas: Document = {}
    for request, response in _kinds():
        schemas |= _schemas_of(request, "validation")
        schemas |= _schemas_of(response, "serialization")
    return schemas


def _schemas_of(model: type["BaseModel"], mode: Literal["validation", "serialization"]) -> Document:
    schema = model.model_json_schema(ref_template=REFERENCE, mode=mode)
    return {**schema.pop("$defs", {}), model.__name__: schema}


def _kinds() -> "Iterator[tuple[type[BaseModel], type[BaseModel]]]":
    """Yield the request and the response of every kind of node."""
    for insight in INSIGHTS.values():
        yield insight.request, insight.response
    for kind in EDITOR_KINDS.values():
        yield kind.request, kind.response


def _reference(model: type["BaseModel"]) -> Document:
    return {"$ref": REFERENCE.format(model=model.__name__)}


def typed_apps() -> "Iterator[Api]":
    """Yield the apps of the topology that are typed; those of the SDK edge are not."""
    for function in FUNCTIONS:
        module, _, name = function.handler.rpartition(".")
        if isinstance(function.trigger, HttpTrigger) and name == "handle":
            yield import_module(module).app


def _slashed(path: str) -> str:
    return path if path.startswith("/_") else f"{path}/"


def _path_item(path: str, item: Document) -> Document:
    return {method: _operation(path, found) for method, found in item.items()}


def _operation(path: str, found: Document) -> Document:
    operation = dict(found)
    responses = {
        status: answer
        for status, answer in found["responses"].items()
        if not _is_of_powertools(answer)
    }
    operation["responses"] = {**responses, "default": PROBLEM_ANSWER}
    operation["parameters"] = [*found.get("parameters", []), *_undeclared(path, found)]
    operation["security"] = _security(operation.pop(OPERATION_EXTENSION))
    return operation


def _is_of_powertools(answer: Document) -> bool:
    """Return whether the answer is one that Powertools documents and we never send."""
    text = json.dumps(answer)
    return any(f'schemas/{name}"' in text for name in FROM_POWERTOOLS)


def _undeclared(path: str, found: Document) -> list[Document]:
    """Return the parameters of the path that the guard reads instead of the view."""
    declared = {parameter["name"] for parameter in found.get("parameters", [])}
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", path)
        if name not in declared
    ]


def _security(operation: str) -> list[Document]:
    """Return who may call it: nobody in particular, a session, or a key with the scope."""
    if not operation:
        return []
    scope = OPERATIONS[operation].scope
    if scope is None:
        return [{"SessionAuth": []}]
    scopes = [] if scope == ANY_SCOPE else [scope]
    return [{"SessionAuth": []}, {"PersonalAPIKeyAuth": scopes}]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(build_document(), indent=1, sort_keys=True) + "\n")
