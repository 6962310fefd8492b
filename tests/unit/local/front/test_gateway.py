from __future__ import annotations

from typing import Final

from local.front.gateway import read_gateway
from tests.unit.local.front.test_event import make_request
from tests.unit.local.templates import api_stack

RESPONSE: Final = {
    "Type": "AWS::ApiGateway::GatewayResponse",
    "Properties": {
        "ResponseType": "DEFAULT_5XX",
        "ResponseParameters": {
            "gatewayresponse.header.Access-Control-Allow-Origin": "method.request.header.Origin",
            "gatewayresponse.header.Vary": "'Origin'",
        },
    },
}


def test_errors_carry_the_headers_of_the_template() -> None:
    gateway = read_gateway([api_stack({}, Cors=RESPONSE)])
    request = make_request(headers=(("origin", "https://shop.example"),))
    assert gateway.headers(request) == {
        "Access-Control-Allow-Origin": "https://shop.example",
        "Vary": "Origin",
    }


def test_a_header_that_the_request_lacks_is_left_out() -> None:
    gateway = read_gateway([api_stack({}, Cors=RESPONSE)])
    assert gateway.headers(make_request()) == {"Vary": "Origin"}
