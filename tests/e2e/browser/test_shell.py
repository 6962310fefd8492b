"""What surrounds every screen: projects, theme, navigation, and what a phone makes of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.e2e.browser.member import Member

SCREENS: Final = ("home", "events", "trends", "settings")
BEYOND: Final = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_a_second_project_is_made_and_switched_to_and_from(member: Member) -> None:
    page = member.page
    member.open("trends")
    page.get_by_role("button", name="Project: Default project").click()
    page.get_by_role("menuitem", name="New project").click()
    page.get_by_label("Name").fill("Garden")
    page.get_by_role("button", name="Create project").click()
    expect(page.get_by_text("Waiting for the first event.")).to_be_visible()
    page.get_by_role("button", name="Project: Garden").click()
    page.get_by_role("menuitemradio", name="Default project").click()
    expect(page).to_have_url(re.compile(f"/project/{member.project_id}/home$"))


def test_a_chosen_theme_stays_and_the_system_decides_otherwise(member: Member) -> None:
    page = member.page
    background = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="dark")
    member.open("home")
    expect(page.get_by_role("heading", name="Home")).to_be_visible()
    dark = page.evaluate(background)
    page.get_by_role("button", name="Account of Hazel").click()
    page.get_by_role("menuitemradio", name="Light").click()
    page.reload()
    expect(page.get_by_role("heading", name="Home")).to_be_visible()
    assert page.evaluate(background) != dark


def test_the_navigation_folds_to_icons_and_stays_so(member: Member) -> None:
    page = member.page
    member.open("home")
    page.get_by_role("button", name="Narrow the navigation").click()
    page.reload()
    expect(page.get_by_role("button", name="Widen the navigation")).to_be_visible()
    page.get_by_role("link", name="Events").click()
    expect(page).to_have_url(re.compile("/events$"))


@pytest.mark.parametrize("path", ["/nowhere", "/project/999999/home"], ids=["page", "project"])
def test_an_address_that_is_not_there_leads_back(member: Member, path: str) -> None:
    page = member.page
    page.goto(f"{member.url}{path}")
    page.get_by_role("link", name="Go to your project").click()
    expect(page).to_have_url(re.compile(f"/project/{member.project_id}/home$"))


def test_the_first_tab_skips_to_the_content(member: Member) -> None:
    page = member.page
    member.open("home")
    expect(page.get_by_role("heading", name="Home")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_phone_shows_every_screen_without_sideways_scrolling(member: Member) -> None:
    page = member.page
    page.set_viewport_size({"width": 390, "height": 844})
    member.send("hedge planted", url="https://example.com/a/very/long/address/indeed")
    member.open("home")
    for screen in SCREENS:
        page.get_by_role("navigation", name="Main").get_by_role("link", name=screen).click()
        expect(page).to_have_url(re.compile(f"/{screen}$"))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate(BEYOND) == 0, screen


def test_a_phone_opens_its_menus_as_sheets_above_everything(member: Member) -> None:
    page = member.page
    page.set_viewport_size({"width": 390, "height": 844})
    member.open("home")
    page.get_by_role("button", name="Account of Hazel").click()
    page.get_by_role("menuitem", name="Log out").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
