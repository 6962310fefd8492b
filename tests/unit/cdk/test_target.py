"""What a synthesis takes when nobody says otherwise."""

from __future__ import annotations

import json
from pathlib import Path

import cdk
from cdk.target import LOCATIONS
from local.launcher import node

ROOT = Path(cdk.__path__[0]).parent


def test_the_location_database_is_the_one_that_the_launcher_installs() -> None:
    assert Path(LOCATIONS) == node.LOCATIONS
    wanted = json.loads((ROOT / "local/geoip/package.json").read_text())["dependencies"]
    assert [f"local/geoip/node_modules/{name}" for name in wanted] == [LOCATIONS]
