"""When a kept result answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shared.domain.queries.models import QueryRequest, RefreshMode
from shared.domain.queries.rules import Age, answers, mode_of

COMPUTED = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def age_of(cost_ms: float, interval: str | None = "day") -> Age:
    return Age(computed_at=COMPUTED, cost=timedelta(milliseconds=cost_ms), interval=interval)


@pytest.mark.parametrize(
    ("cost_ms", "interval", "fresh_seconds"),
    [
        pytest.param(1, "day", 0.5, id="a cheap one is fresh for half a second"),
        pytest.param(50, "day", 1, id="otherwise for twenty times its cost"),
        pytest.param(10_000, "day", 200, id="also when it was dear"),
        pytest.param(600_000, "day", 2 * 3600, id="at most two hours by the day"),
        pytest.param(600_000, "hour", 15 * 60, id="a quarter of an hour by the hour"),
        pytest.param(600_000, None, 60, id="a minute without an interval"),
        pytest.param(600_000, "century", 60, id="or with an unknown one"),
    ],
)
def test_a_result_is_fresh_for_a_time(
    cost_ms: float, interval: str | None, fresh_seconds: float
) -> None:
    age = age_of(cost_ms, interval)

    assert age.fresh_until() - COMPUTED == timedelta(seconds=fresh_seconds)


@pytest.mark.parametrize("cost_ms", [1, 600_000])
@pytest.mark.parametrize("interval", [None, "minute", "hour", "day", "week", "month"])
def test_who_does_not_insist_takes_a_result_at_least_as_long(
    cost_ms: float, interval: str | None
) -> None:
    age = age_of(cost_ms, interval)

    assert age.acceptable_until() >= age.fresh_until()


@pytest.mark.parametrize("mode", list(RefreshMode))
def test_only_who_does_not_insist_takes_a_stale_result(mode: RefreshMode) -> None:
    stale = COMPUTED + 3 * MINUTE

    assert answers(age_of(50), mode, stale) is (mode is RefreshMode.LAZY_ASYNC)


@pytest.mark.parametrize("mode", list(RefreshMode))
def test_who_forces_takes_no_result_at_all(mode: RefreshMode) -> None:
    forced = mode in {RefreshMode.FORCE_BLOCKING, RefreshMode.FORCE_ASYNC}

    assert answers(age_of(50), mode, COMPUTED) is not forced


@pytest.mark.parametrize(
    ("fields", "mode"),
    [
        pytest.param({}, RefreshMode.BLOCKING, id="nothing"),
        pytest.param({"refresh": None}, RefreshMode.BLOCKING, id="null"),
        pytest.param({"refresh": False}, RefreshMode.BLOCKING, id="false"),
        pytest.param({"refresh": True}, RefreshMode.FORCE_BLOCKING, id="true"),
        pytest.param({"refresh": "lazy_async"}, RefreshMode.LAZY_ASYNC, id="a mode"),
        pytest.param({"async": True}, RefreshMode.ASYNC, id="the older field"),
        pytest.param({"async": True, "refresh": "blocking"}, RefreshMode.BLOCKING, id="both"),
    ],
)
def test_a_request_has_a_mode(fields: dict[str, object], mode: RefreshMode) -> None:
    assert mode_of(QueryRequest.model_validate({"query": {}, **fields})) is mode
