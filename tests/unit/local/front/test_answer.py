from __future__ import annotations

import pytest

from local.front.answer import MalformedResultError, json_answer, to_answer


def test_text_is_sent_as_it_is() -> None:
    answer = to_answer({"statusCode": 201, "headers": {"X-A": "b"}, "body": "grün"})
    assert (answer.status, answer.body) == (201, "grün".encode())
    assert answer.headers == ((b"x-a", b"b"),)


def test_base64_is_decoded() -> None:
    assert to_answer({"statusCode": 200, "body": "AP8=", "isBase64Encoded": True}).body == b"\0\xff"


def test_several_cookies_stay_apart_and_win_over_the_single_header() -> None:
    answer = to_answer(
        {
            "statusCode": 200,
            "headers": {"set-cookie": "lost=1", "X-B": "1"},
            "multiValueHeaders": {"Set-Cookie": ["a=1", "b=2"]},
        }
    )
    assert [value for name, value in answer.headers if name == b"set-cookie"] == [b"a=1", b"b=2"]
    assert (b"x-b", b"1") in answer.headers


def test_values_that_are_no_text_are_written_as_json_would() -> None:
    answer = to_answer({"statusCode": 200, "headers": {"A": True, "B": 3, "Content-Length": 9}})
    assert answer.headers == ((b"a", b"true"), (b"b", b"3"))


@pytest.mark.parametrize(
    "result", [None, "text", {}, {"statusCode": "200"}, {"statusCode": 200, "body": {"a": 1}}]
)
def test_a_result_that_api_gateway_would_refuse_is_refused(result: object) -> None:
    with pytest.raises(MalformedResultError):
        to_answer(result)


def test_our_own_answers_are_json() -> None:
    answer = json_answer(503, {"a": 1}, {"Retry-After": "1"})
    assert answer.body == b'{"a":1}'
    assert dict(answer.headers) == {b"content-type": b"application/json", b"retry-after": b"1"}
