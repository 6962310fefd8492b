"""Pages of the dashboard: one of a stranger, one of somebody who has just signed up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.e2e.browser.member import Member, sign_up_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, ViewportSize

    from tools.stack import Stack

DESKTOP: Final[ViewportSize] = {"width": 1280, "height": 860}
# Chrome says this on the console for every answer of 400 and above; the tests look at the screen.
EXPECTED: Final = "Failed to load resource"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that has never been here; a mistake of the dashboard fails the test."""
    context = browser.new_context(viewport=DESKTOP, locale="en-GB", timezone_id="Asia/Tokyo")
    opened = context.new_page()
    mistakes: list[str] = []
    opened.on("pageerror", lambda error: mistakes.append(str(error)))
    opened.on(
        "console",
        lambda line: (
            mistakes.append(line.text)
            if line.type == "error" and EXPECTED not in line.text
            else None
        ),
    )
    yield opened
    context.close()
    assert mistakes == []


@pytest.fixture
def member(page: Page, stack: Stack) -> Member:
    """Somebody with a project of their own, logged in."""
    return sign_up_on(page, stack.url)
