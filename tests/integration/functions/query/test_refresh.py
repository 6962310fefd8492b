"""Kept results: when they answer, when they are computed again, what happens without a cache."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import pytest

from shared import clock, settings
from tests.integration.functions.query.conftest import add_event

if TYPE_CHECKING:
    from tests.integration.functions.query.conftest import Asker

COUNT: Final = "SELECT count() FROM events"
TRENDS: Final = {
    "kind": "TrendsQuery",
    "series": [{"kind": "EventsNode", "event": "paid"}],
    "dateRange": {"date_from": "-1d"},
}


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Moves the clock by a number of seconds for the rest of the test, never over midnight."""
    start = clock.now().replace(hour=9)  # a result of yesterday answers nothing today

    def move(seconds: float) -> None:
        moved = start + timedelta(seconds=seconds)
        monkeypatch.setattr(clock, "now", lambda: moved)

    move(0)
    return move


def count_of(asker: Asker, refresh: str | bool | None = None) -> tuple[int, bool]:
    body = asker.sql(COUNT, refresh=refresh).body
    return body["results"][0][0], body["is_cached"]


def test_a_fresh_result_answers_again(ada: Asker, warehouse: Any, later: Any) -> None:
    assert later
    assert count_of(ada) == (3, False)
    add_event(warehouse, ada.team_id, "paid")

    assert count_of(ada) == (3, True)


def test_a_result_that_was_cheap_is_computed_again_after_seconds(
    ada: Asker, warehouse: Any, later: Any
) -> None:
    assert count_of(ada) == (3, False)
    add_event(warehouse, ada.team_id, "paid")

    later(61)

    assert count_of(ada) == (4, False)
    assert count_of(ada) == (4, True)


@pytest.mark.parametrize("refresh", ["force_blocking", True])
def test_a_client_that_insists_gets_a_new_result(
    ada: Asker, warehouse: Any, later: Any, refresh: str | bool
) -> None:
    assert later
    assert count_of(ada) == (3, False)
    add_event(warehouse, ada.team_id, "paid")

    assert count_of(ada, refresh) == (4, False)
    assert count_of(ada) == (4, True)


@pytest.mark.parametrize("refresh", ["blocking", "force_cache", False, None])
def test_modes_that_take_a_fresh_result_take_no_stale_one(
    ada: Asker, warehouse: Any, later: Any, refresh: str | bool | None
) -> None:
    assert count_of(ada) == (3, False)
    add_event(warehouse, ada.team_id, "paid")
    assert count_of(ada, refresh) == (3, True)

    later(61)

    assert count_of(ada, refresh) == (4, False)


def test_a_lazy_client_takes_an_older_result(ada: Asker, warehouse: Any, later: Any) -> None:
    assert count_of(ada) == (3, False)
    add_event(warehouse, ada.team_id, "paid")

    later(1800)
    assert count_of(ada, "lazy_async") == (3, True)


def test_an_async_request_that_a_kept_result_answers_is_complete(ada: Asker) -> None:
    ada.sql(COUNT)
    answer = ada.sql(COUNT, refresh="async", client_query_id="mine")
    url = f"/api/environments/{ada.team_id}/query/mine/"

    assert answer.status == 200
    assert answer.body["results"] == [[3]]
    assert answer.body["query_status"]["id"] == "mine"
    assert answer.body["query_status"]["complete"] is True
    assert ada.send("GET", url).body["query_status"]["results"]["results"] == [[3]]


def test_a_run_that_was_cancelled_is_not_found(ada: Asker) -> None:
    ada.sql(COUNT, client_query_id="mine")
    url = f"/api/projects/{ada.team_id}/query/mine/"

    assert ada.send("DELETE", url).status == 200
    assert ada.send("GET", url).status == 404


def test_without_a_cache_every_result_is_computed(ada: Asker, warehouse: Any) -> None:
    with settings.use(replace(settings.current(), redis_url="redis://127.0.0.1:1")):
        assert count_of(ada) == (3, False)
        add_event(warehouse, ada.team_id, "paid")
        assert count_of(ada) == (4, False)


def test_a_range_that_ends_today_is_not_answered_with_yesterdays(ada: Asker, later: Any) -> None:
    first = ada.ask(TRENDS).body

    later(24 * 3600)
    second = ada.ask(TRENDS, refresh="async_except_on_cache_miss").body

    assert first["cache_key"] != second["cache_key"]
    assert second["is_cached"] is False


def test_a_new_time_zone_has_a_new_key(ada: Asker) -> None:
    before = ada.ask(TRENDS).body["cache_key"]

    ada.client.patch("/api/projects/@current/", {"timezone": "Asia/Tokyo"})

    assert ada.ask(TRENDS).body["cache_key"] != before


def test_fields_without_effect_do_not_change_the_key(ada: Asker) -> None:
    tagged = {**TRENDS, "tags": {"scene": "Insight"}}

    assert ada.ask(TRENDS).body["cache_key"] == ada.ask(tagged).body["cache_key"]


def test_a_result_says_when_it_stops_being_fresh(ada: Asker) -> None:
    body = ada.ask(TRENDS).body
    age = datetime.fromisoformat(body["cache_target_age"]) - datetime.fromisoformat(
        body["last_refresh"]
    )

    assert timedelta(milliseconds=500) <= age <= timedelta(hours=2)
