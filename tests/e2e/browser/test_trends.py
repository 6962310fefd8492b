"""The trends page, with numbers known beforehand."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from shared import clock

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.e2e.browser.member import Member


@pytest.fixture
def counting(member: Member) -> Member:
    """Ordered: yesterday 2, by one person, today 1, a fortnight ago 1. Viewed: today 1.

    On no day of the week does the week in which "last 7 days" begins hold the oldest of them.
    """
    now = clock.now()
    yesterday = now - timedelta(days=1)
    member.send("ordered", distinct_id="rowan", at=now - timedelta(days=14), size="low")
    member.send("ordered", distinct_id="rowan", at=yesterday, size="tall", plan="pro")
    member.send("ordered", distinct_id="rowan", at=yesterday, size="low", plan="pro")
    member.send("ordered", distinct_id="hazel", at=now, size="tall", plan="free")
    member.send("viewed", distinct_id="hazel", at=now)
    member.wait_for_events(5)
    return member


def series_search(*events: str, **more: object) -> str:
    said = {"series": [{"event": event} for event in events], **more}
    return "?" + "&".join(
        f"{key}={quote(value if isinstance(value, str) else json.dumps(value))}"
        for key, value in said.items()
    )


def total(page: Page, series: str) -> Locator:
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=series, exact=True))
    return row.get_by_role("cell").first


def choose_event(page: Page, letter: str, event: str) -> None:
    page.get_by_role("button", name=f"Event of series {letter}").click()
    page.get_by_role("combobox", name="Event").fill(event)
    page.get_by_role("listbox").get_by_role("option", name=event).click()


def test_a_trend_is_built_and_a_link_brings_it_back(counting: Member) -> None:
    page = counting.page
    counting.open("trends")
    expect(total(page, "All events")).to_have_text("4")
    choose_event(page, "A", "ordered")
    expect(total(page, "ordered")).to_have_text("3")
    page.get_by_role("button", name="Add series").click()
    choose_event(page, "B", "viewed")
    expect(total(page, "viewed")).to_have_text("1")
    page.get_by_role("radio", name="Bar").check(force=True)
    page.get_by_label("Interval").select_option("week")
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(total(page, "ordered")).to_have_text("3")
    expect(page.get_by_role("radio", name="Bar")).to_be_checked()
    expect(page.get_by_label("Interval")).to_have_value("week")


def test_unique_users_counts_people(counting: Member) -> None:
    counting.open("trends", series_search("ordered", **{"from": "-7d"}))
    page = counting.page
    expect(total(page, "ordered")).to_have_text("3")
    page.get_by_label("How series A is counted").select_option("Unique users")
    expect(total(page, "ordered")).to_have_text("2")


def test_a_breakdown_draws_one_line_a_value_and_a_tick_hides_it(counting: Member) -> None:
    page = counting.page
    counting.open("trends", series_search("ordered"))
    page.get_by_role("button", name="Break down by").click()
    page.get_by_role("listbox").get_by_role("option", name="size").click()
    expect(total(page, "tall")).to_have_text("2")
    expect(total(page, "low")).to_have_text("1")
    page.get_by_role("checkbox", name="low").uncheck()
    expect(page.get_by_role("checkbox", name="low")).not_to_be_checked()
    expect(page).to_have_url(re.compile("hidden="))
    expect(page.get_by_text("Totals: tall 2, low 1.")).to_be_attached()
    page.go_back()
    expect(page.get_by_role("checkbox", name="low")).to_be_checked()


def test_filters_count_only_what_meets_them(counting: Member) -> None:
    page = counting.page
    counting.open("trends", series_search("ordered"))
    page.get_by_role("button", name="Add filter").click()
    page.get_by_role("listbox").get_by_role("option", name="size").click()
    page.get_by_role("button", name="Value for size").click()
    page.get_by_role("listbox").get_by_role("option", name="tall").click()
    expect(total(page, "ordered")).to_have_text("2")
    page.keyboard.press("Escape")
    page.get_by_label("Operator for size").select_option("is not")
    expect(total(page, "ordered")).to_have_text("1")
    page.get_by_label("Operator for size").select_option("contains")
    page.get_by_role("button", name="Value for size").click()
    page.get_by_role("combobox", name="Value for size").fill("LO")
    page.keyboard.press("Enter")
    expect(total(page, "ordered")).to_have_text("1")
    page.get_by_role("button", name="Remove the filter on size").click()
    expect(total(page, "ordered")).to_have_text("3")


def test_the_previous_period_stands_below_with_the_change(counting: Member) -> None:
    page = counting.page
    counting.open("trends", series_search("ordered"))
    page.get_by_role("checkbox", name="Compare to previous").check()
    expect(total(page, "ordered (previous)")).to_have_text("1")
    expect(page.get_by_role("cell", name="+200%")).to_be_visible()


def test_the_chart_is_read_with_the_arrow_keys(counting: Member) -> None:
    page = counting.page
    counting.open("trends", series_search("ordered", "viewed"))
    chart = page.get_by_role("slider", name="Chart cursor")
    chart.focus()
    page.keyboard.press("End")
    expect(chart).to_have_attribute("aria-valuetext", re.compile(": ordered 1, chosen; viewed 1$"))
    page.keyboard.press("ArrowLeft")
    expect(chart).to_have_attribute("aria-valuetext", re.compile(": ordered 2, chosen; viewed 0$"))


def test_a_whole_question_can_be_asked_without_a_mouse(counting: Member) -> None:
    page = counting.page
    counting.open("trends")
    event = page.get_by_role("button", name="Event of series A")
    event.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("orde")
    expect(page.get_by_role("listbox").get_by_role("option", name="ordered")).to_be_visible()
    page.keyboard.press("Enter")
    expect(total(page, "ordered")).to_have_text("3")
    expect(event).to_be_focused()
    more = page.get_by_role("button", name="More for series A")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Rename")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("Orders")
    page.keyboard.press("Enter")
    expect(total(page, "Orders")).to_have_text("3")
    expect(more).to_be_focused()


def test_a_range_without_events_says_what_to_do(counting: Member) -> None:
    page = counting.page
    search = series_search("ordered", **{"from": "2020-01-01", "to": "2020-01-10"})
    counting.open("trends", search)
    expect(page.get_by_role("heading", name="No events match")).to_be_visible()
    page.get_by_role("button", name="Show last 90 days").click()
    expect(total(page, "ordered")).to_have_text("4")


def test_a_failure_says_why_and_can_be_tried_again(counting: Member) -> None:
    page = counting.page
    problem = {"type": "server_error", "code": "x", "detail": "Shorten the range.", "attr": None}
    page.route("**/query/", lambda route: route.fulfill(status=504, json=problem))
    counting.open("trends", series_search("ordered"))
    expect(page.get_by_role("alert").get_by_text("Shorten the range.")).to_be_visible()
    page.unroute("**/query/")
    page.get_by_role("button", name="Try again").click()
    expect(total(page, "ordered")).to_have_text("3")


def test_the_table_is_saved_as_csv(counting: Member) -> None:
    page = counting.page
    counting.open("trends", series_search("ordered"))
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    lines = download.value.path().read_text().splitlines()
    assert lines[0].startswith("series,total,average,")
    assert lines[1].startswith("ordered,3,")
