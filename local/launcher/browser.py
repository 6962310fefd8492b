"""The browser that the end-to-end tests drive: the machine's Chromium or Chrome."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from local.launcher.commands import CommandFailedError, run, step
from shared.settings import environment

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_MACOS: Final = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


class NoBrowserError(Exception):
    """The machine has no Chromium or Chrome, and we may not install one."""


def find_browser() -> str | None:
    """Return the path of a browser."""
    for name in NAMES:
        found = shutil.which(name)
        if found is not None:
            return found
    return str(_MACOS) if _MACOS.exists() else None


def install_browser(root: Path) -> None:
    """Install Debian's Chromium when we are root and there is no browser."""
    if find_browser() is not None:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise NoBrowserError(
            "The browser tests need Chromium or Chrome, and there is none. Install one, for "
            "example with: sudo apt-get install chromium"
        )
    with step("Chromium"):
        quiet = {**environment(), "DEBIAN_FRONTEND": "noninteractive"}
        run(["apt-get", "update", "--quiet"], folder=root, environment=quiet)
        command = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]
        try:
            run(command, folder=root, environment=quiet)
        except CommandFailedError as error:
            raise NoBrowserError(f"Chromium could not be installed.\n{error}") from error
