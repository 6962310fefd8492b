"""Which exceptions are one problem? Those with the same fingerprint.

    $exception_list --> type of each, and where in our own code it arose --sha256--> fingerprint

Line numbers, hashes in names of files and texts with ids in them differ from one occurrence to the
next and are left out. The issue is a function of the fingerprint, so that no database is asked.
Source: PostHog's fingerprints in purpose (sdk-protocol 4.10); the form is ours.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.domain.exceptions.read import Frame, Thrown

ISSUES: Final = UUID("4f0c1f5b-7c1d-4a53-9a42-0f7f7d6a7a11")
LONGEST_SENT: Final = 64
_FORM: Final = "1"
_VARYING: Final = re.compile(
    r"\b(?:0x)?[0-9a-f]{8,}\b|\d+|[0-9a-f]{8}-[0-9a-f-]{27}", re.IGNORECASE
)
_HASH_IN_NAME: Final = re.compile(r"(?<=[.\-_])[0-9a-f]{6,}(?=[.\-_])", re.IGNORECASE)
_AFTER_PATH: Final = re.compile(r"[?#].*$", re.DOTALL)


def fingerprint(sent: object, thrown: Sequence[Thrown]) -> str:
    """Return the client's own fingerprint, else the one that follows from what was thrown."""
    if isinstance(sent, str) and sent.strip():
        return sent if len(sent) <= LONGEST_SENT else sha256(sent.encode()).hexdigest()
    parts = [part for item in thrown for part in _parts(item)]
    return sha256("\n".join((_FORM, *parts)).encode()).hexdigest()


def issue_id(team_id: int, fingerprint: str) -> str:
    """Return the issue that all exceptions of one fingerprint belong to."""
    return str(uuid5(ISSUES, f"{team_id}:{fingerprint}"))


def _parts(item: Thrown) -> list[str]:
    """Return the lines that tell one exception: without any frame, its text has to."""
    frames = [frame for frame in item.frames if frame.is_ours] or item.frames[-1:]
    if not frames:
        return [item.type, _VARYING.sub("#", item.value)]
    return [item.type, *map(_place, frames)]


def _place(frame: Frame) -> str:
    source = _HASH_IN_NAME.sub("#", _AFTER_PATH.sub("", frame.source))
    return f"{source}:{frame.function}"
