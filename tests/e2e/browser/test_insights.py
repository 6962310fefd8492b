"""The tabs beside trends, with numbers known beforehand, and the people behind them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from shared import clock

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.e2e.browser.member import Member


@pytest.fixture
def buying(member: Member) -> Member:
    """Yesterday rowan, hazel and alder viewed; rowan ordered ten minutes later. Today hazel viewed.

    Yesterday's are at noon, today's at the beginning of this hour: never across a midnight.
    """
    today = clock.now().replace(minute=0, second=0, microsecond=0)
    yesterday = today.replace(hour=12) - timedelta(days=1)
    member.send("viewed", distinct_id="rowan", at=yesterday)
    member.send("viewed", distinct_id="hazel", at=yesterday)
    member.send("viewed", distinct_id="alder", at=yesterday)
    member.send("ordered", distinct_id="rowan", at=yesterday + timedelta(minutes=10))
    member.send("viewed", distinct_id="hazel", at=today)
    member.wait_for_events(5)
    return member


def choose(page: Page, label: str, event: str) -> None:
    page.get_by_role("button", name=label).click()
    page.get_by_role("combobox", name="Event").fill(event)
    page.get_by_role("listbox").get_by_role("option", name=event).click()


def people(page: Page) -> Locator:
    return page.get_by_role("dialog").get_by_role("list", name="People").get_by_role("listitem")


def test_a_funnel_is_asked_and_shows_who_dropped_out(buying: Member) -> None:
    page = buying.page
    buying.open("trends")
    page.get_by_role("tab", name="Funnels").click()
    expect(page.get_by_role("heading", name="Choose an event for each step")).to_be_visible()
    choose(page, "Event of step 1", "viewed")
    choose(page, "Event of step 2", "ordered")
    expect(page.get_by_text("converted: 1 of 3 people")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="2. ordered")
    expect(row.get_by_role("cell")).to_have_text(["1", "33.3%", "33.3%", "2", "10 min", "10 min"])
    page.get_by_role("button", name="All people, ordered: 2 dropped before it").click()
    dialog = page.get_by_role("dialog", name="Dropped before ordered")
    expect(dialog.get_by_text("All people · 2 people")).to_be_visible()
    expect(people(page)).to_have_count(2)
    expect(people(page).filter(has_text="hazel")).to_have_count(1)
    expect(people(page).filter(has_text="alder")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name=re.compile(r"^All people, ordered: 1, 33\.3%")).click()
    expect(people(page)).to_have_count(1)
    expect(people(page)).to_contain_text("rowan")


def test_a_link_brings_a_funnel_back_and_tabs_keep_their_questions(buying: Member) -> None:
    page = buying.page
    buying.open("trends", "?insight=funnels&steps=%5B%22viewed%22,%22ordered%22%5D")
    rate = page.get_by_text("converted: 1 of 3 people")
    expect(rate).to_be_visible()
    page.get_by_label("Order of the steps").select_option("strict")
    expect(page).to_have_url(re.compile("order=strict"))
    page.get_by_role("tab", name="Lifecycle").click()
    expect(page.get_by_role("rowheader", name="Dormant")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Order of the steps")).to_have_value("strict")
    page.go_back()
    expect(page.get_by_label("Order of the steps")).to_have_value("ordered")
    expect(rate).to_be_visible()


def test_retention_says_who_came_back(buying: Member) -> None:
    page = buying.page
    buying.open("trends", "?insight=retention&intervals=2&target=viewed&returning=viewed")
    table = page.get_by_role("table", name="Who of each cohort came back in which interval")
    expect(table.get_by_role("row")).to_have_count(4)
    cell = table.get_by_role("button", name=re.compile("Day 1: 1 of 3, 33.3%, not over yet$"))
    expect(cell).to_have_text("33.3%")
    page.get_by_role("radio", name="People").check(force=True)
    expect(cell).to_have_text("1")
    cell.click()
    expect(people(page)).to_have_count(1)
    expect(people(page)).to_contain_text("hazel")


def test_lifecycle_counts_those_who_left_below_zero(buying: Member) -> None:
    page = buying.page
    buying.open("trends", "?insight=lifecycle&event=viewed&from=-1d")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Dormant"))
    expect(row.get_by_role("cell").first).to_have_text("-2")
    row.get_by_role("button", name=re.compile("-2, show the people$")).click()
    expect(page.get_by_role("dialog", name="Dormant people")).to_be_visible()
    expect(people(page)).to_have_count(2)
    expect(people(page).filter(has_text="hazel")).to_have_count(0)


def test_stickiness_says_who_was_active_how_often(buying: Member) -> None:
    page = buying.page
    buying.open("trends", "?insight=stickiness&events=%5B%22viewed%22%5D&from=-1d")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="viewed"))
    expect(row.get_by_role("cell")).to_have_text(["3", "2", "1"])
    row.get_by_role("button", name=re.compile("^viewed, 2 days: 1,")).click()
    expect(people(page)).to_have_count(1)
    expect(people(page)).to_contain_text("hazel")


def test_the_series_chosen_by_keys_is_spoken_and_stays_chosen(buying: Member) -> None:
    page = buying.page
    buying.open(
        "trends", "?series=%5B%7B%22event%22:%22viewed%22%7D,%7B%22event%22:%22ordered%22%7D%5D"
    )
    chart = page.get_by_role("slider", name="Chart cursor")
    chart.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(chart).to_have_attribute("aria-valuetext", re.compile(": viewed 3, chosen; ordered 1$"))
    page.keyboard.press("ArrowDown")
    expect(chart).to_have_attribute("aria-valuetext", re.compile(": ordered 1, chosen; viewed 3$"))
    page.keyboard.press("ArrowRight")
    expect(chart).to_have_attribute("aria-valuetext", re.compile(": ordered 0, chosen; viewed 1$"))
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(people(page)).to_have_count(1)
    expect(people(page)).to_contain_text("rowan")


def test_the_people_of_a_trend_open_from_its_table_and_its_chart(buying: Member) -> None:
    page = buying.page
    buying.open("trends", "?series=%5B%7B%22event%22:%22viewed%22,%22math%22:%22dau%22%7D%5D")
    page.get_by_role("button", name=re.compile("^viewed, .*: 3, show the people$")).click()
    expect(people(page)).to_have_count(3)
    page.keyboard.press("Escape")
    chart = page.get_by_role("slider", name="Chart cursor")
    chart.focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(people(page)).to_have_count(1)
    expect(people(page)).to_contain_text("hazel")
    page.keyboard.press("Escape")
    expect(chart).to_be_focused()
