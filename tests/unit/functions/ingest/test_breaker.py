"""When a failing store is left alone."""

from functions.ingest.breaker import MAX_FAILURES, OPEN_SECONDS, Breaker


def test_it_opens_after_some_failures_in_a_row_and_lets_one_try_through_later() -> None:
    breaker = Breaker()
    for _ in range(MAX_FAILURES - 1):
        breaker.fail(100.0)
    assert not breaker.is_open(100.0)
    breaker.fail(100.0)
    assert breaker.is_open(100.0)
    assert breaker.is_open(100.0 + OPEN_SECONDS - 1)
    assert not breaker.is_open(100.0 + OPEN_SECONDS)
    breaker.fail(200.0)
    assert breaker.is_open(201.0)


def test_a_success_closes_it() -> None:
    breaker = Breaker()
    for _ in range(MAX_FAILURES):
        breaker.fail(100.0)
    breaker.succeed()
    assert not breaker.is_open(100.0)
