"""The project's front page: a snippet that works, and a wait that ends by itself."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.browser.member import Member


def snippet(page: Page, tab: str) -> str:
    page.get_by_role("tab", name=tab, exact=True).click()
    return page.get_by_role("tabpanel").locator("code").inner_text()


@pytest.fixture
def waiting(member: Member) -> Member:
    member.open("home")
    expect(member.page.get_by_text("Waiting for the first event.")).to_be_visible()
    return member


def expect_first_event(page: Page) -> None:
    expect(page.get_by_role("status", name="Events are arriving")).to_be_visible(timeout=15_000)


def test_every_snippet_holds_the_token_and_the_address(waiting: Member) -> None:
    tabs = waiting.page.get_by_role("tab").all_inner_texts()
    assert tabs == ["Website", "JavaScript", "Python", "Node", "curl"]
    for tab in tabs:
        code = snippet(waiting.page, tab)
        assert waiting.token in code
        assert waiting.url in code


def test_the_curl_snippet_sends_the_first_event(waiting: Member) -> None:
    code = snippet(waiting.page, "curl")
    subprocess.run(["/bin/sh", "-c", code], check=True, capture_output=True)
    expect_first_event(waiting.page)
    expect(waiting.page.get_by_role("link", name="signed_up 1")).to_be_visible()
    waiting.page.get_by_role("link", name="See events").click()
    expect(waiting.page).to_have_url(re.compile("/events$"))


def test_the_website_snippet_sends_the_first_page_view(waiting: Member) -> None:
    code = snippet(waiting.page, "Website")
    site = waiting.page.context.new_page()
    # The SDK takes a headless browser for a robot and sends nothing; a visitor's is not one.
    code = code.replace("api_host:", "opt_out_useragent_filter: true, api_host:")
    site.route("**/shop", lambda route: route.fulfill(body=code, content_type="text/html"))
    site.goto(f"{waiting.url}/shop")
    expect_first_event(waiting.page)
    expect(waiting.page.get_by_role("link", name=re.compile("^Pageview"))).to_be_visible()


def test_the_tabs_are_walked_with_the_arrow_keys(waiting: Member) -> None:
    page = waiting.page
    page.get_by_role("tab", name="Website").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="JavaScript")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name="curl")).to_have_attribute("aria-selected", "true")
