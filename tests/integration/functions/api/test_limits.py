"""Requests of API keys are limited where a deployment says so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shared import settings
from shared.valkey.limits import GENERAL

if TYPE_CHECKING:
    from tests.api_client import ApiClient


def test_a_key_that_asks_too_often_is_told_when_to_come_back(ada: ApiClient) -> None:
    script = ada.with_key("user:read")

    with settings.use(replace(settings.current(), has_rate_limits=True)):
        statuses = [script.get("/api/users/@me/").status for _ in range(GENERAL[0].uses)]
        answer = script.get("/api/users/@me/")
        session = ada.get("/api/users/@me/")

    assert set(statuses) == {200}
    assert (answer.status, answer.body["type"]) == (429, "throttled_error")
    assert answer.body["code"] == "throttled"
    assert 1 <= int(answer.headers["Retry-After"][0]) <= 60
    assert session.status == 200
