"""The demo's way through the public API, with a site that lives in memory."""

from __future__ import annotations

import asyncio
import gzip
import json
from io import StringIO
from typing import TYPE_CHECKING, Any

import httpx
import orjson
import pytest

from local.demo import load, send
from local.demo.account import EMAIL, new_password
from local.demo.load import load_demo
from local.demo.send import DemoRefusedError
from local.folder import Folder, open_folder
from local.progress import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from local.demo.visit import Event


class Site:
    """Signs up one account, takes events, and fails as often as it is told to."""

    def __init__(self) -> None:
        self.password: str | None = None
        self.ids: list[str] = []
        self.failures: list[int] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/batch/":
            return self._capture(request)
        body = json.loads(request.content or b"{}")
        if request.url.path == "/api/signup/":
            if self.password is not None:
                return httpx.Response(400, json={"code": "unique"})
            self.password = body["password"]
            return httpx.Response(201, json=self._user())
        if request.url.path == "/api/login/":
            status = 200 if body == {"email": EMAIL, "password": self.password} else 400
            return httpx.Response(status, json={"success": True})
        return httpx.Response(200, json=self._user())

    def _capture(self, request: httpx.Request) -> httpx.Response:
        if self.failures:
            return httpx.Response(self.failures.pop(0), text="no")
        assert request.headers["content-encoding"] == "gzip"
        body = orjson.loads(gzip.decompress(request.content))
        assert body["api_key"] == "phc_demo"
        self.ids += [event["uuid"] for event in body["batch"]]
        return httpx.Response(200, json={"status": "Ok"})

    def _user(self) -> dict[str, Any]:
        return {"team": {"api_token": "phc_demo"}}


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Site:
    made = Site()
    transport = httpx.MockTransport(made.answer)

    def client(**options: Any) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=transport, base_url=options["base_url"])

    monkeypatch.setattr(load, "httpx", type("Http", (), {"AsyncClient": staticmethod(client)}))
    monkeypatch.setattr(load, "make_month", lambda end: small_month(end.isoformat()))
    monkeypatch.setattr(send, "PAUSES_SECONDS", (0, 0, 0))
    return made


def small_month(end: str) -> list[Event]:
    return [{"uuid": f"{end} {number}"} for number in range(3 * send.BATCH - 1)]


def run(folder: Folder, *, is_wanted: bool = True) -> dict[str, str]:
    return asyncio.run(
        load_demo(
            "http://site",
            folder=folder,
            terminal=Terminal(StringIO()),
            is_wanted=is_wanted,
            pending=lambda: 0,
        )
    )


def test_a_first_start_makes_the_demo_and_shows_its_login_once(tmp_path: Path, site: Site) -> None:
    folder = open_folder(tmp_path)
    assert run(folder) == {"Demo e-mail": EMAIL, "Demo password": site.password}
    assert len(site.ids) == len(set(site.ids)) == 3 * send.BATCH - 1
    assert run(folder) == {}
    assert str(site.password) not in (tmp_path / "demo.json").read_text()


def test_a_start_that_was_cut_short_goes_on_with_the_same_events(
    tmp_path: Path, site: Site
) -> None:
    folder = open_folder(tmp_path)
    site.failures = [400]
    with pytest.raises(ExceptionGroup):
        run(folder)
    first = set(site.ids)
    assert run(folder)["Demo password"] == site.password
    assert first < set(site.ids)
    assert len(set(site.ids)) == 3 * send.BATCH - 1


def test_an_instance_that_started_empty_stays_so(tmp_path: Path, site: Site) -> None:
    folder = open_folder(tmp_path)
    assert run(folder, is_wanted=False) == {}
    assert run(folder) == {}
    assert site.password is None


def test_a_site_that_is_busy_is_asked_again(tmp_path: Path, site: Site) -> None:
    site.failures = [503, 429]
    run(open_folder(tmp_path))
    assert len(site.ids) == 3 * send.BATCH - 1


def test_a_site_that_stays_busy_is_given_up(tmp_path: Path, site: Site) -> None:
    site.failures = [503] * 100
    with pytest.raises(ExceptionGroup) as error:
        run(open_folder(tmp_path))
    assert all(isinstance(one, DemoRefusedError) for one in error.value.exceptions)


def test_the_file_with_the_password_is_private(tmp_path: Path, site: Site) -> None:
    site.failures = [400]
    with pytest.raises(ExceptionGroup):
        run(open_folder(tmp_path))
    assert (tmp_path / "demo.json").stat().st_mode & 0o777 == 0o600


def test_passwords_are_long_and_differ() -> None:
    found = {new_password() for _ in range(20)}
    assert len(found) == 20
    assert min(map(len, found)) >= 15
