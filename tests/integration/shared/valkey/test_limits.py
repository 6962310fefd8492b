"""Counters that end by themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
import valkey

from shared import settings
from shared.errors import ThrottledError
from shared.valkey import limits
from shared.valkey.limits import GENERAL, HOGQL, QUERIES, Limit

LIMIT = Limit(name="test", uses=2, seconds=60)


@pytest.fixture
def limited(valkey_url: str) -> str:
    """A Valkey whose deployment limits requests."""
    return valkey_url


def test_uses_beyond_the_limit_wait_for_the_end_of_the_window(limited: str) -> None:
    assert limited
    assert [limits.use(LIMIT, "a") for _ in range(2)] == [None, None]

    wait = limits.use(LIMIT, "a")

    assert wait is not None
    assert 1 <= wait <= 60
    assert limits.use(LIMIT, "b") is None


def test_asking_does_not_use(limited: str) -> None:
    assert limited
    assert [limits.is_exhausted(LIMIT, "a") for _ in range(3)] == [False] * 3
    limits.use(LIMIT, "a")
    limits.use(LIMIT, "a")

    assert limits.is_exhausted(LIMIT, "a")
    limits.forget(LIMIT, "a")
    assert not limits.is_exhausted(LIMIT, "a")


def test_a_counter_ends_with_its_window(limited: str) -> None:
    limits.use(LIMIT, "a")
    limits.use(LIMIT, "a")

    client: Any = valkey.Valkey.from_url(limited)
    with client:
        (key,) = client.keys("*")
        assert 0 < client.ttl(key) <= LIMIT.seconds


def test_a_key_is_throttled_per_kind_of_request(limited: str) -> None:
    assert limited
    key_id = uuid4()
    with settings.use(replace(settings.current(), has_rate_limits=True)):
        for _ in range(HOGQL[0].uses):
            limits.count_hogql(key_id)
        with pytest.raises(ThrottledError) as raised:
            limits.count_hogql(key_id)
        for _ in range(QUERIES[0].uses):
            limits.count_request(key_id, is_query=True)
        with pytest.raises(ThrottledError):
            limits.count_request(key_id, is_query=True)
        limits.count_request(key_id, is_query=False)

    assert 1 <= raised.value.retry_after_seconds <= HOGQL[0].seconds


def test_a_deployment_of_ones_own_does_not_throttle(limited: str) -> None:
    assert limited
    key_id = uuid4()

    for _ in range(GENERAL[0].uses + 1):
        limits.count_request(key_id, is_query=False)


@pytest.mark.parametrize("url", ["", "redis://127.0.0.1:1"])
def test_without_valkey_nothing_is_limited(url: str) -> None:
    with settings.use(replace(settings.current(), redis_url=url, has_rate_limits=True)):
        assert [limits.use(LIMIT, "a") for _ in range(3)] == [None] * 3
        assert not limits.is_exhausted(LIMIT, "a")
        limits.forget(LIMIT, "a")
