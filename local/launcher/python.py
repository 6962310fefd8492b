"""The Python packages: a virtual environment in the checkout, filled from the lock file by uv."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from local.launcher.commands import run, step
from local.launcher.stamps import fingerprint, is_current, remember

if TYPE_CHECKING:
    from pathlib import Path


def install_python(root: Path) -> None:
    """Make ``.venv`` hold exactly what ``requirements.lock`` names."""
    venv = root / ".venv"
    python = venv / "bin" / "python"
    lock = root / "requirements.lock"
    wanted = fingerprint([lock], extra=str(venv))
    if python.exists() and is_current(venv / "installed.sha256", wanted):
        return
    with step("Python packages"):
        if not python.exists():
            run([sys.executable, "-m", "venv", "--clear", str(venv)], folder=root)
        uv = venv / "bin" / "uv"
        if not uv.exists():
            run([str(python), "-m", "pip", "install", "--quiet", "uv"], folder=root)
        sync = [str(uv), "pip", "sync", "--quiet", "--python", str(python), str(lock)]
        run(sync, folder=root)
    remember(venv / "installed.sha256", wanted)
