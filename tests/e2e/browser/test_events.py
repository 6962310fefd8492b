"""The live list of events."""

from __future__ import annotations

import re
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from shared import clock

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.e2e.browser.member import Member

LIVE_MS = 15_000
TWO_POLLS_MS = 4_000


def names(page: Page) -> Locator:
    return page.get_by_role("table").get_by_role("button", name=re.compile(", properties$"))


@pytest.fixture
def watching(member: Member) -> Member:
    member.send("hedge planted", variety="beech", count=3)
    member.open("events")
    expect(names(member.page)).to_have_count(1, timeout=LIVE_MS)
    return member


def test_an_event_appears_by_itself_above_the_older_ones(watching: Member) -> None:
    watching.send("hedge trimmed", distinct_id="rowan")
    expect(names(watching.page)).to_have_count(2, timeout=LIVE_MS)
    first = names(watching.page).first
    expect(first).to_have_accessible_name("hedge trimmed, properties")
    expect(watching.page.get_by_role("cell", name="rowan")).to_be_visible()


def test_a_paused_list_stands_still_until_it_is_resumed(member: Member) -> None:
    page = member.page
    page.clock.install()
    member.send("hedge planted")
    member.open("events")
    expect(names(page)).to_have_count(1, timeout=LIVE_MS)
    with page.expect_request("**/query/"):
        page.clock.run_for(TWO_POLLS_MS)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("Paused")).to_be_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    member.send("hedge trimmed")
    page.clock.run_for(TWO_POLLS_MS)
    assert [url for url in asked if url.endswith("/query/")] == []
    page.get_by_role("button", name="Resume").click()
    expect(names(page)).to_have_count(2, timeout=LIVE_MS)


def test_a_row_opens_to_show_every_property(watching: Member) -> None:
    row = names(watching.page).first
    row.focus()
    watching.page.keyboard.press("Enter")
    expect(row).to_have_attribute("aria-expanded", "true")
    properties = watching.page.get_by_role("region", name="Properties")
    expect(properties.get_by_text("beech")).to_be_visible()
    expect(properties.get_by_text("variety")).to_be_visible()


def test_filters_narrow_the_list_and_are_in_the_address(watching: Member) -> None:
    page = watching.page
    watching.send("hedge trimmed", tool="shears")
    expect(names(page)).to_have_count(2, timeout=LIVE_MS)
    page.get_by_role("searchbox").fill("shears")
    expect(names(page)).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?text=shears$"))
    page.get_by_role("button", name="Clear").click()
    page.get_by_role("button", name="Event: All events").click()
    page.get_by_role("combobox", name="Event name").fill("plant")
    expect(page.get_by_role("option", name="hedge planted")).to_be_visible()
    page.keyboard.press("Enter")
    expect(names(page)).to_have_count(1)
    page.reload()
    expect(names(page).first).to_have_accessible_name("hedge planted, properties")
    page.get_by_role("searchbox").fill("nobody has this")
    expect(page.get_by_text("No event matches")).to_be_visible()
    page.get_by_role("button", name="Clear filters").click()
    expect(names(page)).to_have_count(2)


def test_times_are_those_of_the_project_and_exact_on_hover(watching: Member) -> None:
    yesterday = clock.now() - timedelta(days=1)
    watching.send("hedge measured", at=yesterday)
    time = watching.page.get_by_role("row", name=re.compile("hedge measured")).locator("time")
    deadline = monotonic() + 15
    # The live list asks only for what is newer than its first row, so a page that was loaded before
    # yesterday's event could be queried does not show it.
    while time.count() == 0 and monotonic() < deadline:
        watching.page.reload()
        expect(names(watching.page).first).to_be_visible()
    expect(time).to_have_attribute("title", re.compile(yesterday.strftime("%H:%M:%S UTC")))
