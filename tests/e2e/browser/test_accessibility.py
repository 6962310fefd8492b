"""An automated accessibility check of every screen, light and dark, wide and narrow."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

    from tests.e2e.browser.member import Member
    from tools.stack import Stack

Scheme: TypeAlias = Literal["light", "dark"]
SCHEMES: Final[dict[str, Scheme]] = {"light": "light", "dark": "dark"}
AXE: Final = Path(__file__).parents[3] / "dashboard/node_modules/axe-core/axe.min.js"
SIZES: Final[dict[str, ViewportSize]] = {
    "wide": {"width": 1280, "height": 860},
    "phone": {"width": 390, "height": 844},
}
COMPUTED_MS: Final = 15_000


def problems(page: Page) -> list[str]:
    page.add_script_tag(path=AXE)
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
def test_no_screen_has_a_known_barrier(member: Member, scheme: str, size: str) -> None:
    page = member.page
    page.emulate_media(color_scheme=SCHEMES[scheme], reduced_motion="reduce")
    page.set_viewport_size(SIZES[size])
    member.open("home")
    expect(page.get_by_text("Waiting for the first event.")).to_be_visible()
    assert problems(page) == []
    member.send("hedge planted", variety="beech")
    arriving = page.get_by_role("status", name="Events are arriving")
    expect(arriving).to_be_visible(timeout=COMPUTED_MS)
    assert problems(page) == []
    member.open("events")
    page.get_by_role("button", name=re.compile(", properties$")).click()
    assert problems(page) == []
    member.open("trends", "?compare=true&breakdown=%7B%22key%22%3A%22variety%22%7D")
    expect(page.get_by_role("table")).to_be_visible()
    assert problems(page) == []
    for question in ("funnels&steps=[null,null]", "retention", "lifecycle", "stickiness"):
        member.open("trends", f"?insight={question}")
        expect(page.get_by_role("table")).to_be_visible(timeout=COMPUTED_MS)
        assert problems(page) == [], question
    member.open("settings")
    expect(page.get_by_text("No keys yet")).to_be_visible()
    assert problems(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", ["/login", "/signup"])
def test_the_door_has_no_known_barrier(page: Page, stack: Stack, scheme: str, path: str) -> None:
    page.emulate_media(color_scheme=SCHEMES[scheme])
    page.goto(f"{stack.url}{path}")
    page.get_by_role("button", name=re.compile("Log in|Create account")).click()
    expect(page.get_by_text(re.compile("^(Enter your|Choose a) password"))).to_be_visible()
    assert problems(page) == []


def test_the_raised_parts_have_no_known_barrier(member: Member) -> None:
    page = member.page
    member.open("trends")
    for opener in ("Event of series A", "Date range", "More for series A", "Account of Hazel"):
        page.get_by_role("button", name=opener).click()
        assert problems(page) == [], opener
        page.keyboard.press("Escape")
