"""The demo's month, as a reader of its charts would check it."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from uuid import UUID

import orjson
import pytest

from local.demo.month import DAYS, make_month

if TYPE_CHECKING:
    from local.demo.visit import Event

END: Final = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
FUNNEL: Final = ("product viewed", "product added", "checkout started", "order completed")


@pytest.fixture(scope="module")
def events() -> list[Event]:
    return make_month(END)


def moment(event: Event) -> datetime:
    return datetime.fromisoformat(event["timestamp"])


def test_there_are_about_fifty_thousand_events_of_about_two_thousand_people(
    events: list[Event],
) -> None:
    assert 45_000 < len(events) < 55_000
    people = {event["properties"]["$device_id"] for event in events}
    assert 1_800 < len(people) <= 2_000


def test_all_of_them_are_within_the_thirty_days_in_order(events: list[Event]) -> None:
    moments = [moment(event) for event in events]
    assert END - timedelta(days=DAYS) <= moments[0]
    assert moments[-1] <= END
    assert moments == sorted(moments)


def test_the_same_seed_and_end_give_the_same_bytes() -> None:
    first, second = (orjson.dumps(make_month(END, people=60)) for _ in range(2))
    assert first == second
    assert orjson.dumps(make_month(END, people=60, seed=1)) != first


def test_every_event_has_an_id_of_its_own(events: list[Event]) -> None:
    assert len({event["uuid"] for event in events}) == len(events)


def test_session_ids_carry_the_time_of_their_session(events: list[Event]) -> None:
    begins: dict[str, datetime] = {}
    for event in events:
        begins.setdefault(event["properties"]["$session_id"], moment(event))
    for session, begin in begins.items():
        assert UUID(session).version == 7
        assert UUID(session).int >> 80 == int(begin.timestamp() * 1000)


def test_the_funnel_narrows_at_every_step_as_a_shops_does(events: list[Event]) -> None:
    reached: dict[str, set[str]] = defaultdict(set)
    for event in events:
        reached[event["event"]].add(event["properties"]["$session_id"])
    sizes = [len(reached[step]) for step in FUNNEL]
    shares = [after / before for before, after in pairwise(sizes)]
    assert sizes == sorted(sizes, reverse=True)
    assert all(0.2 < share < 0.9 for share in shares)
    assert 0.05 < sizes[-1] / sizes[0] < 0.3


def test_nobody_orders_before_the_checkout_of_the_same_visit(events: list[Event]) -> None:
    seen: dict[str, list[str]] = defaultdict(list)
    for event in events:
        seen[event["properties"]["$session_id"]].append(event["event"])
    for names in seen.values():
        if "order completed" in names:
            steps = [names.index(step) for step in FUNNEL]
            assert steps == sorted(steps)


def test_the_shop_grows_and_week_ends_are_busier(events: list[Event]) -> None:
    days = Counter(moment(event).date() for event in events)
    first, last = (
        sum(days[(END - timedelta(days=back + day)).date()] for day in range(7)) for back in (22, 1)
    )
    assert last > 1.1 * first
    weekend = [count for day, count in days.items() if day.weekday() >= 5]
    workday = [count for day, count in days.items() if day.weekday() in {1, 2}]
    assert sum(weekend) / len(weekend) > 1.15 * sum(workday) / len(workday)


def test_evenings_are_busier_than_nights(events: list[Event]) -> None:
    hours = Counter(moment(event).hour for event in events)
    assert min(hours[hour] for hour in (18, 19, 20)) > 3 * max(hours[hour] for hour in (2, 3))


def test_a_known_customer_keeps_one_id_after_logging_in(events: list[Event]) -> None:
    known: dict[str, str] = {}
    for event in events:
        device = event["properties"]["$device_id"]
        if event["event"] == "$identify":
            assert event["properties"]["$anon_distinct_id"] == device
            assert device not in known
            known[device] = event["distinct_id"]
        assert event["distinct_id"] == known.get(device, device)


def test_events_of_businesses_name_their_company(events: list[Event]) -> None:
    groups = [event for event in events if event["event"] == "$groupidentify"]
    keys = {event["properties"]["$group_key"] for event in groups}
    named = {
        event["properties"]["$groups"]["company"]
        for event in events
        if "$groups" in event["properties"]
    }
    assert len(keys) > 4
    assert named == keys


def test_an_order_costs_what_was_added_at_least_once(events: list[Event]) -> None:
    orders = [event["properties"] for event in events if event["event"] == "order completed"]
    assert all(order["total"] > 0 and order["items"] > 0 for order in orders)


def test_campaigns_are_on_the_page_that_was_landed_on(events: list[Event]) -> None:
    landed = [event for event in events if "utm_source" in event["properties"]]
    assert landed
    for event in landed:
        assert event["event"] == "$pageview"
        assert (
            f"utm_source={event['properties']['utm_source']}"
            in (event["properties"]["$current_url"])
        )
