"""Every answer of the edge can be read by the page that asked for it (sdk-protocol 2.4)."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import orjson
import pytest

from shared.errors import InvalidRequestError, ProductError, TemporarilyUnavailableError
from shared.http.exchange import (
    EdgeAnswer,
    EdgeRequest,
    answer,
    json_answer,
    show_as_json,
    show_as_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

ORIGIN = "https://shop.example"


def ask(method: str = "POST", **headers: str) -> EdgeRequest:
    """Return a request with header names written with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return EdgeRequest(
        method=method, path="/e", path_parameters={}, query={}, headers=named, body=b"", ip=""
    )


def agree(_request: EdgeRequest) -> EdgeAnswer:
    """Answer 200."""
    return json_answer({"status": "Ok"})


def fail_with(error: Exception) -> Callable[[EdgeRequest], EdgeAnswer]:
    """Return a view that raises ``error``."""

    def view(_request: EdgeRequest) -> EdgeAnswer:
        raise error

    return view


@pytest.mark.parametrize(
    ("view", "status"),
    [
        pytest.param(agree, 200, id="accepted"),
        pytest.param(fail_with(InvalidRequestError("No.")), 400, id="refused"),
        pytest.param(fail_with(TemporarilyUnavailableError("Later.")), 503, id="later"),
        pytest.param(fail_with(KeyError("bug")), 500, id="defect"),
    ],
)
def test_every_answer_names_the_origin(
    view: Callable[[EdgeRequest], EdgeAnswer], status: int
) -> None:
    answered = answer(ask(origin=ORIGIN), view, show_as_text)
    assert answered.status == status
    assert answered.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert answered.headers["Access-Control-Allow-Credentials"] == "true"
    assert answered.headers["Access-Control-Expose-Headers"] == "Retry-After"
    assert answered.headers["Vary"] == "Origin"


def test_a_preflight_mirrors_what_is_asked() -> None:
    request = ask("OPTIONS", origin=ORIGIN, access_control_request_headers="content-type, x-a")
    answered = answer(request, fail_with(KeyError("not called")), show_as_text)
    assert answered.status == 200
    assert answered.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert answered.headers["Access-Control-Allow-Headers"] == "content-type, x-a"
    assert answered.headers["Access-Control-Allow-Methods"] == "GET, POST, OPTIONS"


@pytest.mark.parametrize("origin", ["", "a\r\nSet-Cookie: x=1", "https://ü.example", "a b"])
def test_an_origin_that_is_no_origin_is_not_mirrored(origin: str) -> None:
    assert (
        "Access-Control-Allow-Origin" not in answer(ask(origin=origin), agree, show_as_text).headers
    )


def test_a_failing_store_says_when_to_come_back() -> None:
    answered = answer(ask(), fail_with(TemporarilyUnavailableError("Later.")), show_as_text)
    assert int(answered.headers["Retry-After"]) > 0


def test_a_refusal_does_not_ask_to_come_back() -> None:
    assert "Retry-After" not in answer(ask(), fail_with(ProductError("No.")), show_as_text).headers


def test_a_defect_says_nothing_of_itself_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answered = answer(ask(), fail_with(KeyError("secret")), show_as_text)
    assert "secret" not in answered.body
    assert "KeyError" in caplog.text


def test_errors_are_shown_as_json_in_posthogs_form() -> None:
    error = InvalidRequestError("No id.", code="missing_distinct_id", attr="distinct_id")
    answered = answer(ask(), fail_with(error), show_as_json)
    assert orjson.loads(answered.body) == {
        "type": "validation_error",
        "code": "missing_distinct_id",
        "detail": "No id.",
        "attr": "distinct_id",
    }
