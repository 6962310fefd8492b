"""Small CloudFormation templates, of the form that the CDK app writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local.emulator.assembly import Stack

if TYPE_CHECKING:
    from collections.abc import Mapping


def api_stack(routes: Mapping[str, Mapping[str, str]], **more: Any) -> Stack:
    """Return a stack with one REST API: ``routes`` are functions by path and verb."""
    resources: dict[str, Any] = {"Api": {"Type": "AWS::ApiGateway::RestApi"}, **more}
    for path, verbs in routes.items():
        for verb, function in verbs.items():
            resources[f"Method{len(resources)}"] = {
                "Type": "AWS::ApiGateway::Method",
                "Properties": {
                    "HttpMethod": verb,
                    "ResourceId": _resource(path, resources),
                    "Integration": {"Uri": _uri(function)},
                },
            }
            resources[function] = _function(function)
    return Stack(name="api", location="bucket/key", template={"Resources": resources}, assets=())


def _resource(path: str, resources: dict[str, Any]) -> dict[str, Any]:
    if path == "/":
        return {"Fn::GetAtt": ["Api", "RootResourceId"]}
    parent, _, part = path.rpartition("/")
    reference = _resource(parent or "/", resources)
    resources[f"Resource{path}"] = {
        "Type": "AWS::ApiGateway::Resource",
        "Properties": {"ParentId": reference, "PathPart": part},
    }
    return {"Ref": f"Resource{path}"}


def _uri(function: str) -> dict[str, Any]:
    arn = {"Fn::GetAtt": [function, "Arn"]}
    return {"Fn::Join": ["", ["arn:aws:apigateway:lambda:path/functions/", arn, "/invocations"]]}


def _function(name: str) -> dict[str, Any]:
    url = {"Fn::Join": ["", [{"Ref": "HostUrl"}, f"/invoke/{name}"]]}
    variables = {"MINISTACK_LAMBDA_PROXY_URL": url}
    return {
        "Type": "AWS::Lambda::Function",
        "Properties": {"Environment": {"Variables": variables}},
    }
