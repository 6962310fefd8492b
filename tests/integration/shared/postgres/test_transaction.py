"""Connections and transactions."""

from __future__ import annotations

from dataclasses import replace

import psycopg
import pytest

from shared import settings
from shared.errors import ConflictError, InvalidRequestError, TemporarilyUnavailableError
from shared.postgres import connect
from shared.postgres.transaction import transaction

INSERT = "INSERT INTO organizations (id, name, slug) VALUES (gen_random_uuid(), 'x', %s)"


def count_of(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM organizations").fetchone()
    assert row is not None
    return int(row[0])


def insert_and_fail() -> None:
    with transaction() as connection:
        connection.execute(INSERT, ["a"])
        raise ConflictError("Something else is wrong.")


def insert_inside_and_fail_outside() -> None:
    with transaction() as outer:
        with transaction() as inner:
            inner.execute(INSERT, ["a"])
        assert inner is outer
        raise ConflictError("The outer one fails.")


def test_a_transaction_is_committed_at_its_end(postgres_url: str) -> None:
    with transaction() as connection:
        connection.execute(INSERT, ["a"])
        assert count_of(postgres_url) == 0

    assert count_of(postgres_url) == 1


def test_an_error_undoes_the_transaction(postgres_url: str) -> None:
    with pytest.raises(ConflictError):
        insert_and_fail()

    assert count_of(postgres_url) == 0


def test_what_is_written_outside_of_a_transaction_is_undone(postgres_url: str) -> None:
    with connect.connection() as connection:
        connection.execute(INSERT, ["a"])

    assert count_of(postgres_url) == 0
    assert connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE


def test_an_inner_transaction_is_part_of_the_outer_one(postgres_url: str) -> None:
    with pytest.raises(ConflictError):
        insert_inside_and_fail_outside()

    assert count_of(postgres_url) == 0


def test_a_thread_uses_one_connection_again(postgres_url: str) -> None:
    assert postgres_url
    with transaction() as first:
        pass
    with transaction() as second:
        pass

    assert first is second


def test_a_connection_that_the_server_closed_is_replaced(postgres_url: str) -> None:
    with transaction() as first:
        pid = first.info.backend_pid
    with psycopg.connect(postgres_url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

    with transaction() as second:
        assert second.execute("SELECT 1").fetchone() == (1,)
    assert second is not first


def test_a_database_that_is_away_is_temporarily_unavailable() -> None:
    away = replace(settings.current(), database_url="postgresql://127.0.0.1:1/x")
    with settings.use(away), pytest.raises(TemporarilyUnavailableError), transaction():
        pytest.fail("there is no database")


def test_no_database_at_all_is_temporarily_unavailable() -> None:
    none = replace(settings.current(), database_url="", database_secret="")
    with settings.use(none), pytest.raises(TemporarilyUnavailableError), transaction():
        pytest.fail("there is no database")


def test_a_value_that_cannot_be_stored_is_the_clients_fault(postgres_url: str) -> None:
    assert postgres_url
    with pytest.raises(InvalidRequestError), transaction() as connection:
        connection.execute(INSERT, ["a\x00b"])


def test_an_answer_that_does_not_come_is_not_waited_for(postgres_url: str) -> None:
    """The connection may be in any state then: the next use opens another one."""
    with connect.answer_within(0.3):
        with connect.connection() as first, pytest.raises(psycopg.OperationalError):
            first.execute("SELECT pg_sleep(30)")
        with connect.connection() as second:
            assert second is not first
            assert second.execute("SELECT 1").fetchone() == (1,)

    assert first.closed
    assert postgres_url


def test_an_answer_that_does_not_come_undoes_the_transaction(postgres_url: str) -> None:
    with pytest.raises(TemporarilyUnavailableError), connect.answer_within(0.3):
        insert_and_wait("30")

    assert count_of(postgres_url) == 0


def test_an_answer_that_comes_late_enough_to_notice_is_taken(postgres_url: str) -> None:
    with connect.answer_within(10):
        insert_and_wait("0.4")

    assert count_of(postgres_url) == 1


def insert_and_wait(seconds: str) -> None:
    with transaction() as connection:
        connection.execute(INSERT, ["a"])
        connection.execute("SELECT pg_sleep(%s)", [seconds])
