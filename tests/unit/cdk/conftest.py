"""Each target is synthesized once per test process: a synthesis costs seconds and half a GB."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cdk.app import build_app

if TYPE_CHECKING:
    from collections.abc import Callable

Templates = dict[str, dict[str, Any]]


@pytest.fixture(scope="session")
def synthesize(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[dict[str, object]], Templates]:
    """Return a function from a context to the templates by the last part of the stack's name."""
    done: dict[str, Templates] = {}
    site = tmp_path_factory.mktemp("site")
    (site / "index.html").write_text("<!doctype html>")
    sdk_files = tmp_path_factory.mktemp("sdk")
    for version in ("1.9.0", "1.10.0"):
        (sdk_files / version).mkdir()
        (sdk_files / version / "array.js").write_text(version)
    layer = tmp_path_factory.mktemp("layer")
    (layer / "python").mkdir()
    (layer / "python" / "package.py").write_text("")
    locations = tmp_path_factory.mktemp("locations")
    (locations / "city.mmdb").write_text("")

    def run(context: dict[str, object]) -> Templates:
        key = json.dumps(context, sort_keys=True)
        if key not in done:
            outdir = tmp_path_factory.mktemp("assembly")
            folders = {"layer": layer, "locations": locations, "sdk_files": sdk_files, "site": site}
            full = {**{name: str(path) for name, path in folders.items()}, **context}
            build_app(full, str(outdir)).synth()
            done[key] = {
                path.name.removesuffix(".template.json").rsplit("-", 1)[-1]: json.loads(
                    path.read_text()
                )
                for path in Path(outdir).glob("*.template.json")
            }
        return done[key]

    return run
