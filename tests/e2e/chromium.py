"""The installed Chromium or Chrome, driven by Playwright without a browser of its own."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from playwright.sync_api import sync_playwright

from local.launcher.browser import find_browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

# Without these a headless browser keeps calling home, and as root it does not start.
ARGUMENTS: Final = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


class NoBrowserError(AssertionError):
    """Neither Chromium nor Chrome is installed."""


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Yield a running headless browser."""
    path = find_browser()
    if path is None:
        raise NoBrowserError("Install Chromium or Chrome: the browser tests drive it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
