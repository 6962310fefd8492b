from __future__ import annotations

from base64 import b64decode
from typing import Any, Final

import orjson
import pytest

from local.front.event import Request, to_event
from local.front.routes import Match

MATCH: Final = Match(function="capture", resource="/batch", parameters={})


def make_request(**changed: Any) -> Request:
    fields: dict[str, Any] = {
        "method": "POST",
        "path": "/batch/",
        "query": "",
        "headers": (("host", "localhost:8000"),),
        "body": b"",
        "peer": "127.0.0.1",
    }
    return Request(**{**fields, **changed})


def test_a_body_travels_as_base64_whatever_it_is() -> None:
    event = to_event(make_request(body=b"\x1f\x8b\x00\xff"), MATCH)
    assert event["isBase64Encoded"] is True
    assert b64decode(event["body"]) == b"\x1f\x8b\x00\xff"


def test_a_request_without_body_has_none() -> None:
    event = to_event(make_request(), MATCH)
    assert (event["body"], event["isBase64Encoded"]) == (None, False)


def test_the_path_stays_as_sent_and_the_resource_is_the_declared_one() -> None:
    event = to_event(make_request(path="/batch/"), MATCH)
    assert event["path"] == "/batch/"
    assert event["resource"] == event["requestContext"]["resourcePath"] == "/batch"


def test_repeated_headers_and_parameters_keep_all_values_and_the_last_one() -> None:
    request = make_request(
        query="a=1&a=2&empty=&text=h%C3%A4+dge", headers=(("x-a", "1"), ("x-a", "2"))
    )
    event = to_event(request, MATCH)
    assert event["queryStringParameters"] == {"a": "2", "empty": "", "text": "hä dge"}
    assert event["multiValueQueryStringParameters"]["a"] == ["1", "2"]
    assert event["headers"] == {"x-a": "2"}
    assert event["multiValueHeaders"] == {"x-a": ["1", "2"]}


def test_empty_maps_are_null() -> None:
    event = to_event(make_request(headers=()), MATCH)
    empty = ("headers", "multiValueHeaders", "queryStringParameters", "pathParameters")
    assert [event[name] for name in empty] == [None] * 4


def test_the_caller_is_the_peer_whatever_it_claims() -> None:
    request = make_request(headers=(("x-forwarded-for", "1.2.3.4"),), peer="127.0.0.9")
    assert to_event(request, MATCH)["requestContext"]["identity"]["sourceIp"] == "127.0.0.9"


@pytest.mark.parametrize("query", ["a=%ff%fe", "a=%ed%a0%80", "%", "=&&;"])
def test_any_query_string_becomes_json(query: str) -> None:
    event = to_event(make_request(query=query), MATCH)
    assert orjson.loads(orjson.dumps(event)) == event
