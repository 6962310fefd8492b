"""The secret of each day: made once, agreed on by all, destroyed in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from functions.jobs.destroy_salts.handler import handle
from shared import clock
from shared.domain.cookieless import salts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.integration.ministack import Aws

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch, aws: Aws) -> Iterator[None]:
    """It is noon, and nothing is remembered."""
    assert aws.objects("salts") == {}
    monkeypatch.setattr(clock, "now", lambda: NOON)
    salts.forget()
    yield
    salts.forget()


def go_to(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_every_day_in_use_has_a_salt_that_all_agree_on(aws: Aws) -> None:
    first = salts.current_salts()
    salts.forget()
    assert salts.current_salts() == first
    assert sorted(first) == ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"]
    assert {len(salt) for salt in first.values()} == {salts.BYTES}
    assert len(set(first.values())) == 4
    assert aws.objects("salts") == {f"v1/{day}": salt for day, salt in first.items()}


def test_a_salt_at_hand_is_not_read_again(aws: Aws) -> None:
    first = salts.current_salts()
    for key in aws.objects("salts"):
        aws.s3.delete_object(Bucket=aws.settings.buckets["salts"], Key=key)
    assert salts.current_salts() == first
    assert aws.objects("salts") == {}


def test_a_day_begins_where_it_is_first_and_is_over_74_hours_after_its_begin(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begin = datetime(2026, 11, 23, tzinfo=UTC)
    moments = {-14: True, 73.99: True, -14.01: False, 74: False}
    for hours, is_in_use in moments.items():
        go_to(monkeypatch, begin + timedelta(hours=hours))
        assert ("2026-11-23" in salts.current_salts()) is is_in_use


def test_what_is_over_is_destroyed_and_never_made_again(
    monkeypatch: pytest.MonkeyPatch, aws: Aws
) -> None:
    before = salts.current_salts()
    assert handle({}, None) == {"destroyed": 0}
    go_to(monkeypatch, NOON + timedelta(days=1))
    assert handle({}, None) == {"destroyed": 1}
    after = salts.current_salts()
    assert "2026-11-20" not in after
    assert sorted(aws.objects("salts")) == [f"v1/{day}" for day in sorted(after)]
    assert {day: after[day] for day in before.keys() & after.keys()} == {
        day: salt for day, salt in before.items() if day != "2026-11-20"
    }
