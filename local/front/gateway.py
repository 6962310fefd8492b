"""The headers that the gateway itself adds to its errors, read from the template.

    AWS::ApiGateway::GatewayResponse -> headers for a request

A browser hides an error without CORS headers from the SDK, which then cannot tell a 502 from no
network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from local.emulator.assembly import Stack
    from local.front.event import Request

_PREFIX: Final = "gatewayresponse.header."
_OF_REQUEST: Final = "method.request.header."
_SERVER_ERRORS: Final = "DEFAULT_5XX"


class Gateway:
    """Makes headers for errors that no function answered."""

    def __init__(self, parameters: Mapping[str, str]) -> None:
        """Take header names and expressions: a quoted text, or a header of the request."""
        self._parameters: Final = parameters

    def headers(self, request: Request) -> dict[str, str]:
        """Return the headers for an answer to ``request``; what it did not send is left out."""
        values = {name: _value(text, request) for name, text in self._parameters.items()}
        return {name: value for name, value in values.items() if value is not None}


def read_gateway(stacks: Iterable[Stack]) -> Gateway:
    """Return what the template says of answers to failures."""
    parameters: dict[str, str] = {}
    for stack in stacks:
        for row in stack.template["Resources"].values():
            properties: Mapping[str, Any] = row.get("Properties", {})
            if properties.get("ResponseType") == _SERVER_ERRORS:
                parameters.update(properties.get("ResponseParameters", {}))
    return Gateway({name.removeprefix(_PREFIX): text for name, text in parameters.items()})


def _value(expression: str, request: Request) -> str | None:
    if expression.startswith(_OF_REQUEST):
        return request.header(expression.removeprefix(_OF_REQUEST).lower())
    return expression.strip("'")
