"""Builds the layer of third-party packages for Lambda: ``build/layer`` (aws 10.3).

ARM64 wheels of the locked versions, without Docker. boto3 comes from the runtime; of Chalice only
its own module is taken, because its wheel's requirements are those of its deployment tool.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
LAYER: Final = ROOT / "build" / "layer"
PLATFORM: Final = (
    *("--python-version", "3.13", "--python-platform", "aarch64-manylinux_2_28"),
    *("--only-binary", ":all:"),
)
WITHOUT_ITS_REQUIREMENTS: Final = "chalice"


def main() -> int:
    """Fill ``build/layer/python`` anew."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    packages: list[str] = project["project"]["optional-dependencies"]["runtime"]
    alone = [name for name in packages if re.match(WITHOUT_ITS_REQUIREMENTS, name)]
    target = LAYER / "python"
    shutil.rmtree(LAYER, ignore_errors=True)
    target.mkdir(parents=True)
    uv = (str(Path(sys.executable).parent / "uv"), "pip", "install", "--quiet")
    common = ("--target", str(target), *PLATFORM, "--constraint", "requirements.lock")
    full = [name for name in packages if name not in alone]
    subprocess.run([*uv, *common, *full], cwd=ROOT, check=True)
    subprocess.run([*uv, *common, "--no-deps", *alone], cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
