"""Through the door and out again."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.browser.member import Member
    from tools.stack import Stack

HOME = re.compile(r"/project/\d+/home$")


def fill_sign_up(page: Page, password: str) -> None:
    page.get_by_label("Name").fill("Hazel")
    page.get_by_label("Organization").fill("Hedge and sons")
    page.get_by_label("Email").fill(f"{secrets.token_hex(6)}@example.com")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Create account").click()


def test_signing_up_leads_to_the_first_project(page: Page, stack: Stack) -> None:
    page.goto(stack.url)
    page.get_by_role("link", name="Sign up").click()
    fill_sign_up(page, secrets.token_urlsafe(24))
    expect(page).to_have_url(HOME)
    expect(page.get_by_text("Waiting for the first event.")).to_be_visible()


def test_a_weak_password_is_called_weak_and_refused_at_its_field(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.url}/signup")
    page.get_by_label("Password", exact=True).fill("password")
    expect(page.get_by_text("Weak: easy to guess. Add more words.")).to_be_visible()
    fill_sign_up(page, "password1")
    field = page.get_by_label("Password", exact=True)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page).to_have_url(re.compile("/signup$"))


def test_an_address_that_needs_a_login_is_opened_after_it(member: Member) -> None:
    page = member.page
    page.context.clear_cookies()
    member.open("trends", "?interval=week&from=-90d")
    page.get_by_label("Email").fill(member.email)
    page.get_by_label("Password", exact=True).fill("not this one")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Password", exact=True).fill(member.password)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/trends\?interval=week&from=-90d$"))
    expect(page.get_by_label("Interval")).to_have_value("week")


def test_after_logging_out_nothing_of_the_project_is_left(member: Member) -> None:
    page = member.page
    member.open("settings")
    page.get_by_role("button", name="Account of Hazel").click()
    page.get_by_role("menuitem", name="Log out").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    expect(page.get_by_text(member.token)).to_have_count(0)
