"""``./hedgerow synth`` and ``./hedgerow deploy``: a region's templates, and their deployment.

layer of packages -> python -m cdk.app (by the CDK's command line) -> cdk.out | AWS

What follows the known options goes to the CDK.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from local.launcher.commands import run, step
from local.launcher.node import node_environment

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT: Final = Path(__file__).resolve().parents[2]
CDK: Final = "aws-cdk@2.1148.1"  # not "latest": that one reads another assembly format
REGIONS: Final = ("us", "eu")


def main(arguments: Sequence[str]) -> int:
    """Build the layer, then synthesize or deploy; return the CDK's exit status."""
    parser = argparse.ArgumentParser(prog="./hedgerow")
    parser.add_argument("verb", choices=("synth", "deploy"))
    parser.add_argument("--region", choices=REGIONS)
    found, rest = parser.parse_known_args(arguments)
    if found.verb == "deploy" and found.region is None:
        parser.error("deploy needs --region us or --region eu")
    with step("Lambda layer"):
        run([sys.executable, "-m", "tools.layer"], folder=ROOT)
    what = ("deploy", "--all") if found.verb == "deploy" else ("synth", "--all", "--quiet")
    command = ["npx", "--yes", CDK, *what, "-c", f"region={found.region or 'us'}", *rest]
    return subprocess.run(command, cwd=ROOT, env=node_environment(ROOT), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
