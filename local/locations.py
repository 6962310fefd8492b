"""Where the location database is: the person's own, else the package that the launcher installs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from local.launcher.node import LOCATIONS
from shared.settings import environment

if TYPE_CHECKING:
    from pathlib import Path

VARIABLE: Final = "HEDGEROW_GEOIP_PATH"


def find_locations(project: Path) -> str:
    """Return the folder or file of the database, empty when there is none."""
    installed = project / LOCATIONS
    own = environment().get(VARIABLE, "")
    return own or (str(installed) if installed.is_dir() else "")
