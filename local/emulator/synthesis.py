"""The synthesized local template: made by the CDK app, again only when its inputs changed."""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import shutil
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

from local.processes import Program, run
from shared.settings import environment

if TYPE_CHECKING:
    from pathlib import Path

    from local.folder import Folder

CONTEXT: Final = '{"target":"local"}'
# Not the code of the functions: the host imports it from the checkout, the emulator never runs it.
_INPUTS: Final = (
    "cdk.json",
    "requirements.lock",
    "cdk/**/*.py",
    "functions/topology.py",
    "functions/**/*.json",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Synthesis:
    """The folder of the assembly, and the hash of what it was made from."""

    assembly: Path
    fingerprint: str
    is_new: bool


async def synthesize(project: Path, python: str, folder: Folder) -> Synthesis:
    """Return the local template of the project in ``project``, made by ``python -m cdk.app``."""
    lock = await asyncio.to_thread(_lock, project)
    try:
        return await _synthesize_alone(project, python, folder)
    finally:
        lock.close()


async def _synthesize_alone(project: Path, python: str, folder: Folder) -> Synthesis:
    target = project / "build" / "cdk-local"
    stamp = target / "inputs.sha256"
    wanted = fingerprint(project)
    if stamp.exists() and stamp.read_text() == wanted:
        return Synthesis(assembly=target, fingerprint=wanted, is_new=False)
    fresh = target.with_name(f"cdk-local-{wanted[:12]}")
    shutil.rmtree(fresh, ignore_errors=True)
    variables = {
        **environment(),
        "CDK_CONTEXT_JSON": CONTEXT,
        "CDK_OUTDIR": str(fresh),
        "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "1",
        "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1",
        "PYTHONPATH": str(project),
    }
    command = (python, "-m", "cdk.app")
    await run(
        Program(name="synthesis", command=command, environment=variables, cwd=project), folder
    )
    (fresh / "inputs.sha256").write_text(wanted)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return Synthesis(assembly=target, fingerprint=wanted, is_new=True)


def fingerprint(project: Path) -> str:
    """Return a hash of every file that the template depends on."""
    digest = hashlib.sha256(CONTEXT.encode())
    for path in sorted({path for pattern in _INPUTS for path in project.glob(pattern)}):
        digest.update(str(path.relative_to(project)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _lock(project: Path) -> IO[str]:
    """Let one instance of a checkout synthesize at a time; the others wait for its result."""
    (project / "build").mkdir(exist_ok=True)
    file = (project / "build" / "synthesis.lock").open("a")
    fcntl.flock(file, fcntl.LOCK_EX)
    return file
