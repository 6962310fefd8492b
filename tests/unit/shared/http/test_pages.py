"""Pages of lists."""

from __future__ import annotations

import pytest

from shared import settings
from shared.errors import InvalidRequestError
from shared.http.pages import Window, page_of, read_window
from shared.http.problems import Problem
from shared.http.request import Request, read_request
from tests.proxy_events import proxy_event


def request_of(url: str) -> Request:
    return read_request(proxy_event("GET", url))


@pytest.mark.parametrize(
    ("url", "window"),
    [
        pytest.param("/", Window(limit=100, offset=0), id="nothing asked"),
        pytest.param("/?limit=5&offset=10", Window(limit=5, offset=10), id="both"),
        pytest.param("/?limit=&offset=", Window(limit=100, offset=0), id="empty"),
        pytest.param("/?limit=0", Window(limit=100, offset=0), id="zero"),
        pytest.param("/?limit=100000", Window(limit=1000, offset=0), id="too many"),
    ],
)
def test_a_window_has_a_limit_and_an_offset(url: str, window: Window) -> None:
    assert read_window(request_of(url)) == window


@pytest.mark.parametrize("value", ["-1", "1.5", "x", "9999999999"])
@pytest.mark.parametrize("name", ["limit", "offset"])
def test_what_is_no_number_is_named(name: str, value: str) -> None:
    with pytest.raises(InvalidRequestError) as raised:
        read_window(request_of(f"/?{name}={value}"))

    assert raised.value.attr == name


def test_links_keep_the_other_parameters_and_never_a_key() -> None:
    request = request_of("/api/x/?search=a%20b&limit=2&offset=2&personal_api_key=phx_secret")
    item = Problem(type="t", code="c", detail="d", attr=None)

    with settings.use(settings.read_settings({"HEDGEROW_SITE_URL": "https://eu.example.com/"})):
        page = page_of(request, read_window(request), count=5, results=[item, item])

    assert page.next == "https://eu.example.com/api/x/?search=a+b&limit=2&offset=4"
    assert page.previous == "https://eu.example.com/api/x/?search=a+b&limit=2&offset=0"
