"""``python -m local.launcher PART...``: installs parts of what the checkout needs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from local.launcher.browser import NoBrowserError, install_browser
from local.launcher.commands import CommandFailedError
from local.launcher.node import (
    build_dashboard,
    install_locations,
    install_packages,
    install_sdks,
)
from local.launcher.python import install_python
from local.launcher.stamps import alone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT: Final = Path(__file__).resolve().parents[2]
PARTS: Final[Mapping[str, Callable[[Path], None]]] = {
    "python": install_python,
    "packages": install_packages,
    "dashboard": build_dashboard,
    "sdks": install_sdks,
    "locations": install_locations,
    "browser": install_browser,
}


def main() -> int:
    """Install the parts that the arguments name, in that order."""
    try:
        with alone(ROOT):
            for name in sys.argv[1:]:
                PARTS[name](ROOT)
    except (CommandFailedError, NoBrowserError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
