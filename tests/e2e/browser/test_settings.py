"""A project's settings and the keys of its user."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import httpx
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.e2e.browser.member import Member


def test_name_and_time_zone_are_saved(member: Member) -> None:
    page = member.page
    member.open("settings")
    save = page.get_by_role("button", name="Save")
    expect(save).to_be_disabled()
    page.get_by_label("Name").fill("Garden")
    page.get_by_label("Time zone").select_option("Pacific/Auckland")
    save.click()
    expect(page.get_by_text("Settings saved.")).to_be_visible()
    expect(page.get_by_role("button", name="Project: Garden")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Name")).to_have_value("Garden")
    expect(page.get_by_label("Time zone")).to_have_value("Pacific/Auckland")


def test_a_key_is_shown_once_works_and_stops_working(member: Member) -> None:
    page = member.page
    member.open("settings")
    page.get_by_role("button", name="Create key").click()
    page.get_by_label("Label").fill("nightly report")
    page.get_by_label("Access").select_option("Everything you may do")
    page.get_by_role("dialog").get_by_role("button", name="Create key").click()
    shown = page.get_by_role("dialog").locator("code")
    expect(shown).to_have_text(re.compile("^phx_"))
    key = {"Authorization": f"Bearer {shown.inner_text()}"}
    me = f"{member.url}/api/users/@me/"
    assert httpx.get(me, headers=key).json()["email"] == member.email
    page.get_by_role("button", name="Done").click()
    page.reload()
    expect(page.get_by_text("nightly report")).to_be_visible()
    assert key["Authorization"].removeprefix("Bearer ") not in page.content()
    page.get_by_role("button", name="Revoke nightly report").click()
    page.get_by_role("button", name="Revoke key").click()
    expect(page.get_by_text("No keys yet")).to_be_visible()
    assert httpx.get(me, headers=key).status_code == 401


def test_the_token_is_there_to_copy(member: Member) -> None:
    member.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    member.open("settings")
    member.page.get_by_role("button", name="Copy the project token").click()
    copied: str = member.page.evaluate("navigator.clipboard.readText()")
    assert copied == member.token
