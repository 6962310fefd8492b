"""Clients of ClickHouse: one per thread and address."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from shared import settings
from shared.clickhouse import connect
from shared.errors import TemporarilyUnavailableError
from shared.secrets import forget_secrets
from tests.integration.ministack import create_client

if TYPE_CHECKING:
    from collections.abc import Callable

    from clickhouse_connect.driver.client import Client


def in_other_thread(function: Callable[[], object]) -> object:
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(copy_context().run, function).result()


@pytest.mark.usefixtures("clickhouse")
def test_a_thread_keeps_its_client_and_shares_it_with_none() -> None:
    mine = connect.client()
    assert connect.client() is mine
    assert in_other_thread(lambda: connect.client() is mine) is False


def test_threads_work_on_one_database_at_once(clickhouse: Client) -> None:
    def insert() -> None:
        connect.client().command(
            "INSERT INTO events (uuid, team_id, event, timestamp, distinct_id, person_id)"
            " SELECT generateUUIDv4(), 1, 'e', now64(3), 'd', generateUUIDv4() FROM numbers(100)"
        )

    with ThreadPoolExecutor(4) as threads:
        for future in [threads.submit(copy_context().run, insert) for _ in range(20)]:
            future.result()
    assert clickhouse.query("SELECT count() FROM events").result_rows == [(2000,)]


def test_a_server_that_does_not_answer_is_temporarily_unavailable() -> None:
    away = replace(settings.current(), clickhouse_url="http://user:password@127.0.0.1:1/hedgerow")
    with settings.use(away), pytest.raises(TemporarilyUnavailableError) as caught:
        connect.client()
    assert "127.0.0.1" not in caught.value.detail


@pytest.mark.usefixtures("aws")
def test_the_address_may_be_a_secret(emulator: str, clickhouse_url: str) -> None:
    secrets: Any = create_client(emulator, "secretsmanager")
    secrets.create_secret(Name="clickhouse", SecretString=clickhouse_url)
    secrets.close()
    forget_secrets()
    with settings.use(
        replace(settings.current(), clickhouse_url="", clickhouse_secret="clickhouse")
    ):
        assert connect.address() == clickhouse_url
        assert connect.client().query("SELECT count() FROM events").result_rows == [(0,)]
        connect.close()


def test_another_factory_opens_the_clients_from_now_on(clickhouse_url: str) -> None:
    opened: list[str] = []

    def factory(url: str) -> Client:
        opened.append(url)
        return connect.open_client(url)

    connect.use_client_factory(factory)
    try:
        with settings.use(replace(settings.current(), clickhouse_url=clickhouse_url)):
            connect.client()
            connect.close()
    finally:
        connect.use_client_factory(connect.open_client)
    assert opened == [clickhouse_url]
