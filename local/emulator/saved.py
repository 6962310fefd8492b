"""The emulator's state right after a deployment, kept so that every later start begins from it.

The emulator writes its state on a clean stop only, and then with half-consumed queues in it. So a
finished deployment is followed by one clean stop, the state is copied here, and each start puts the
copy back: stacks, functions and bucket names are there at once, the queues are empty, and what was
in them comes from the spool. Objects in S3 are files of their own and are not touched.

The state names two addresses that differ from start to start, the emulator's and the host's; the
copy holds marks in their places.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Addresses:
    """Where things listen in one run: ``host:port`` of the emulator, and of the host process."""

    emulator: str
    host: str

    def marks(self) -> Mapping[str, str]:
        """Return each address with the mark that stands for it in the copy."""
        return {self.emulator: "address-of-emulator.invalid", self.host: "address-of-host.invalid"}


def restore(root: Path, addresses: Addresses) -> str | None:
    """Put the saved state back and return the fingerprint of the template it was deployed from.

    None, and an empty emulator, when nothing is saved. Then no front door ever opened on this
    folder, so the objects in it are remains of a deployment that did not finish.
    """
    shutil.rmtree(root / "state", ignore_errors=True)
    record = root / "saved" / "deployed.json"
    if not record.exists():
        shutil.rmtree(root / "s3", ignore_errors=True)
        return None
    fingerprint: str = json.loads(record.read_text())["template"]
    changes = {mark: address for address, mark in addresses.marks().items()}
    _copy(root / "saved" / "state", root / "state", changes)
    return fingerprint


def save(root: Path, addresses: Addresses, fingerprint: str) -> None:
    """Keep the state that the emulator wrote when it stopped, in place of the one before."""
    fresh = root / "saved.new"
    shutil.rmtree(fresh, ignore_errors=True)
    _copy(root / "state", fresh / "state", addresses.marks())
    (fresh / "deployed.json").write_text(json.dumps({"template": fingerprint}))
    old = root / "saved"
    shutil.rmtree(old, ignore_errors=True)
    fresh.rename(old)


def _copy(source: Path, target: Path, changes: Mapping[str, str]) -> None:
    target.mkdir(parents=True)
    for path in source.glob("*.json"):
        text = path.read_text()
        for old, new in changes.items():
            text = text.replace(old, new)
        (target / path.name).write_text(text)
