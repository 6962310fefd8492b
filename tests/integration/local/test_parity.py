"""The front door and the emulator's gateway hand a request to a function in the same form."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import httpx
import orjson

from local.emulator.assembly import read_assembly
from local.emulator.process import create_client, operation
from local.folder import open_folder
from local.front.event import Request, to_event
from local.front.routes import read_routes
from tests.integration.local.machine import Machine, synthesis, template

if TYPE_CHECKING:
    from pathlib import Path

    from local.emulator.live import Live

PATH: Final = "/hedges/hazel"
QUERY: Final = "length=2&note=h%C3%A4+dge&empty="
HEADERS: Final = {"content-type": "text/plain", "x-note": "a", "accept": "*/*"}
BODY: Final = b"\x1f\x8b\x00\xff not text"
OF_ONE_REQUEST: Final = ("requestId", "extendedRequestId", "requestTime", "requestTimeEpoch")
OF_ONE_API: Final = ("apiId", "resourceId", "stage", "path")


def rest_api() -> dict[str, Any]:
    """Return the resources of an API with the path ``/hedges/{name}``."""
    api = {"Ref": "Api"}
    arn = {"Fn::GetAtt": ["Function", "Arn"]}
    prefix = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
    integration = {
        "Type": "AWS_PROXY",
        "IntegrationHttpMethod": "POST",
        "Uri": {"Fn::Join": ["", [prefix, arn, "/invocations"]]},
    }
    root = {"Fn::GetAtt": ["Api", "RootResourceId"]}
    return {
        "Api": resource("RestApi", Name="small", BinaryMediaTypes=["*/*"]),
        "Hedges": resource("Resource", RestApiId=api, ParentId=root, PathPart="hedges"),
        "Name": resource("Resource", RestApiId=api, ParentId={"Ref": "Hedges"}, PathPart="{name}"),
        "Post": resource(
            "Method",
            RestApiId=api,
            ResourceId={"Ref": "Name"},
            HttpMethod="POST",
            AuthorizationType="NONE",
            Integration=integration,
        ),
        "Deployment": {**resource("Deployment", RestApiId=api), "DependsOn": ["Post"]},
        "Stage": resource(
            "Stage", RestApiId=api, DeploymentId={"Ref": "Deployment"}, StageName="live"
        ),
    }


def resource(kind: str, **properties: Any) -> dict[str, Any]:
    return {"Type": f"AWS::ApiGateway::{kind}", "Properties": properties}


def through_the_gateway(live: Live) -> None:
    """Send the request to the emulator's own address of the API."""
    apis = operation(create_client(live.emulator.endpoint, "apigateway"), "get_rest_apis")()
    url = f"{live.emulator.endpoint}/_aws/execute-api/{apis['items'][0]['id']}/live{PATH}?{QUERY}"
    answer = httpx.post(url, content=BODY, headers=HEADERS, trust_env=False)
    assert answer.status_code == 204, answer.text


def comparable(event: dict[str, Any]) -> dict[str, Any]:
    """Return an event without what differs from request to request, or from API to API."""
    context = event["requestContext"]
    left_out = (*OF_ONE_REQUEST, *OF_ONE_API)
    kept = {name: value for name, value in context.items() if name not in left_out}
    return {**event, "requestContext": kept}


def test_both_doors_make_the_same_event(tmp_path: Path) -> None:
    wanted = synthesis(tmp_path / "assembly", "one", template(**rest_api()))

    async def scenario() -> dict[str, Any]:
        machine = Machine(open_folder(tmp_path / "data"))
        live = await machine.start(wanted)
        await asyncio.to_thread(through_the_gateway, live)
        await machine.stop()
        event: dict[str, Any] = machine.events[-1]
        return event

    theirs = asyncio.run(scenario())
    match = read_routes(read_assembly(wanted.assembly)).match("POST", PATH)
    assert match is not None
    request = Request(
        method="POST",
        path=PATH,
        query=QUERY,
        headers=tuple(theirs["headers"].items()),
        body=BODY,
        peer="127.0.0.1",
    )
    ours = orjson.loads(orjson.dumps(to_event(request, match)))
    assert comparable(ours) == comparable(theirs)
    assert set(ours["requestContext"]) == set(theirs["requestContext"])
